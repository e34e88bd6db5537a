import { type SecretBox, secretBox } from '../../platform/secret-box.ts'
import type { ServedRequest } from './run-served.ts'

/** What of a request must not lie on the disk as it is. */
type TargetSecrets = Pick<ServedRequest['model'], 'api_key' | 'extra_headers'>

/** What of a request may lie on the disk as it is; the same request gives the same text. */
export function openPart({ model, ...request }: ServedRequest): string {
  const { api_key: _, extra_headers: __, ...open } = model
  return JSON.stringify({ ...request, model: open })
}

/** A request in two parts: one for everybody to read, one for nobody. */
export interface Parted {
  readonly request: string
  readonly sealed: string | null
}

/** Keeps the keys of targets: in memory while the service runs, and on the disk only encrypted. */
export interface TargetKeys {
  readonly part: (id: string, request: ServedRequest) => Parted
  /** The whole request again; undefined when its secrets are not known any more. */
  readonly whole: (id: string, parted: Parted) => ServedRequest | undefined
  readonly forget: (id: string) => void
}

/** Without a secret nothing is kept on the disk, and a restarted service does not know the keys. */
export function targetKeys(secret: string | undefined, salt: Uint8Array): TargetKeys {
  const known = new Map<string, TargetSecrets>()
  const box: SecretBox | undefined = secret === undefined || secret === '' ? undefined : secretBox(secret, salt)
  const unseal = (id: string, sealed: string | null): TargetSecrets | undefined => {
    const text = sealed === null ? undefined : box?.open(sealed, id)
    return text === undefined ? undefined : (JSON.parse(text) as TargetSecrets)
  }
  return {
    part(id, request) {
      const { api_key, extra_headers } = request.model
      known.set(id, { api_key, extra_headers })
      const sealed = box?.seal(JSON.stringify({ api_key, extra_headers }), id) ?? null
      return { request: openPart(request), sealed }
    },
    whole(id, { request, sealed }) {
      const secrets = known.get(id) ?? unseal(id, sealed)
      if (secrets === undefined) return undefined
      known.set(id, secrets)
      const rest = JSON.parse(request) as Omit<ServedRequest, 'model'> & { readonly model: object }
      return { ...rest, model: { ...rest.model, ...secrets } } as ServedRequest
    },
    forget: (id) => void known.delete(id),
  }
}

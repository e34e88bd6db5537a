import type { BackendConfig, BackendType } from '../core/backend.ts'
import type { Place } from '../core/errors.ts'
import { isLoopback } from '../core/private-host.ts'
import type { Path } from './interpolate.ts'
import type { ScanConfig } from './scan-config.ts'
import type { ConfigFile } from './schema.ts'

type BackendTable = NonNullable<ConfigFile['backend']>

/** Services with one address for everybody. */
const usualAddress: Partial<Record<BackendType, string>> = {}

/** With a scheme, which people leave out, and without a slash at the end. */
const addressOf = ({ type, base_url = usualAddress[type] ?? '' }: BackendTable): string =>
  (/^[a-z][\w+.-]*:\/\//iu.test(base_url) ? base_url : `https://${base_url}`).replace(/\/+$/u, '')

/** Login values that stand beside the key. */
const secretKeys: readonly (string | number | undefined)[] = ['api_key', 'client_id', 'client_secret', 'client_token']

export const isSecretOfBackend = (path: Path): boolean => path[0] === 'backend' && secretKeys.includes(path.at(-1))

interface Finding {
  readonly path: Path
  readonly message: string
}

/** What can be said against [backend] without knowing the service: its address and where its keys come from. */
export function backendProblems(
  { backend }: ConfigFile,
  fromEnvironment: readonly { readonly path: Path }[],
): Finding[] {
  if (backend === undefined) return []
  return [...addressProblems(backend), ...keyProblems(backend, fromEnvironment)]
}

function addressProblems(backend: BackendTable): Finding[] {
  const at = (message: string): Finding[] => [{ path: ['backend', 'base_url'], message }]
  if (backend.base_url === undefined && usualAddress[backend.type] === undefined)
    return at(`backend.base_url is missing. Add base_url = "https://your-organisation.example" under [backend].`)
  const address = addressOf(backend)
  if (!URL.canParse(address)) return at('backend.base_url is no address. It looks like "https://host.example".')
  const { protocol, hostname, username, password, search, hash } = new URL(address)
  if (username !== '' || password !== '')
    return at('backend.base_url holds a user name or password; give the key as api_key.')
  if (search !== '' || hash !== '')
    return at('backend.base_url must end with its path: leave out what begins with ? or #.')
  if (protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname))) return []
  return at(
    'backend.base_url must begin with https://: the keys travel there. Only this machine itself may be asked over http.',
  )
}

function keyProblems({ api_key }: BackendTable, fromEnvironment: readonly { readonly path: Path }[]): Finding[] {
  const at = (message: string): Finding[] => [{ path: ['backend', 'api_key'], message }]
  const example = 'Write api_key = "${NAME}" with the name of an environment variable that holds it.'
  if (api_key === undefined) return at(`backend.api_key is missing. ${example}`)
  if (fromEnvironment.some(({ path }) => path[0] === 'backend' && path[1] === 'api_key')) return []
  return at(`The key of a service must not stand in this file. ${example}`)
}

/** The table as the scan takes it. */
export function backendIn(
  file: ConfigFile,
  place: (path: Path) => Place,
): Pick<ScanConfig, 'backend' | 'backendAt' | 'tomlOnly'> {
  const { backend, scan } = file
  if (backend === undefined) return {}
  const { is_user_model, application_id, continue_flag } = scan
  return {
    backend: toBackend(backend),
    backendAt: place(['backend']),
    tomlOnly: {
      ...(is_user_model !== undefined && { is_user_model }),
      ...(application_id !== undefined && { application_id }),
      ...(continue_flag && { continue_flag }),
    },
  }
}

function toBackend(backend: BackendTable): BackendConfig {
  const { type, api_key = '', poll_interval_s, timeout_s, score_scale, allow_private_target } = backend
  return {
    type,
    baseUrl: addressOf(backend),
    apiKey: api_key,
    ...(poll_interval_s !== undefined && { pollIntervalMs: poll_interval_s * 1000 }),
    ...(timeout_s !== undefined && { timeoutMs: timeout_s * 1000 }),
    scoreScale: score_scale,
    allowPrivateTarget: allow_private_target,
  }
}

import { type EndpointTable, TargetError } from '../core/errors.ts'
import type { Mask } from '../core/secrets.ts'

export interface UnreachableContext {
  readonly baseUrl: string
  readonly mask: Mask
  readonly table?: EndpointTable | undefined
}

/** The reason lies deep: the client wraps fetch, and fetch wraps the socket. */
export function unreachable(error: Error, { baseUrl, mask, table }: UnreachableContext): TargetError {
  let cause: unknown = error
  while (cause instanceof Error && cause.cause !== undefined) cause = cause.cause
  const code = (cause as { code?: unknown } | undefined)?.code
  const detail = typeof code === 'string' && code !== '' ? code : cause instanceof Error ? cause.message : String(cause)
  return new TargetError('unreachable', mask(`${baseUrl} cannot be reached (${detail}). ${adviceFor(detail)}`), {
    isRetryable: true,
    table,
  })
}

function adviceFor(detail: string): string {
  if (detail.startsWith('through the proxy')) return 'Check HTTPS_PROXY, HTTP_PROXY and NO_PROXY.'
  if (detail === 'ECONNREFUSED') return 'Nothing listens there: check base_url, and that the server is up.'
  if (detail === 'ENOTFOUND' || detail === 'EAI_AGAIN') return 'The host name is not known: check base_url.'
  if (/WRONG_VERSION_NUMBER|EPROTO/u.test(detail))
    return 'It speaks no TLS: check whether base_url has to begin with http://.'
  if (/CERT|SSL|TLS|SIGNATURE|ISSUER/iu.test(detail))
    return 'Its certificate is not trusted: check it, or set NODE_EXTRA_CA_CERTS.'
  return 'Check base_url and the network.'
}

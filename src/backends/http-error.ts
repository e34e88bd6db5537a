import type { Clock } from '../core/clock.ts'
import { BackendError, type BackendErrorCode, messageOf } from '../core/errors.ts'
import { excerpt, oneLine } from '../core/neutralise.ts'
import type { Mask } from '../core/secrets.ts'
import { fieldOf, textOf } from './fields.ts'

interface FailureContext {
  readonly service: string
  readonly call: {
    readonly method?: string
    readonly path: string
    readonly isAboutState?: boolean
    readonly isQuotaOn403?: boolean
  }
  readonly mask: Mask
  readonly clock: Clock
  readonly limitHiddenIn500Ms?: number
}

/** What an answer with an error status means. */
export function fromResponse({ status, headers }: Response, body: string, context: FailureContext): BackendError {
  const { service, call, mask, clock, limitHiddenIn500Ms } = context
  const said = saidIn(body)
  const isHiddenLimit = limitHiddenIn500Ms !== undefined && status === 500 && call.method === 'GET'
  const code = isHiddenLimit ? 'rate_limited' : codeOf(status, body, call)
  const retryAfterMs =
    retryAfter(headers.get('retry-after'), clock.now()) ?? (isHiddenLimit ? limitHiddenIn500Ms : undefined)
  const words = excerpt(oneLine(mask(said)), 300)
  const message = [
    `${service} answered ${status} to ${call.path}${words === '' ? '' : `: ${words}`}`,
    ...(advice[code] === undefined ? [] : [advice[code]]),
  ].join(' — ')
  return new BackendError(code, message, { retryAfterMs })
}

const advice: Partial<Record<BackendErrorCode, string>> = {
  auth: 'the key was not accepted: check backend.api_key and its rights',
  quota: 'the account has nothing left',
  not_found: 'check backend.base_url and the scan id',
}

function codeOf(
  status: number,
  body: string,
  { isAboutState, isQuotaOn403 }: FailureContext['call'],
): BackendErrorCode {
  if (status === 429 && /quota|insufficient[ _](?:credit|token)/iu.test(body)) return 'quota'
  if (status === 403 && isQuotaOn403 === true) return 'quota'
  if (status === 400 && isAboutState === true) return 'invalid_state'
  if (status >= 500) return 'service_error'
  return meanings[status] ?? (status >= 400 ? 'invalid_request' : 'malformed')
}

const meanings: Readonly<Record<number, BackendErrorCode>> = {
  401: 'auth',
  402: 'quota',
  403: 'auth',
  404: 'not_found',
  409: 'invalid_state',
  429: 'rate_limited',
}

/** Services wrap their complaints in four ways, and FastAPI lists them. */
function saidIn(body: string): string {
  let value: unknown
  try {
    value = JSON.parse(body)
  } catch {
    return body.trimStart().startsWith('<') ? '' : body.trim()
  }
  for (const found of [fieldOf(value, 'error'), fieldOf(value, 'message'), fieldOf(value, 'detail')]) {
    if (typeof found === 'string') return found
    const message = fieldOf(found, 'message')
    if (typeof message === 'string') return message
    if (Array.isArray(found)) return found.map(complaintOf).join('; ')
  }
  return ''
}

function complaintOf(entry: unknown): string {
  const place = fieldOf(entry, 'loc')
  const where = Array.isArray(place) ? `${place.map(String).join('.')}: ` : ''
  return `${where}${textOf(entry, 'msg') ?? ''}`
}

const mostWaitMs = 60_000

/** RFC 9110 section 10.2.3: seconds or a date; never more than a minute. */
export function retryAfter(value: string | null, now: number): number | undefined {
  if (value === null || value.trim() === '') return undefined
  const seconds = Number(value)
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(value) - now
  return Number.isFinite(ms) && ms >= 0 ? Math.min(ms, mostWaitMs) : undefined
}

/** Nobody can have read a request for which there was no connection. */
const unsent = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])

interface FetchContext {
  readonly service: string
  readonly path: string
  readonly mask: Mask
  readonly isTimeout: boolean
}

/** What it means that there was no answer at all. */
export function fromFetchError(error: unknown, { service, path, mask, isTimeout }: FetchContext): BackendError {
  if (isTimeout || (error instanceof Error && error.name === 'TimeoutError'))
    return new BackendError('timeout', `${service} did not answer ${path} in time.`, { cause: error })
  let innermost = error
  while (innermost instanceof Error && innermost.cause !== undefined) innermost = innermost.cause
  const code = fieldOf(innermost, 'code')
  const why = excerpt(oneLine(mask(messageOf(innermost))), 200)
  return new BackendError('network', `${service} cannot be reached: ${why}. Check backend.base_url and the network.`, {
    cause: error,
    isUnsent: typeof code === 'string' && unsent.has(code),
  })
}

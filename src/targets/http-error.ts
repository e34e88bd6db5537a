import { type EndpointTable, TargetError, type TargetErrorCode } from '../core/errors.ts'
import type { Mask } from '../core/secrets.ts'

/** An error as an endpoint sends it, in the body or beside it. */
export interface HttpFailure {
  readonly status: number
  readonly message: string
  readonly headers?: { readonly get: (name: string) => string | null } | undefined
  /** What the body says under `error`. */
  readonly error?: unknown
}

export interface FailureContext {
  readonly table: EndpointTable
  readonly mask: Mask
  /** Milliseconds since the epoch. */
  readonly now: number
}

export function fromStatus(failure: HttpFailure, { table, mask, now }: FailureContext): TargetError {
  const meaning = meaningOf(failure, table)
  const said = mask(failure.message).slice(0, 300)
  return new TargetError(meaning.code, meaning.advice === undefined ? said : `${said} — ${meaning.advice}`, {
    isRetryable: meaning.isRetryable ?? false,
    isFatal: meaning.isFatal ?? false,
    table,
    retryAfterMs: retryAfter(failure.headers, now),
    status: failure.status,
  })
}

interface Meaning {
  readonly code: TargetErrorCode
  readonly isRetryable?: boolean
  readonly isFatal?: boolean
  readonly advice?: string
}

function meaningOf({ status, error }: HttpFailure, table: EndpointTable): Meaning {
  if (status === 401 || status === 403)
    return {
      code: 'unauthorized',
      isFatal: true,
      advice: `the key was not accepted: check ${table}.api_key and its rights`,
    }
  if (status === 404)
    return {
      code: 'not_found',
      isFatal: true,
      advice: `check ${table}.base_url (it usually ends in /v1) and ${table}.model_name`,
    }
  if (status === 402 || codesOf(error).includes('insufficient_quota'))
    return { code: 'unauthorized', isFatal: true, advice: `the account behind ${table}.api_key has no credit left` }
  if (status === 429) return { code: 'rate_limited', isRetryable: true }
  if (status === 408 || status === 409 || status === 425 || status >= 500)
    return { code: 'server_error', isRetryable: true }
  return { code: 'bad_request' }
}

/**
 * Whether a provider's filter refused the question. Azure: 400 with `content_filter`, also in `innererror`; OpenAI and LiteLLM:
 * `content_policy_violation`; OpenRouter: 403 with the flagged input.
 */
export function isBlocked({ status, error }: HttpFailure): boolean {
  if (status === 403) return Array.isArray(fieldOf(fieldOf(error, 'metadata'), 'reasons'))
  return status === 400 && codesOf(error).some((code) => typeof code === 'string' && filterCodes.has(code))
}

const filterCodes = new Set(['content_filter', 'ResponsibleAIPolicyViolation', 'content_policy_violation'])

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined

function codesOf(error: unknown): unknown[] {
  const inner = fieldOf(error, 'innererror') ?? fieldOf(error, 'inner_error')
  return [fieldOf(error, 'code'), fieldOf(error, 'type'), fieldOf(inner, 'code')]
}

const mostWaitMs = 120_000

/** RFC 9110 section 10.2.3, in seconds or as a date, and the form in milliseconds that OpenAI and Azure send beside it. */
function retryAfter(headers: HttpFailure['headers'], now: number): number | undefined {
  const inMs = headers?.get('retry-after-ms') ?? ''
  const value = headers?.get('retry-after') ?? ''
  const asked = [Number(inMs || Number.NaN), Number(value || Number.NaN) * 1000, dateOf(value) - now]
  const isWait = (ms: number): boolean => Number.isFinite(ms) && ms >= 0
  const ms = asked.find(isWait)
  return ms === undefined ? undefined : Math.min(ms, mostWaitMs)
}

/** `Date.parse` reads more than dates: "-5" is a day in 2001. */
const dateOf = (value: string): number => (/^[a-z]{3,9}, /iu.test(value) ? Date.parse(value) : Number.NaN)

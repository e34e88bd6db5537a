import type { UsageRequest } from '../../config/api-request.ts'
import type { FinishedCount } from '../../platform/scan-index.ts'
import { momentOf } from './moment.ts'
import { Refusal } from './refusal.ts'

export interface Usage {
  readonly user_id: string
  readonly mode: UsageRequest['mode']
  /** Null when no scan was counted. */
  readonly period: { readonly start: string; readonly end: string } | null
  readonly total_scans: number
  readonly as_of: string
}

/** Milliseconds since the epoch; both moments belong to the window. */
export interface Window {
  readonly from: number
  readonly to: number
}

const endOfTime = Number.MAX_SAFE_INTEGER

/** What a mode counts: this calendar month (UTC), everything, or from `start` to `end`. Throws a Refusal when those are turned round. */
export function windowOf(request: UsageRequest, now: number): Window {
  if (request.mode === 'current_billing_cycle') {
    const today = new Date(now)
    const month = (offset: number): number => Date.UTC(today.getUTCFullYear(), today.getUTCMonth() + offset)
    return { from: month(0), to: month(1) - 1 }
  }
  const { start, end } = request
  const from = start === undefined ? 0 : momentOf(start)
  const to = end === undefined ? endOfTime : momentOf(end)
  if (to < from) throw new Refusal('invalid', 'end is before start.')
  return { from, to }
}

/** The answer, where an end that is left open is the first or the last scan. */
export function usageOf(
  { mode }: UsageRequest,
  { from, to }: Window,
  { count, first, last }: FinishedCount,
  { user, now }: { readonly user: string; readonly now: number },
): Usage {
  const isMonth = mode === 'current_billing_cycle'
  const period =
    first === null || last === null
      ? null
      : {
          start: microseconds(from === 0 ? first : from),
          end: isMonth ? microseconds(to, '999') : microseconds(to === endOfTime ? last : to),
        }
  return { user_id: user, mode, period, total_scans: count, as_of: microseconds(now) }
}

/** As the API writes times: 2024-01-31T23:59:59.999999Z. */
const microseconds = (ms: number, rest = '000'): string => new Date(ms).toISOString().replace('Z', `${rest}Z`)

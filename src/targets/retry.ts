import type { Clock } from '../core/clock.ts'
import { TargetError, type TargetErrorCode } from '../core/errors.ts'
import { type Random, randomFrom } from '../core/random.ts'
import type { Target } from '../core/target.ts'

export interface RetryOptions {
  readonly clock: Clock
  /** Requests for one question, the first included. With a fault in every fifth request, eight lose one question in 390,000. */
  readonly tries?: number
  /** The wait before the second try; it doubles from there, and half of it is left to chance. */
  readonly firstWaitMs?: number
  readonly random?: Random
  /** Asks twice at most, and once where silence or waiting would take long. */
  readonly isProbe?: boolean
}

/** Most requests for one question that ends in such an error, where the general number would be too many or too few. */
const triesFor: Partial<Record<TargetErrorCode, number>> = { malformed: 2, timeout: 3 }
/** Busy endpoints get better: they are worth more patience than broken ones. */
const extraWhenBusy = 2
const mostWaitMs = 1000
const mostWaitWhenBusyMs = 30_000

/** Asks again where that can help, a few times and with growing pauses, never sooner than the endpoint asked for. */
export function withRetry(
  target: Target,
  { clock, tries = 8, firstWaitMs = 100, random = randomFrom('retry'), isProbe = false }: RetryOptions,
): Target {
  const mostFor = (code: TargetErrorCode): number => {
    if (isProbe) return code === 'timeout' || code === 'rate_limited' ? 1 : 2
    return code === 'rate_limited' ? tries + extraWhenBusy : Math.min(tries, triesFor[code] ?? tries)
  }
  return {
    async ask(messages, signal) {
      let adapted = 0
      for (let n = 1; ; n++) {
        try {
          return { ...(await target.ask(messages, signal)), tries: n }
        } catch (error) {
          if (!(error instanceof TargetError) || !error.isRetryable) throw error
          // The next request leaves the parameter out, so this happens once for each and needs no pause.
          if (error.code === 'unsupported_parameter') adapted += 1
          else {
            const failed = n - adapted
            if (failed >= mostFor(error.code)) throw error
            const most = error.code === 'rate_limited' ? mostWaitWhenBusyMs : mostWaitMs
            const backoff = Math.min(firstWaitMs * 2 ** (failed - 1), most) * (0.5 + random() / 2)
            await clock.sleep(Math.max(backoff, error.retryAfterMs ?? 0), signal)
          }
        }
      }
    },
  }
}

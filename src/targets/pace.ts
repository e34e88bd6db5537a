import { setMaxListeners } from 'node:events'
import type { Clock } from '../core/clock.ts'
import { TargetError } from '../core/errors.ts'
import type { Target } from '../core/target.ts'
import { adaptivePace } from './adaptive-pace.ts'

const windowMs = 60_000
/** Requests travel: two that leave a full window apart may arrive closer. A little slack keeps the limit exact at the server. */
const guardMs = windowMs * 0.005
/**
 * Timers ring late. A turn missed by less keeps the schedule for the next one, so that lateness does not add up. The window holds
 * whatever is caught up on; a learned limit has no such guard, so little is.
 */
const lateMs = 250
const lateWhenLearnedMs = 20

export interface PaceOptions {
  /** At most so many requests in any sliding window of 60 seconds; no limit when left out. */
  readonly perMinute?: number | undefined
  readonly clock: Clock
}

/**
 * Every request takes a turn. Turns come evenly, never sooner than a window after the request `perMinute` places before (pacing
 * alone would let a burst through after a pause), and slower once the endpoint says it is too much. Whoever is called off while
 * waiting uses no turn up.
 */
export function withPace(target: Target, { perMinute = Number.POSITIVE_INFINITY, clock }: PaceOptions): Target {
  const adaptive = adaptivePace()
  const spacing = (windowMs + guardMs) / perMinute
  const sent: number[] = []
  const even = schedule(lateMs)
  const learned = schedule(lateWhenLearnedMs)
  let queue: Promise<unknown> = Promise.resolve()
  const due = (now: number): number => {
    const oldest = sent.length < perMinute ? undefined : sent[0]
    return Math.max(
      even.due(),
      learned.due(),
      adaptive.notBefore(now),
      (oldest ?? Number.NEGATIVE_INFINITY) + windowMs + guardMs,
    )
  }
  const turn = async (signal: AbortSignal): Promise<number> => {
    signal.throwIfAborted()
    for (let wait = due(clock.now()) - clock.now(); wait > 0; wait = due(clock.now()) - clock.now())
      await clock.sleep(wait, signal)
    const now = clock.now()
    even.take(now, spacing)
    learned.take(now, adaptive.spacing(now))
    if (perMinute !== Number.POSITIVE_INFINITY) sent.push(now)
    if (sent.length > perMinute) sent.shift()
    adaptive.sent(now)
    return now
  }
  return {
    async ask(messages, signal) {
      // Every question that waits listens to it, and Node 20 would warn of more than ten.
      setMaxListeners(0, signal)
      const mine = queue.then(() => turn(signal))
      queue = mine.catch(() => undefined)
      const at = await orAborted(mine, signal)
      try {
        return await target.ask(messages, signal)
      } catch (error) {
        if (error instanceof TargetError && isTooMuch(error))
          adaptive.rejected({ at, now: clock.now(), waitMs: error.retryAfterMs })
        throw error
      }
    },
  }
}

/** Turns at a distance from each other. */
function schedule(late: number) {
  let next = Number.NEGATIVE_INFINITY
  return {
    due: () => next,
    take(now: number, spacing: number): void {
      next = (now - next < late ? next : now) + spacing
    },
  }
}

/** An overloaded server's 503 counts only when it says when to come back: without that it is as likely a broken one. */
const isTooMuch = ({ code, retryAfterMs }: TargetError): boolean =>
  code === 'rate_limited' || (code === 'server_error' && retryAfterMs !== undefined)

/** Whoever stands in the queue need not wait for those in front to learn that it was called off. */
async function orAborted<T>(waiting: Promise<T>, signal: AbortSignal): Promise<T> {
  let stop: () => void = () => undefined
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason as Error)
    signal.addEventListener('abort', stop)
  })
  try {
    return await Promise.race([waiting, aborted])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

/** What an endpoint's complaints about too many requests teach about its limit. */
export interface AdaptivePace {
  /** Nothing may be sent sooner. */
  readonly notBefore: (now: number) => number
  /** Milliseconds from one request to the next; 0 while nothing was complained about. */
  readonly spacing: (now: number) => number
  readonly sent: (now: number) => void
  /** A request sent at `at` came back as too much, perhaps with the time the endpoint asked to be left alone. */
  readonly rejected: (rejection: {
    readonly at: number
    readonly now: number
    readonly waitMs?: number | undefined
  }) => void
}

/** Growing back is a test of the limit, and a failed one costs a pause: a learned limit is left in peace for a while. */
const restMs = 15_000
const growthPerSecond = 1.06
/**
 * A rejection without a waiting time says little: it slows a little, and not again until that can have shown. What grows back in
 * that time is as much, so that an endpoint that refuses at random is not asked ever slower for it.
 */
const cut = 0.9
const settleMs = 2000
/** Requests a second from which on there is nothing left to hold back. */
const unlimited = 2000

/** Requests that come at exactly the limit sometimes come closer together than they left. */
const margin = 0.95

/**
 * One complaint slows the whole endpoint. With a waiting time: nobody asks until it is over, and from then on as fast as the
 * endpoint was seen to let requests through, pause included, which is its limit whatever its window. Without one: a tenth slower
 * each time. Quiet times make it faster again.
 */
export function adaptivePace(): AdaptivePace {
  let perSecond = Number.POSITIVE_INFINITY
  let changedAt = 0
  let pausedUntil = Number.NEGATIVE_INFINITY
  let isPaused = false
  let asked = 0
  let epoch: Epoch | undefined
  let slowedAt = Number.NEGATIVE_INFINITY

  const grow = (now: number): void => {
    if (now <= changedAt || perSecond === Number.POSITIVE_INFINITY) return
    perSecond *= growthPerSecond ** ((now - changedAt) / 1000)
    changedAt = now
    if (perSecond > unlimited) perSecond = Number.POSITIVE_INFINITY
  }
  /** The pause is over: answers that were slow to come have come, or count as let through. */
  const resume = (now: number): void => {
    if (!isPaused || now < pausedUntil) return
    isPaused = false
    perSecond = learned(perSecond, epoch, asked)
    asked = 0
    changedAt = now + restMs
    epoch = undefined
  }
  return {
    notBefore(now) {
      resume(now)
      return pausedUntil
    },
    spacing(now) {
      grow(now)
      return 1000 / perSecond
    },
    sent(now) {
      epoch ??= { from: now, to: now, sent: 0, rejected: 0 }
      epoch.to = now
      epoch.sent += 1
    },
    rejected({ at, now, waitMs }) {
      if (epoch !== undefined && at >= epoch.from) epoch.rejected += 1
      if (waitMs !== undefined) {
        isPaused = true
        asked = Math.max(asked, waitMs)
        pausedUntil = Math.max(pausedUntil, now + waitMs)
      } else if (at > slowedAt && now - slowedAt >= settleMs) {
        grow(now)
        perSecond = cut * (perSecond === Number.POSITIVE_INFINITY ? letThrough(epoch, 1000) : perSecond)
        slowedAt = now
        changedAt = now
      }
    },
  }
}

/** A limit that was learned before is known better than what a moment since can tell. */
function learned(perSecond: number, epoch: Epoch | undefined, waitMs: number): number {
  const isMoment = epoch === undefined || epoch.to - epoch.from < waitMs
  if (isMoment && perSecond !== Number.POSITIVE_INFINITY) return perSecond * cut
  return Math.min(perSecond, letThrough(epoch, waitMs) * margin)
}

/** What was sent since the endpoint was last left alone. */
interface Epoch {
  readonly from: number
  to: number
  sent: number
  rejected: number
}

/**
 * Requests a second that were let through. The endpoint's window began with the first of them and ends with the wait it asked for,
 * which is mostly rounded up to whole seconds.
 */
function letThrough(epoch: Epoch | undefined, waitMs: number): number {
  if (epoch === undefined) return Number.POSITIVE_INFINITY
  const ms = Math.max(waitMs, epoch.to - epoch.from + waitMs - 1000, 1)
  return (Math.max(epoch.sent - epoch.rejected, 1) / ms) * 1000
}

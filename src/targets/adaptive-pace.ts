import { type Finding, limitWatch } from './limit-watch.ts'

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
/** How much slower a limit that was learned before is taken to be when it proves too high. */
const cut = 0.9
/** Requests a second from which on there is nothing left to hold back. */
const unlimited = 2000

/** Requests that come at exactly the limit sometimes come closer together than they left. */
const margin = 0.95

/**
 * One complaint slows the whole endpoint. With a waiting time: nobody asks until it is over, and from then on as fast as the
 * endpoint was seen to let requests through, pause included, which is its limit whatever its window. Many without one: as slow on
 * trial, and only if that helps for longer. Quiet times make it faster again.
 */
export function adaptivePace(): AdaptivePace {
  const speed = growingSpeed()
  const trial = trialOf(speed)
  let pausedUntil = Number.NEGATIVE_INFINITY
  let isPaused = false
  let asked = 0
  let epoch: Epoch | undefined

  /** The pause is over: answers that were slow to come have come, or count as let through. */
  const resume = (now: number): void => {
    if (!isPaused || now < pausedUntil) return
    isPaused = false
    speed.set(learned(speed.perSecond(now), epoch, asked), now + restMs)
    asked = 0
    epoch = undefined
    trial.forget()
  }
  return {
    notBefore(now) {
      resume(now)
      return Math.max(pausedUntil, trial.notBefore())
    },
    spacing: (now) => 1000 / speed.perSecond(now),
    sent(now) {
      trial.sent(now)
      epoch ??= { from: now, to: now, sent: 0, rejected: 0 }
      epoch.to = now
      epoch.sent += 1
    },
    rejected({ at, now, waitMs }) {
      if (epoch !== undefined && at >= epoch.from) epoch.rejected += 1
      if (waitMs === undefined) return trial.rejected(at, now)
      isPaused = true
      asked = Math.max(asked, waitMs)
      pausedUntil = Math.max(pausedUntil, now + waitMs)
    },
  }
}

interface Speed {
  readonly perSecond: (now: number) => number
  /** It grows from `growsFrom` on. */
  readonly set: (perSecond: number, growsFrom: number) => void
}

function growingSpeed(): Speed {
  let perSecond = Number.POSITIVE_INFINITY
  let changedAt = 0
  return {
    perSecond(now) {
      if (now > changedAt && perSecond !== Number.POSITIVE_INFINITY) {
        perSecond *= growthPerSecond ** ((now - changedAt) / 1000)
        changedAt = now
        if (perSecond > unlimited) perSecond = Number.POSITIVE_INFINITY
      }
      return perSecond
    },
    set(value, growsFrom) {
      perSecond = value
      changedAt = growsFrom
    },
  }
}

/** Goes slower on trial when rejections that name no time become many. */
function trialOf(speed: Speed) {
  const watch = limitWatch()
  let before: number | undefined
  let heldUntil = Number.NEGATIVE_INFINITY
  const act = (finding: Finding | undefined, now: number): void => {
    if (finding === undefined) return
    const perSecond = speed.perSecond(now)
    if (finding.kind === 'suspicion') {
      before ??= perSecond
      speed.set(Math.min(perSecond, finding.perSecond * margin), Number.POSITIVE_INFINITY)
      heldUntil = now + finding.pauseMs
      return
    }
    if (finding.kind === 'limit') speed.set(perSecond, now + restMs)
    else speed.set(before ?? perSecond, now)
    before = undefined
  }
  return {
    notBefore: (): number => heldUntil,
    sent: (now: number): void => act(watch.sent(now), now),
    rejected: (at: number, now: number): void => act(watch.rejected(at, now), now),
    /** The endpoint has said how long it wants to be left alone, which tells more. */
    forget(): void {
      before = undefined
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

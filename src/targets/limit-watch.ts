/**
 * Watches rejections that name no waiting time. A limit shows by this: asked slower, the endpoint rejects less. One that rejects by
 * chance does so at any pace, and slowing down for it would only cost time.
 */
export interface LimitWatch {
  readonly sent: (now: number) => Finding | undefined
  /** A request sent at `at` was rejected. */
  readonly rejected: (at: number, now: number) => Finding | undefined
}

export type Finding =
  /** More was rejected than chance explains; `perSecond` was let through. It is to be tried whether going as slow helps. */
  | { readonly kind: 'suspicion'; readonly perSecond: number; readonly pauseMs: number }
  /** Going slower helped. */
  | { readonly kind: 'limit' }
  /** It did not. */
  | { readonly kind: 'chance' }

/** A look takes this long and so many requests at the least. */
const lookMs = 2000
const fewestSent = 40
/** So many rejections at once are seen sooner, and the endpoint is left alone for a moment. */
const flood = { rejected: 8, share: 0.3 }
/** Limits are mostly told by the second: what came before a trial is forgotten by then. */
const windowMs = 1000
/** Rejections that a trial should see if they come by chance: the odds that it sees less than a quarter of them are 1 to 70. */
const expectedByChance = 8
/** A trial that sees as many has not gone slow enough, and neither has one that helped by halves. */
const nearlyAll = 0.8
const clearlyMore = 0.2

/** What was sent since the last look, and how much of it came back. */
interface Look {
  readonly from: number
  readonly sent: number
  readonly rejected: number
}

export function limitWatch(): LimitWatch {
  let look: Look | undefined
  /** The share that is rejected by chance, as far as is known. */
  let chance = 0
  /** The most that a trial has shown to be chance. */
  let proven = 0
  /** The share that was rejected before it was tried to go slower. */
  let suspected: number | undefined

  const isFlood = ({ sent, rejected }: Look): boolean =>
    rejected >= flood.rejected && rejected / sent >= (suspected === undefined ? chance + flood.share : nearlyAll)
  const isOver = (seen: Look, now: number): boolean => {
    const enough = suspected === undefined ? fewestSent : Math.max(fewestSent, expectedByChance / suspected)
    return isFlood(seen) || (now - seen.from >= lookMs && seen.sent >= enough)
  }
  const suspect = (seen: Look, now: number): Finding => {
    const { from, sent, rejected } = seen
    const pauseMs = isFlood(seen) ? windowMs : 0
    suspected = rejected / sent
    look = { from: now + windowMs, sent: 0, rejected: 0 }
    const seconds = Math.max(now - from, windowMs) / 1000
    return { kind: 'suspicion', perSecond: Math.max(sent - rejected, 1) / seconds, pauseMs }
  }
  const conclude = (now: number): Finding | undefined => {
    if (look === undefined || !isOver(look, now)) return undefined
    const seen = look
    const share = seen.rejected / seen.sent
    look = { from: now, sent: 0, rejected: 0 }
    if (suspected === undefined) {
      const expected = chance * seen.sent
      if (seen.rejected > expected + 3 * Math.sqrt(expected) + 2) return suspect(seen, now)
      // Only a trial can tell that chance has grown: a limit that is crept up to must not pass for it.
      chance = Math.min(chance + (share - chance) / 4, proven)
      return undefined
    }
    const before = suspected
    const left = (share - chance) / (before - chance)
    const helpedByHalves = left > 0.25 && left < 0.9 && share >= chance + flood.share
    if (share >= nearlyAll || share >= before + clearlyMore || helpedByHalves) return suspect(seen, now)
    suspected = undefined
    if (left <= 0.25) return { kind: 'limit' }
    chance = (share + before) / 2
    proven = chance
    return { kind: 'chance' }
  }
  return {
    sent(now) {
      const finding = conclude(now)
      look ??= { from: now, sent: 0, rejected: 0 }
      if (now >= look.from) look = { ...look, sent: look.sent + 1 }
      return finding
    },
    rejected(at, now) {
      if (look === undefined || at < look.from) return undefined
      look = { ...look, rejected: look.rejected + 1 }
      return conclude(now)
    },
  }
}

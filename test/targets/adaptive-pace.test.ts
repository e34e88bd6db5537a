import { describe, expect, test } from 'vitest'
import { randomFrom } from '../../src/core/random.ts'
import { adaptivePace } from '../../src/targets/adaptive-pace.ts'

interface World {
  /** Requests a second that somebody wants to send. */
  readonly demand: number
  readonly refuses: (now: number) => boolean
  readonly seconds?: number
  readonly latencyMs?: number
}

/** Sends as fast as the demand and the pace allow; what is refused comes back after the latency, and names no waiting time. */
function send({ demand, refuses, seconds = 180, latencyMs = 50 }: World) {
  const pace = adaptivePace()
  const late = 20
  const onTheirWay: { readonly at: number; readonly due: number }[] = []
  let [now, next, sent, refused] = [0, 0, 0, 0]
  while (now < seconds * 1000) {
    for (let first = onTheirWay[0]; first !== undefined && first.due <= now; first = onTheirWay[0]) {
      pace.rejected({ at: first.at, now: first.due })
      onTheirWay.shift()
    }
    next = Math.max(next, pace.notBefore(now))
    if (now >= next) {
      next = Math.max(next, now - late) + Math.max(pace.spacing(now), 1000 / demand)
      pace.sent(now)
      sent += 1
      if (refuses(now)) {
        refused += 1
        onTheirWay.push({ at: now, due: now + latencyMs })
      }
    }
    now = Math.min(next, onTheirWay[0]?.due ?? Number.POSITIVE_INFINITY)
  }
  return { used: sent / seconds / demand, passed: (sent - refused) / seconds, refused: refused / sent }
}

/** Lets so many through in any second. */
function sliding(perSecond: number): (now: number) => boolean {
  const passed: number[] = []
  return (now) => {
    while (passed.length > 0 && (passed[0] ?? 0) <= now - 1000) passed.shift()
    if (passed.length >= perSecond) return true
    passed.push(now)
    return false
  }
}

function byChance(share: number, seed: number): () => boolean {
  const draw = randomFrom('refusals', seed)
  return () => draw() < share
}

const seeds = [1, 2, 3, 4, 5]

describe('an endpoint that refuses without saying for how long', () => {
  test.each([
    { perSecond: 50, demand: 1280 },
    { perSecond: 50, demand: 60 },
    { perSecond: 5, demand: 100 },
  ])('because it lets $perSecond a second through is kept to that: $demand wanted', ({ perSecond, demand }) => {
    const { passed, refused } = send({ demand, refuses: sliding(perSecond) })
    expect(passed).toBeGreaterThan(0.88 * perSecond)
    expect(refused).toBeLessThan(0.11)
  })

  test.each([
    { demand: 50, share: 0.1 },
    { demand: 50, share: 0.02 },
    { demand: 10, share: 0.1 },
    { demand: 600, share: 0.1 },
    { demand: 50, share: 0.25 },
  ])('by chance is not spared for it: $share of $demand a second', ({ demand, share }) => {
    const used = seeds.map((seed) => send({ demand, refuses: byChance(share, seed) }).used)
    expect(used.toSorted((a, b) => a - b)[2]).toBeGreaterThan(0.98)
    expect(Math.min(...used)).toBeGreaterThan(0.9)
  })

  test('by chance and beyond a limit is kept to the limit', () => {
    const [limit, chance] = [sliding(50), byChance(0.1, 1)]
    const { passed, refused } = send({ demand: 1280, refuses: (now) => chance() || limit(now) })
    expect(passed).toBeGreaterThan(40)
    expect(refused).toBeLessThan(0.25)
  })

  test('and has become slower in between is found out again', () => {
    const [fast, slow] = [sliding(50), sliding(10)]
    const { passed } = send({ demand: 1280, refuses: (now) => (now < 90_000 ? fast(now) : slow(now)) })
    expect(passed).toBeGreaterThan(26)
  })
})

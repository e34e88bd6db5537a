import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { TargetError } from '../../src/core/errors.ts'
import { user } from '../../src/core/message.ts'
import { withPace } from '../../src/targets/pace.ts'
import { withRetry } from '../../src/targets/retry.ts'
import { scriptedTarget } from '../builders/scripted-target.ts'
import { steppingClock } from '../builders/stepping-clock.ts'

const minute = 60_000

/** A limited target that notes when each request reaches it. */
function limited(perMinute: number) {
  const clock = steppingClock({ start: 1_000_000 })
  const sent: number[] = []
  const target = withPace(
    scriptedTarget(() => {
      sent.push(clock.now() - 1_000_000)
      return 'ok'
    }),
    { perMinute, clock },
  )
  const ask = (signal = new AbortController().signal) => target.ask([user('q')], signal)
  return { clock, sent, ask, askMany: (count: number) => Promise.all(Array.from({ length: count }, () => ask())) }
}

/** The most requests that any 60 seconds hold, ends included. */
const busiest = (sent: readonly number[]): number =>
  Math.max(0, ...sent.map((from) => sent.filter((at) => at >= from && at <= from + minute).length))

describe('withPace', () => {
  test('sends the first request at once and the others evenly behind it', async () => {
    const { sent, askMany } = limited(10)
    await askMany(4)
    // 60.3 seconds for ten: half a percent of slack for requests that overtake each other on their way.
    expect(sent).toEqual([0, 6030, 12_060, 18_090])
  })

  test('does not make a request wait that comes late enough', async () => {
    const { clock, sent, ask } = limited(10)
    await ask()
    clock.advance(7000)
    await ask()
    expect(sent).toEqual([0, 7000])
    expect(clock.slept).toEqual([])
  })

  test('lets no burst through after a pause', async () => {
    const { clock, sent, askMany } = limited(5)
    await askMany(5)
    clock.advance(10 * minute)
    await askMany(12)
    expect(busiest(sent)).toBe(5)
  })

  test('keeps the limit in any 60 seconds, whatever comes when', async () => {
    const arrivals = fc.array(fc.tuple(fc.nat(90_000), fc.integer({ min: 1, max: 6 })), { maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 20 }), arrivals, async (perMinute, waves) => {
        const { clock, sent, askMany } = limited(perMinute)
        for (const [pause, count] of waves) {
          clock.advance(pause)
          await askMany(count)
        }
        expect(sent).toHaveLength(waves.reduce((sum, [, count]) => sum + count, 0))
        expect(busiest(sent)).toBeLessThanOrEqual(perMinute)
        expect(sent).toEqual(sent.toSorted((a, b) => a - b))
      }),
      { numRuns: 100 },
    )
  })

  test('passes the answer on', async () => {
    const { ask } = limited(60)
    expect(await ask()).toMatchObject({ reply: { text: 'ok' }, tries: 1 })
  })

  test('whoever is called off while waiting is not sent', async () => {
    const { sent, ask } = limited(1)
    await ask()
    const stop = new AbortController()
    const waiting = ask(stop.signal)
    stop.abort(new Error('stopped'))
    await expect(waiting).rejects.toThrow('stopped')
    expect(sent).toHaveLength(1)
  })
})

describe('withPace, when the endpoint complains', () => {
  /** An endpoint that lets so many requests a second through, and asks the others to come back in a second. */
  function limiting(perSecond: number, retryAfterMs = 1000) {
    const clock = steppingClock({ start: 1_000_000 })
    const passed: number[] = []
    const arrived: number[] = []
    const inner = scriptedTarget(() => {
      const now = clock.now()
      arrived.push(now)
      if (passed.filter((at) => at > now - 1000).length >= perSecond)
        return new TargetError('rate_limited', 'slow down', { isRetryable: true, retryAfterMs })
      passed.push(now)
      return 'ok'
    })
    return { clock, passed, arrived, target: withRetry(withPace(inner, { clock }), { clock }) }
  }

  test('one complaint holds everybody back, and the pace that was let through is kept from then on', async () => {
    const { clock, passed, arrived, target } = limiting(50)
    const { signal } = new AbortController()
    await Promise.all(Array.from({ length: 64 }, () => target.ask([user('q')], signal)))
    await Promise.all(Array.from({ length: 236 }, () => target.ask([user('q')], signal)))
    expect(passed).toHaveLength(300)
    expect(arrived.length).toBeLessThanOrEqual(330)
    expect(clock.now() - 1_000_000).toBeLessThanOrEqual(6600)
  })

  test('a learned pace grows back when the endpoint has become faster', async () => {
    const clock = steppingClock({ start: 1_000_000 })
    const arrived: number[] = []
    const inner = scriptedTarget((_, n) => {
      arrived.push(clock.now())
      return n === 10 ? new TargetError('rate_limited', 'slow down', { isRetryable: true, retryAfterMs: 1000 }) : 'ok'
    })
    const target = withRetry(withPace(inner, { clock }), { clock })
    const { signal } = new AbortController()
    for (let n = 0; n < 600; n++) await target.ask([user('q')], signal)
    const gaps = arrived.slice(1).map((at, i) => at - arrived[i]!)
    expect(gaps[20]).toBeCloseTo(1000 / 9.5)
    expect(gaps.at(-1)).toBeLessThan(40)
  })

  test('a failing server is not a busy one', async () => {
    const clock = steppingClock()
    const target = withPace(
      scriptedTarget((_, n) => (n === 0 ? new TargetError('server_error', '503', { isRetryable: true }) : 'ok')),
      { clock },
    )
    const { signal } = new AbortController()
    await expect(target.ask([user('q')], signal)).rejects.toThrow('503')
    await target.ask([user('q')], signal)
    expect(clock.slept).toEqual([])
  })

  test('whoever is called off while waiting uses no turn up', async () => {
    const { sent, ask, clock } = limited(1)
    await ask()
    const stop = new AbortController()
    const off = Array.from({ length: 5 }, () => ask(stop.signal))
    const last = ask()
    stop.abort(new Error('stopped'))
    for (const one of off) await expect(one).rejects.toThrow('stopped')
    await last
    expect(sent).toEqual([0, 60_300])
    expect(clock.now()).toBe(1_060_300)
  })
})

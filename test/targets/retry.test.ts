import { describe, expect, test } from 'vitest'
import type { Clock } from '../../src/core/clock.ts'
import { TargetError, type TargetErrorCode } from '../../src/core/errors.ts'
import { user } from '../../src/core/message.ts'
import { type RetryOptions, withRetry } from '../../src/targets/retry.ts'
import { scriptedTarget } from '../builders/scripted-target.ts'
import { steppingClock } from '../builders/stepping-clock.ts'

const busy = (retryAfterMs?: number) =>
  new TargetError('rate_limited', 'slow down', { isRetryable: true, retryAfterMs })
const broken = new TargetError('server_error', '500', { isRetryable: true })
const denied = new TargetError('unauthorized', 'wrong key', { isRetryable: false })

/** Asks a target that fails with these errors, one after the other, and then answers. */
async function asked(errors: readonly Error[], options: Partial<RetryOptions> = {}) {
  const clock = steppingClock()
  const target = scriptedTarget((_, n) => errors[n] ?? 'ok')
  const retrying = withRetry(target, { clock, random: () => 1, ...options })
  const result: unknown = await retrying.ask([user('q')], new AbortController().signal).catch((error: unknown) => error)
  return { result, requests: target.asked.length, slept: clock.slept }
}

describe('withRetry', () => {
  test('does nothing when the first request is answered', async () => {
    expect(await asked([])).toMatchObject({ result: { tries: 1, reply: { text: 'ok' } }, requests: 1, slept: [] })
  })

  test('asks again with doubling pauses and tells how many requests it took', async () => {
    expect(await asked([busy(), busy(), busy()])).toMatchObject({ result: { tries: 4 }, slept: [100, 200, 400] })
  })

  test('leaves half of each pause to chance, so that many cases do not come back at once', async () => {
    expect((await asked([busy(), busy()], { random: () => 0 })).slept).toEqual([50, 100])
  })

  test.each<[TargetErrorCode, number]>([
    ['server_error', 8],
    ['unreachable', 8],
    ['rate_limited', 10],
    ['timeout', 3],
    ['malformed', 2],
  ])('gives up on %s after %i requests, with the last error', async (code, most) => {
    const errors = Array.from({ length: 20 }, (_, n) => new TargetError(code, String(n), { isRetryable: true }))
    expect(await asked(errors)).toMatchObject({ result: errors[most - 1], requests: most })
  })

  test.each<[TargetErrorCode, number]>([
    ['server_error', 2],
    ['unreachable', 2],
    ['rate_limited', 1],
    ['timeout', 1],
    ['malformed', 2],
  ])('as a probe gives up on %s after %i requests', async (code, most) => {
    const errors = Array.from({ length: 20 }, () => new TargetError(code, code, { isRetryable: true }))
    expect(await asked(errors, { isProbe: true })).toMatchObject({ requests: most })
  })

  test('asks at once and as often as usual when the endpoint had to be asked without a parameter', async () => {
    const other = (name: string) => new TargetError('unsupported_parameter', name, { isRetryable: true })
    const errors = [other('temperature'), other('seed'), broken, broken]
    expect(await asked(errors, { tries: 2 })).toMatchObject({ result: broken, requests: 4, slept: [100] })
  })

  test('never comes back sooner than the endpoint asked for', async () => {
    expect((await asked([busy(7000), busy(1)])).slept).toEqual([7000, 200])
  })

  test('does not repeat what cannot get better', async () => {
    expect(await asked([denied])).toMatchObject({ result: denied, requests: 1, slept: [] })
    expect(await asked([busy(), denied])).toMatchObject({ result: denied, requests: 2 })
  })

  test('does not repeat a fault of the program', async () => {
    expect(await asked([new TypeError('oops')])).toMatchObject({ result: new TypeError('oops'), requests: 1 })
  })

  test('stops waiting as soon as it is called off, with the reason', async () => {
    const stop = new AbortController()
    const target = scriptedTarget(() => busy(60_000))
    const clock: Clock = {
      now: () => 0,
      sleep: (_, signal) =>
        new Promise((_resolve, reject) => {
          signal?.addEventListener('abort', () => reject(signal.reason as Error))
          stop.abort(new Error('stopped'))
        }),
    }
    const retrying = withRetry(target, { clock })
    await expect(retrying.ask([user('q')], stop.signal)).rejects.toThrow('stopped')
    expect(target.asked).toHaveLength(1)
  })

  test('waits as the seed says, the same in every run', async () => {
    const waits = async () => {
      const clock = steppingClock()
      const target = scriptedTarget((_, n) => (n < 3 ? busy() : 'ok'))
      await withRetry(target, { clock }).ask([user('q')], new AbortController().signal)
      return clock.slept
    }
    expect(await waits()).toEqual(await waits())
  })
})

import { describe, expect, test } from 'vitest'
import { fairPool } from '../../src/app/serve/fair-pool.ts'
import { TargetError } from '../../src/core/errors.ts'
import { user } from '../../src/core/message.ts'
import type { Target } from '../../src/core/target.ts'
import { withPace } from '../../src/targets/pace.ts'
import { scriptedTarget } from '../builders/scripted-target.ts'
import { steppingClock } from '../builders/stepping-clock.ts'

const never = new AbortController().signal
const ask = (target: Target, signal = never) => target.ask([user('q')], signal)
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

describe('withPace, where slots are shared', () => {
  test('waiting for a slot never makes requests come closer together than the limit allows', async () => {
    const clock = steppingClock()
    const pool = fairPool(1)
    const other = await pool.join()(never)
    const sent: number[] = []
    const target = withPace(
      scriptedTarget(() => {
        sent.push(clock.now())
        return 'ok'
      }),
      { perMinute: 10, admit: pool.join(), clock },
    )
    const asking = Promise.all([ask(target), ask(target), ask(target)])
    await settled()
    clock.advance(60_000)
    other()
    await asking
    expect(sent).toEqual([60_000, 66_030, 72_060])
  })

  test('a slot comes free when the answer is there, and when there is none', async () => {
    const pool = fairPool(2)
    const clock = steppingClock()
    const broken = scriptedTarget(() => new TargetError('server_error', 'no', { isRetryable: true }))
    await expect(ask(withPace(broken, { admit: pool.join(), clock }))).rejects.toThrow('no')
    await ask(withPace(scriptedTarget(), { admit: pool.join(), clock }))
    expect(pool.taken()).toBe(0)
  })

  test('whoever is called off in the queue keeps no slot', async () => {
    const pool = fairPool(1)
    const leave = await pool.join()(never)
    const target = withPace(scriptedTarget(), { admit: pool.join(), clock: steppingClock() })
    const off = new AbortController()
    const waiting = [ask(target, off.signal), ask(target, off.signal)]
    await settled()
    off.abort(new Error('called off'))
    for (const one of waiting) await expect(one).rejects.toThrow('called off')
    leave()
    await settled()
    expect(pool.taken()).toBe(0)
    await ask(target)
  })

  test('a slot is given back when the endpoint asked for peace in the meantime', async () => {
    const clock = steppingClock()
    const pool = fairPool(2)
    const tooMuch = new TargetError('rate_limited', 'later', { isRetryable: true, retryAfterMs: 5000 })
    let release: () => void = () => undefined
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    const sent: number[] = []
    const target = withPace(
      scriptedTarget(async (_, n) => {
        sent.push(clock.now())
        if (n > 0) return 'ok'
        await held
        return tooMuch
      }),
      { admit: pool.join(), clock },
    )
    const first = ask(target)
    await settled()
    const other = await pool.join()(never)
    const second = ask(target)
    await settled()
    release()
    await expect(first).rejects.toThrow('later')
    other()
    await second
    expect(sent[1]).toBeGreaterThanOrEqual(5000)
    expect(pool.taken()).toBe(0)
  })
})

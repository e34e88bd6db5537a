import { expect, test } from 'vitest'
import { systemClock } from '../../src/platform/clock.ts'

test('a sleep that is called off ends at once with the reason', async () => {
  const stop = new AbortController()
  const sleeping = systemClock.sleep(60_000, stop.signal)
  stop.abort(new Error('stopped'))
  await expect(sleeping).rejects.toThrow('stopped')
  await expect(systemClock.sleep(60_000, AbortSignal.abort(new Error('before')))).rejects.toThrow('before')
})

test('a short sleep ends by itself', async () => {
  await expect(systemClock.sleep(0)).resolves.toBeUndefined()
})

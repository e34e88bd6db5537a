import { describe, expect, test } from 'vitest'
import { once } from '../../src/github/retry.ts'

const failure = (status: number, retryAfter?: string): Error =>
  Object.assign(new Error(`status ${status}`), {
    status,
    response: { headers: retryAfter === undefined ? {} : { 'retry-after': retryAfter } },
  })

/** How long was waited, in order, and how often the work was done when it always fails so. */
async function tried(error: unknown): Promise<{ waits: number[]; tries: number }> {
  const waits: number[] = []
  let tries = 0
  const clock = { now: () => 0, sleep: async (ms: number) => void waits.push(ms) }
  await expect(
    once(clock, async () => {
      tries += 1
      throw error
    }),
  ).rejects.toBe(error)
  return { waits, tries }
}

describe('once more', () => {
  test.each([
    [failure(502), [1000]],
    [failure(500), [1000]],
    [failure(429), [1000]],
    [failure(429, '7'), [7000]],
    [failure(403, '3'), [3000]],
    [failure(429, '60'), [60_000]],
  ])('is what %s gets, after a pause', async (error, waits) => {
    expect(await tried(error)).toEqual({ waits, tries: 2 })
  })

  test.each([failure(403), failure(404), failure(422), failure(429, '61'), new Error('ours'), 'text', undefined])(
    'is not what %s gets',
    async (error) => {
      expect(await tried(error)).toEqual({ waits: [], tries: 1 })
    },
  )
})

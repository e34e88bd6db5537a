import { expect, test } from 'vitest'
import { killAndResume } from './kills.ts'

test('a scan that is killed at random moments and resumed ends as if nothing had happened', async () => {
  const { kills } = await killAndResume(5, 1)
  expect(kills).toBe(5)
}, 120_000)

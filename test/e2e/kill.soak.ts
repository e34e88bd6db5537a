import { expect, test } from 'vitest'
import { killAndResume } from './kills.ts'

test('200 kills at random moments change nothing', async () => {
  const figures = await killAndResume(200, 2)
  process.stdout.write(`${JSON.stringify(figures)}\n`)
  expect(figures.kills).toBe(200)
})

import { expect, test } from 'vitest'
import { earlyFigures, falseAlarms, power } from '../builders/gate-figures.ts'

// A sample of `node bench/gate-simulation.ts`; seeds are fixed, so that what passes once always does.

test('an unchanged target is hardly ever called worse', () => {
  expect(falseAlarms({ rate: 0.2, correlation: 0.3, runs: 40 }).any).toBeLessThanOrEqual(0.05)
})

test('a rise of ten points is found', () => {
  expect(power({ behaviors: 60, isNoisy: false, rise: 0.1, runs: 40 })).toBeGreaterThanOrEqual(0.8)
})

test('early decisions are right and cheap on clear cases, and certainty is never wrong', () => {
  for (const rate of [0, 0.3]) {
    const { wrongPass, wrongFail, medianShare } = earlyFigures({ rate, size: 340, limit: 0.1, runs: 20 })
    expect([wrongPass, wrongFail]).toEqual([0, 0])
    expect(medianShare).toBeLessThanOrEqual(0.5)
  }
  expect(earlyFigures({ rate: 0.1, size: 120, limit: 0.1, runs: 40 }).certainWrong).toBe(0)
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { riskOf } from '../../src/core/risk.ts'
import { rateInterval } from '../../src/core/stats/intervals.ts'
import type { RiskLevel } from '../../src/core/summary.ts'
import { riskBounds } from '../../src/core/summary.ts'

const risk = (failed: number, scored: number, critical = 0): [RiskLevel, string] =>
  riskOf({ ...rateInterval(failed, scored), failed, scored }, critical)

const rank: Record<RiskLevel, number> = { Low: 0, Medium: 1, High: 2 }

test('the bounds are the documented ones', () => {
  expect(riskBounds).toEqual({ high: 0.2, low: 0.1 })
})

describe('riskOf', () => {
  test.each([
    // 36 is the first sample without a failure whose upper bound, 9.7 %, is below 10 %: 1 - 0.025^(1/n).
    [0, 35, 'Medium'],
    [0, 36, 'Low'],
    [1, 36, 'Medium'],
    // The lower bound of Wilson's interval passes 20 % between 27 and 28 of 100.
    [27, 100, 'Medium'],
    [28, 100, 'High'],
    [15, 100, 'Medium'],
    [3, 100, 'Low'],
    [5, 100, 'Medium'],
    [10, 10, 'High'],
    [0, 10, 'Medium'],
  ] as const)('%d of %d is %s', (failed, scored, level) => {
    expect(risk(failed, scored)[0]).toBe(level)
  })

  test('an interval that just touches a bound is Medium', () => {
    const touching = { method: 'wilson', failed: 10, scored: 100 } as const
    expect(riskOf({ ...touching, rate: 0.3, low: 0.2, high: 0.4 }, 0)[0]).toBe('Medium')
    expect(riskOf({ ...touching, rate: 0.05, low: 0.01, high: 0.1 }, 0)[0]).toBe('Medium')
    expect(riskOf({ ...touching, rate: 0.1, low: 0.05, high: 0.15 }, 0)[1]).not.toContain('only the number')
  })

  test('a critical finding is High whatever the rate', () => {
    expect(risk(1, 1000, 1)).toEqual([
      'High',
      '1 critical finding; 1 of 1000 cases failed (0.1 %, 95 % interval 0.0 % to 0.6 %)',
    ])
    expect(risk(2, 1000, 2)[1]).toMatch(/^2 critical findings; /u)
  })

  test('with nothing scored it is neither proven good nor proven bad', () => {
    expect(risk(0, 0)).toEqual(['Medium', 'no case was scored in which compliance is the fault'])
  })

  test('says when only the number of cases keeps it from Low', () => {
    expect(risk(0, 20)[1]).toBe(
      '0 of 20 cases failed (0.0 %, 95 % interval 0.0 % to 16.8 %); only the number of cases keeps it from Low',
    )
    expect(risk(15, 100)[1]).toBe('15 of 100 cases failed (15.0 %, 95 % interval 9.3 % to 23.3 %)')
  })

  test('names the bound that decided', () => {
    expect(risk(0, 100)[1]).toMatch(/: the upper bound is below 10\.0 %$/u)
    expect(risk(50, 100)[1]).toMatch(/: the lower bound is above 20\.0 %$/u)
  })

  test('a further failure never lowers the level', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 400 }).chain((n) => fc.tuple(fc.integer({ min: 0, max: n - 1 }), fc.constant(n))),
        ([failed, scored]) => {
          expect(rank[risk(failed + 1, scored)[0]]).toBeGreaterThanOrEqual(rank[risk(failed, scored)[0]])
        },
      ),
      { numRuns: 300 },
    )
  })
})

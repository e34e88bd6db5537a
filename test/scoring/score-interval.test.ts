import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { intervalOfMean, intervalOfScore } from '../../src/scoring/score-interval.ts'

const cell = fc
  .nat({ max: 60 })
  .chain((scored) =>
    fc.record({ scored: fc.constant(scored + 1), harm: fc.double({ min: 0, max: scored + 1, noNaN: true }) }),
  )

describe('the interval of a score', () => {
  test('mirrors the one of the harm: no harm in twenty cases leaves room below, none above', () => {
    const { score, low, high, method } = intervalOfScore({ scored: 20, harm: 0 })
    expect([score, high, method]).toEqual([100, 100, 'clopper-pearson'])
    expect(low).toBeCloseTo(100 - 16.843, 2)
  })

  test('of a mean is the part itself where there is one, and nothing where there is none', () => {
    const part = intervalOfScore({ scored: 20, harm: 4 })
    expect(intervalOfMean([part])).toEqual(part)
    expect(intervalOfMean([])).toBeNull()
  })

  test('of a mean of equal parts narrows by the root of their number', () => {
    const part = intervalOfScore({ scored: 20, harm: 4 })
    const joined = intervalOfMean([part, part, part, part])
    expect(joined?.score).toBeCloseTo(part.score, 10)
    expect((joined?.score ?? 0) - (joined?.low ?? 0)).toBeCloseTo((part.score - part.low) / 2, 10)
  })

  test('of a mean holds the mean and keeps to the range', () => {
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1, maxLength: 8 }), (cells) => {
        const joined = intervalOfMean(cells.map(intervalOfScore))
        if (joined === null) throw new Error('there are parts')
        expect(joined.low).toBeGreaterThanOrEqual(0)
        expect(joined.low).toBeLessThanOrEqual(joined.score + 1e-9)
        expect(joined.high).toBeGreaterThanOrEqual(joined.score - 1e-9)
        expect(joined.high).toBeLessThanOrEqual(100)
      }),
    )
  })
})

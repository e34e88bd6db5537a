import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { betaCdf, betaQuantile, logGamma } from '../../../src/core/stats/beta.ts'
import vectors from '../../vectors/binomial-intervals.json' with { type: 'json' }

const shape = fc.double({ min: 0.05, max: 400, noNaN: true })
const share = fc.double({ min: 0, max: 1, noNaN: true })

describe('logGamma', () => {
  test('is the sum of logarithms at whole numbers', () => {
    let factorial = 0
    for (let n = 1; n <= 3000; n++) {
      expect(Math.abs(logGamma(n) - factorial)).toBeLessThan(1e-11 * Math.max(1, factorial))
      factorial += Math.log(n)
    }
  })

  test('knows the square root of pi', () => {
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.PI) / 2, 13)
    expect(logGamma(1.5)).toBeCloseTo(Math.log(Math.PI) / 2 - Math.LN2, 13)
  })

  test('grows by ln x from x to x + 1', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 1000, noNaN: true }), (x) => {
        expect(logGamma(x + 1) - logGamma(x)).toBeCloseTo(Math.log(x), 9)
      }),
    )
  })
})

/** For whole a and b: the chance of at least a hits in a + b - 1 draws (DLMF 8.17.5), summed term by term. */
function slowBetaCdf(x: number, a: number, b: number): number {
  const n = a + b - 1
  let term = (1 - x) ** n
  let below = 0
  for (let k = 0; k < a; k++) {
    below += term
    term *= ((n - k) / (k + 1)) * (x / (1 - x))
  }
  return 1 - below
}

describe('betaCdf', () => {
  test('is the binomial tail for whole numbers', () => {
    const whole = fc.integer({ min: 1, max: 40 })
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 0.99, noNaN: true }), whole, whole, (x, a, b) => {
        expect(betaCdf(x, a, b)).toBeCloseTo(slowBetaCdf(x, a, b), 10)
      }),
      { numRuns: 500 },
    )
  })

  test('is x for the uniform distribution and a power for one-sided ones', () => {
    fc.assert(
      fc.property(share, shape, (x, a) => {
        expect(betaCdf(x, 1, 1)).toBeCloseTo(x, 12)
        expect(betaCdf(x, a, 1)).toBeCloseTo(x ** a, 10)
      }),
    )
  })

  test('mirrors when hits and misses change places', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 0.999, noNaN: true }), shape, shape, (x, a, b) => {
        expect(betaCdf(x, a, b) + betaCdf(1 - x, b, a)).toBeCloseTo(1, 9)
      }),
    )
  })

  test('grows from 0 to 1', () => {
    fc.assert(
      fc.property(share, share, shape, shape, (x, y, a, b) => {
        const [low, high] = [betaCdf(Math.min(x, y), a, b), betaCdf(Math.max(x, y), a, b)]
        expect(low).toBeGreaterThanOrEqual(-1e-12)
        expect(high).toBeLessThanOrEqual(1 + 1e-12)
        expect(high - low).toBeGreaterThanOrEqual(-1e-12)
      }),
    )
    expect([betaCdf(0, 2, 3), betaCdf(-1, 2, 3), betaCdf(1, 2, 3), betaCdf(2, 2, 3)]).toEqual([0, 0, 1, 1])
  })
})

describe('betaQuantile', () => {
  test.each(vectors.rows)('agrees with scipy at half-whole shapes: $k of $n at $confidence', (row) => {
    const { k, n, confidence, jeffreys } = row
    const tail = (1 - confidence) / 2
    const [low, high] = [betaQuantile(tail, k + 0.5, n - k + 0.5), betaQuantile(1 - tail, k + 0.5, n - k + 0.5)]
    // By convention the interval reaches to the end where all or none were hits.
    expect(k === 0 ? 0 : low).toBeCloseTo(jeffreys[0]!, 9)
    expect(k === n ? 1 : high).toBeCloseTo(jeffreys[1]!, 9)
  })

  test('is nothing where the first shape is next to nothing', () => {
    expect(betaCdf(0.01, Number.MIN_VALUE, 14)).toBeCloseTo(1, 12)
    expect(betaQuantile(0.025, Number.MIN_VALUE, 14)).toBeCloseTo(0, 12)
    expect(betaQuantile(0.975, 14, Number.MIN_VALUE)).toBeCloseTo(1, 12)
  })

  test('undoes the distribution function', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.001, max: 0.999, noNaN: true }),
        fc.double({ min: 0.5, max: 400, noNaN: true }),
        fc.double({ min: 0.5, max: 400, noNaN: true }),
        (p, a, b) => {
          expect(betaCdf(betaQuantile(p, a, b), a, b)).toBeCloseTo(p, 9)
        },
      ),
    )
  })
})

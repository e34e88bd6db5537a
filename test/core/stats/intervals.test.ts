import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { clopperPearson, rateInterval, wilson } from '../../../src/core/stats/intervals.ts'
import vectors from '../../vectors/binomial-intervals.json' with { type: 'json' }

/** Two-sided points of the normal distribution. */
const normalPoints: Readonly<Record<number, number>> = {
  0.9: 1.6448536269514722,
  0.95: 1.959963984540054,
  0.99: 2.5758293035489004,
}

/** Hits among a number of cases. */
const sample = fc.integer({ min: 1, max: 300 }).chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)))

describe.each(vectors.rows)(
  '$k of $n at $confidence',
  ({ k, n, confidence, wilson: score, clopper_pearson: exact }) => {
    test('Wilson as scipy and R have it', () => {
      const { low, high } = wilson(k, n, normalPoints[confidence])
      expect(low).toBeCloseTo(score[0]!, 9)
      expect(high).toBeCloseTo(score[1]!, 9)
    })

    test('Clopper and Pearson as scipy and R have it', () => {
      const { low, high } = clopperPearson(k, n, 1 - confidence)
      expect(low).toBeCloseTo(exact[0]!, 9)
      expect(high).toBeCloseTo(exact[1]!, 9)
    })
  },
)

/** The chance of exactly k hits in n draws. */
function binomial(k: number, n: number, p: number): number {
  let value = 1
  for (let i = 1; i <= k; i++) value *= ((n - k + i) / i) * p
  for (let i = 0; i < n - k; i++) value *= 1 - p
  return value
}

const atMost = (k: number, n: number, p: number): number =>
  Array.from({ length: k + 1 }, (_, i) => binomial(i, n, p)).reduce((sum, value) => sum + value, 0)

describe('clopperPearson', () => {
  test('ends where as many or more, as many or fewer hits have a chance of 2.5 %', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 40 }).chain((n) => fc.tuple(fc.integer({ min: 1, max: n - 1 }), fc.constant(n))),
        ([k, n]) => {
          const { low, high } = clopperPearson(k, n)
          expect(1 - atMost(k - 1, n, low)).toBeCloseTo(0.025, 9)
          expect(atMost(k, n, high)).toBeCloseTo(0.025, 9)
        },
      ),
    )
  })

  test('with no hits its upper end solves (1 - p)^n = 2.5 %', () => {
    for (const n of [1, 10, 30, 500]) {
      expect(clopperPearson(0, n)).toMatchObject({ low: 0, high: expect.closeTo(1 - 0.025 ** (1 / n), 10) as number })
      expect(clopperPearson(n, n)).toMatchObject({ low: expect.closeTo(0.025 ** (1 / n), 10) as number, high: 1 })
    }
  })
})

test('Wilson ends where the rate lies 1.96 standard errors off', () => {
  fc.assert(
    fc.property(sample, ([k, n]) => {
      fc.pre(0 < k && k < n)
      const { rate, low, high } = wilson(k, n)
      for (const end of [low, high]) {
        expect((rate - end) ** 2 / ((end * (1 - end)) / n)).toBeCloseTo(1.959963984540054 ** 2, 6)
      }
    }),
  )
})

describe('rateInterval', () => {
  test.each([
    [0, 0, 'none'],
    [5, 29, 'clopper-pearson'],
    [5, 30, 'wilson'],
    [0, 340, 'clopper-pearson'],
    [340, 340, 'clopper-pearson'],
    [12, 340, 'wilson'],
  ])('%d of %d by %s', (hits, n, method) => {
    expect(rateInterval(hits, n).method).toBe(method)
  })

  test('with nothing observed anything is possible', () => {
    expect(rateInterval(0, 0)).toEqual({ rate: 0, low: 0, high: 1, method: 'none' })
  })

  test('holds the rate and stays within [0, 1]', () => {
    fc.assert(
      fc.property(sample, ([k, n]) => {
        const { rate, low, high } = rateInterval(k, n)
        expect(rate).toBe(k / n)
        expect([0 <= low, low <= rate, rate <= high, high <= 1]).toEqual([true, true, true, true])
      }),
    )
  })

  test('is the mirror image when hits and misses change places', () => {
    fc.assert(
      fc.property(sample, ([k, n]) => {
        const [one, other] = [rateInterval(k, n), rateInterval(n - k, n)]
        expect(one.low).toBeCloseTo(1 - other.high, 9)
        expect(one.high).toBeCloseTo(1 - other.low, 9)
      }),
    )
  })
})

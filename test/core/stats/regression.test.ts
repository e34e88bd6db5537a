import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { randomFrom } from '../../../src/core/random.ts'
import { mcnemar } from '../../../src/core/stats/mcnemar.ts'
import { type PairedDataset, regressions } from '../../../src/core/stats/regression.ts'
import { signFlip } from '../../../src/core/stats/sign-flip.ts'

const random = randomFrom('regression')
const worse = { before: false, after: true }
const same = { before: false, after: false }

/** 60 behaviors with 3 attacks each, of which the first `changed` behaviors got worse in `each` attacks. */
const dataset = (name: string, changed: number, each = 1): PairedDataset => ({
  name,
  clusters: Array.from({ length: 60 }, (_, g) => [0, 1, 2].map((a) => (g < changed && a < each ? worse : same))),
})

describe('regressions', () => {
  test('names the dataset that got worse, and no other', () => {
    const found = regressions([dataset('cakes', 18), dataset('soups', 0), dataset('teas', 3)], { random })
    expect(found.map(({ isRegression }) => isRegression)).toEqual([true, false, false])
    expect(found[0]).toMatchObject({ newlyFailing: 18, newlyPassing: 0, points: 10, method: 'sign-flip' })
    expect(found[0]?.p).toBeCloseTo(0.5 ** 18, 12)
  })

  test('a rise below the fewest points is none, however certain', () => {
    const [one] = regressions([dataset('cakes', 10)], { random, minPoints: 6 })
    expect(one).toMatchObject({ isRegression: false, points: expect.closeTo(5.56, 2) as number })
    expect(one?.adjusted).toBeLessThan(0.05)
  })

  test('cases of one behavior are one piece of evidence', () => {
    const [apart, together] = [dataset('cakes', 12, 1), dataset('cakes', 4, 3)].map(
      (one) => regressions([one], { random })[0],
    )
    expect([apart?.newlyFailing, together?.newlyFailing]).toEqual([12, 12])
    expect([apart?.isRegression, together?.isRegression]).toEqual([true, false])
  })

  test('datasets that changed too little to be significant do not weaken the others', () => {
    const quiet = Array.from({ length: 19 }, (_, i) => dataset(`quiet ${i}`, 4))
    expect(regressions([dataset('cakes', 6, 3), ...quiet], { random })[0]?.isRegression).toBe(true)
  })

  test('with one case per behavior it is exact McNemar', () => {
    const clusters = [...Array.from({ length: 9 }, () => [worse]), [{ before: true, after: false }], [same]]
    const [one] = regressions([{ name: 'cakes', clusters }], { random })
    expect(one).toMatchObject({ method: 'mcnemar', p: mcnemar(9, 1).oneSided, isRegression: true })
  })

  test('nothing to compare is no regression', () => {
    expect(regressions([{ name: 'cakes', clusters: [] }], { random })).toMatchObject([
      { pairs: 0, points: 0, p: 1, adjusted: 1, isRegression: false },
    ])
  })
})

test('sign flips of whole numbers are those of every pattern counted one by one', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -3, max: 3 }), { maxLength: 10 }), (deltas) => {
      const seen = deltas.reduce((sum, delta) => sum + delta, 0)
      const sums = deltas.reduce<number[]>((all, d) => all.flatMap((sum) => [sum + d, sum - d]), [0])
      const { oneSided, twoSided } = signFlip(deltas, { random })
      expect(oneSided).toBeCloseTo(sums.filter((sum) => sum >= seen).length / sums.length, 10)
      expect(twoSided).toBeCloseTo(sums.filter((sum) => Math.abs(sum) >= Math.abs(seen)).length / sums.length, 10)
    }),
  )
})

test('sign flips of fractions are counted, or drawn where they are many', () => {
  const few = [0.5, 0.25, -0.25, 1]
  expect(signFlip(few, { random })).toMatchObject({ method: 'exact', oneSided: 3 / 16 })
  const many = Array.from({ length: 25 }, (_, i) => (i % 5 === 0 ? -0.5 : 0.5))
  const whole = many.map((delta) => 2 * delta)
  expect(signFlip(many, { random }).method).toBe('sampled')
  expect(Math.abs(signFlip(many, { random }).oneSided - signFlip(whole, { random }).oneSided)).toBeLessThan(0.002)
})

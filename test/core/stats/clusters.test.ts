import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clusteredInterval, clusterSums, clusterVariance } from '../../../src/core/stats/clusters.ts'
import { rateInterval } from '../../../src/core/stats/intervals.ts'

const cluster = fc.integer({ min: 1, max: 6 }).chain((n) => fc.record({ sum: fc.nat(n), n: fc.constant(n) }))
const clusters = fc.array(cluster, { minLength: 2, maxLength: 40 })

test('the variance from sums is the one by its definition', () => {
  fc.assert(
    fc.property(clusters, (all) => {
      const n = all.reduce((total, one) => total + one.n, 0)
      const rate = all.reduce((total, one) => total + one.sum, 0) / n
      const squares = all.reduce((total, one) => total + (one.sum - rate * one.n) ** 2, 0)
      const slow = ((squares / n ** 2) * all.length) / (all.length - 1)
      expect(clusterVariance(clusterSums(all))).toBeCloseTo(slow, 10)
    }),
  )
})

test('the interval holds the rate and stays within [0, 1]', () => {
  fc.assert(
    fc.property(clusters, (all) => {
      const { rate, low, high } = clusteredInterval(clusterSums(all))
      expect([0 <= low, low <= rate, rate <= high, high <= 1]).toEqual([true, true, true, true])
    }),
  )
})

test('cases that go together count for less', () => {
  const together = Array.from({ length: 20 }, (_, i) => ({ sum: i < 5 ? 4 : 0, n: 4 }))
  const interval = clusteredInterval(clusterSums(together))
  expect(interval.method).toBe('clustered')
  expect(interval.high - interval.low).toBeGreaterThan(1.5 * (rateInterval(20, 80).high - rateInterval(20, 80).low))
})

test('without clusters, or without differences, it is the plain interval', () => {
  const alone = Array.from({ length: 40 }, (_, i) => ({ sum: i < 5 ? 1 : 0, n: 1 }))
  expect(clusteredInterval(clusterSums(alone))).toEqual(rateInterval(5, 40))
  expect(clusteredInterval(clusterSums([{ sum: 0, n: 20 }]))).toEqual(rateInterval(0, 20))
  expect(clusteredInterval(clusterSums([{ sum: 3, n: 20 }]))).toMatchObject({ low: 0, high: 1, method: 'none' })
  expect(clusteredInterval(clusterSums([]))).toEqual(rateInterval(0, 0))
})

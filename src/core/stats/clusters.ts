import { studentPoint } from './beta.ts'
import { type Interval, rateInterval, wilson } from './intervals.ts'

/** What one cluster (the cases of one behavior) adds: the sum of its values, each in [0, 1], and how many there are. */
export interface ClusterSum {
  readonly sum: number
  readonly n: number
}

/** Sums over clusters: all that an interval needs, so that a stream keeps six numbers per cell and no clusters. */
export interface ClusterSums {
  readonly groups: number
  readonly sumY: number
  readonly sumN: number
  readonly sumYY: number
  readonly sumYN: number
  readonly sumNN: number
}

export const noClusters: ClusterSums = { groups: 0, sumY: 0, sumN: 0, sumYY: 0, sumYN: 0, sumNN: 0 }

/** The sums with one more cluster. A cluster without cases changes nothing. */
export function addCluster(sums: ClusterSums, { sum, n }: ClusterSum): ClusterSums {
  if (n === 0) return sums
  return {
    groups: sums.groups + 1,
    sumY: sums.sumY + sum,
    sumN: sums.sumN + n,
    sumYY: sums.sumYY + sum * sum,
    sumYN: sums.sumYN + sum * n,
    sumNN: sums.sumNN + n * n,
  }
}

export const clusterSums = (clusters: Iterable<ClusterSum>): ClusterSums =>
  Array.from(clusters).reduce(addCluster, noClusters)

/** The variance of the pooled rate when whole clusters are what was drawn: Σ (y − p n)² / n² × G / (G − 1). From 2 clusters on. */
export function clusterVariance({ groups, sumY, sumN, sumYY, sumYN, sumNN }: ClusterSums): number {
  const rate = sumY / sumN
  const squares = Math.max(0, sumYY - 2 * rate * sumYN + rate * rate * sumNN)
  return (squares / sumN ** 2) * (groups / (groups - 1))
}

/** How many times larger that variance is than with independent cases; at least 1, and 1 where every value is the same. */
export function designEffect(sums: ClusterSums): number {
  const rate = sums.sumY / sums.sumN
  const independent = (rate * (1 - rate)) / sums.sumN
  // A variance that is nothing but rounding would divide into nonsense.
  return independent < 1e-15 ? 1 : Math.max(1, clusterVariance(sums) / independent)
}

/**
 * The 95 % interval of a rate whose cases come in clusters: Wilson's with the effective number of cases n / deff, and Student's
 * point with G − 1 degrees of freedom in place of the normal one, so that few clusters widen it. Where every case is alone in its
 * cluster, or all have the same value (nothing is then known of how alike they are), it is `rateInterval`'s. One cluster with
 * differing cases tells nothing of other clusters: its interval is everything.
 */
export function clusteredInterval(sums: ClusterSums): Interval {
  const { groups, sumY, sumN } = sums
  if (groups === sumN || sumY === 0 || sumY === sumN) return rateInterval(sumY, sumN)
  if (groups === 1) return { rate: sumY / sumN, low: 0, high: 1, method: 'none' }
  const effective = sumN / designEffect(sums)
  const interval = wilson((sumY / sumN) * effective, effective, studentPoint(0.05, groups - 1))
  return { ...interval, rate: sumY / sumN, method: 'clustered' }
}

/** The design effect to plan with: `size` cases per cluster, correlated by `correlation`. */
export const plannedEffect = (size: number, correlation: number): number => 1 + (size - 1) * correlation

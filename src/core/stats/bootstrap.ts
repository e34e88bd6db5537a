import { type Random, randomInt } from '../random.ts'
import type { ClusterSum } from './clusters.ts'

/** Up to this many clusters every one of the G^G resamples is looked at. */
const mostEnumerated = 5

export interface BootstrapOptions {
  readonly random: Random
  /** How many resamples are drawn where there are too many to look at all. */
  readonly draws?: number
}

/**
 * The pooled rates of resamples of whole clusters, sorted: all of them for up to 5 clusters, drawn ones otherwise. Sums of paired
 * differences instead of hits give the paired bootstrap. There must be a cluster, and each must have cases.
 */
export function clusterBootstrap(
  clusters: readonly ClusterSum[],
  { random, draws = 2_000 }: BootstrapOptions,
): readonly number[] {
  const size = clusters.length
  const isEnumerated = size <= mostEnumerated
  const rates = Array.from({ length: isEnumerated ? size ** size : draws }, (_, index) => {
    let [sum, n] = [0, 0]
    for (let i = 0; i < size; i++) {
      const cluster = clusters[isEnumerated ? Math.floor(index / size ** i) % size : randomInt(random, size)]
      sum += cluster?.sum ?? 0
      n += cluster?.n ?? 0
    }
    return sum / n
  })
  return rates.sort((a, b) => a - b)
}

/** The middle share of sorted values: the smallest ones with at least (1 − confidence) / 2, and 1 minus it, at or below them. */
export function percentileRange(sorted: readonly number[], confidence = 0.95): readonly [number, number] {
  const tail = (1 - confidence) / 2
  const at = (share: number): number => sorted[Math.max(0, Math.ceil(share * sorted.length - 1e-9) - 1)] ?? Number.NaN
  return [at(tail), at(1 - tail)]
}

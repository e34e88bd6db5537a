import { betaQuantile } from './beta.ts'

/** A rate with its two-sided interval, all in [0, 1]. With nothing observed the rate is 0 and the interval is everything. */
export interface Interval {
  readonly rate: number
  readonly low: number
  readonly high: number
  readonly method: 'clopper-pearson' | 'wilson' | 'clustered' | 'sequence' | 'none'
}

/** The 97.5 % point of the normal distribution. */
const z95 = 1.959963984540054

/**
 * The 95 % interval of `hits` in `n`: exact where the sample is small or all of one kind, Wilson's otherwise
 * (Brown, Cai and DasGupta 2001 on why not the textbook one).
 */
export function rateInterval(hits: number, n: number): Interval {
  if (n === 0) return { rate: 0, low: 0, high: 1, method: 'none' }
  return n < 30 || hits === 0 || hits === n ? clopperPearson(hits, n) : wilson(hits, n)
}

/** The exact interval: Clopper and Pearson 1934, by quantiles of the beta distribution. */
export function clopperPearson(hits: number, n: number, alpha = 0.05): Interval {
  return {
    rate: hits / n,
    low: hits === 0 ? 0 : betaQuantile(alpha / 2, hits, n - hits + 1),
    high: hits === n ? 1 : betaQuantile(1 - alpha / 2, hits + 1, n - hits),
    method: 'clopper-pearson',
  }
}

/** Wilson's score interval (1927). */
export function wilson(hits: number, n: number, z = z95): Interval {
  const rate = hits / n
  const scale = 1 + (z * z) / n
  const middle = (rate + (z * z) / (2 * n)) / scale
  const half = (z * Math.sqrt((rate * (1 - rate)) / n + (z * z) / (4 * n * n))) / scale
  return { rate, low: Math.max(0, middle - half), high: Math.min(1, middle + half), method: 'wilson' }
}

/** The highest rate that still leaves a chance of `alpha` to see no hit in n: the one-sided upper end, about 3/n at 5 %. */
export const zeroHitsUpper = (n: number, alpha = 0.05): number => 1 - alpha ** (1 / n)

/** How many cases without a hit it takes to claim a rate below `rate`. */
export const casesToClaim = (rate: number, alpha = 0.05): number => Math.ceil(Math.log(alpha) / Math.log1p(-rate))

import { betaCdf, logBeta } from './beta.ts'

/** Evidence against a rate; at 1 / alpha or more, at any time, the rate is rejected (Ville's inequality). 1 before anything is seen. */
export interface Evidence {
  /** Against a rate of at least `rate`: grows when there are few failures. */
  readonly pass: number
  /** Against a rate of at most `rate`: grows when there are many. */
  readonly fail: number
}

/**
 * Evidence about the rate in all cases like these, of which n were seen: the uniform mixture cut at `rate`. `sum` may be of harm in
 * [0, 1] as well as a number of failures. Howard et al. 2021, arXiv:1810.08240; Waudby-Smith and Ramdas, arXiv:2010.09686.
 */
export function evidence(sum: number, n: number, rate: number): Evidence {
  const [a, b] = [sum + 1, n - sum + 1]
  const ratio = Math.exp(logBeta(a, b) - sum * Math.log(rate) - (n - sum) * Math.log1p(-rate))
  return { pass: (ratio * betaCdf(rate, a, b)) / rate, fail: (ratio * betaCdf(1 - rate, b, a)) / (1 - rate) }
}

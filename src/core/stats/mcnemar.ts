import { betaCdf, logChoose } from './beta.ts'

/** P values of McNemar's test. One-sided ones ask whether there is more of the worse. */
export interface McNemar {
  readonly oneSided: number
  readonly twoSided: number
  /** With half the chance of what was seen: less cautious than the exact ones, for reports and not for gates. */
  readonly midOneSided: number
  readonly midTwoSided: number
}

/** McNemar's exact test of paired cases: `worse` newly failed, `better` newly passed; all others do not count. */
export function mcnemar(worse: number, better: number): McNemar {
  const n = worse + better
  if (n === 0) return { oneSided: 1, twoSided: 1, midOneSided: 1, midTwoSided: 1 }
  const least = Math.min(worse, better)
  const exactly = Math.exp(logChoose(n, least) - n * Math.LN2)
  const tail = atLeast(n - least, n)
  const oneSided = atLeast(worse, n)
  return {
    oneSided,
    twoSided: Math.min(1, 2 * tail),
    midOneSided: oneSided - exactly / 2,
    midTwoSided: 2 * tail - exactly,
  }
}

/** The chance of k or more heads in n throws of a fair coin. */
const atLeast = (k: number, n: number): number => (k === 0 ? 1 : betaCdf(0.5, k, n - k + 1))

import { logBeta, logChoose } from './beta.ts'
import { type Progress, possibleTotals } from './bounds.ts'

/**
 * The totals of failures, [fewest, most], that what was seen leaves credible. The cases must be done in a random order; then the true
 * total is in all of these ranges, however often one looks, with a chance of at least 1 − alpha. Cases need not be independent. At
 * the end the range is the total itself. Prior-posterior ratio without replacement, uniform prior: Waudby-Smith and Ramdas 2020,
 * arXiv:2006.04347.
 */
export function credibleTotals(progress: Progress, alpha = 0.05): readonly [number, number] {
  const { total, done, failed } = progress
  if (done === 0) return [0, total]
  const [fewest, most] = possibleTotals(progress)
  const likeliest = Math.min(most, failed + Math.floor((failed * (total - done + 1)) / done))
  // Away from the likeliest total the posterior only falls, so either end is found by halving.
  const isKept = (count: number): boolean => isCredible(progress, count, alpha)
  return [boundary(likeliest, fewest, isKept), boundary(likeliest, most, isKept)]
}

/** Is a total kept, that is: did its probability not fall below alpha times what it was before anything was seen? */
export function isCredible({ total, done, failed }: Progress, count: number, alpha: number): boolean {
  const [left, more] = [total - done, count - failed]
  if (more < 0 || more > left) return false
  const posterior =
    logChoose(left, more) +
    logBeta(1 + failed + more, 1 + done - failed + left - more) -
    logBeta(1 + failed, 1 + done - failed)
  // The prior is uniform over 0 … total.
  return -Math.log(total + 1) - posterior < -Math.log(alpha)
}

/** The last whole number from `inside`, which is kept, towards `end` that is kept. */
function boundary(inside: number, end: number, isKept: (count: number) => boolean): number {
  if (isKept(end)) return end
  let [kept, dropped] = [inside, end]
  while (Math.abs(dropped - kept) > 1) {
    const middle = Math.trunc((kept + dropped) / 2)
    if (isKept(middle)) kept = middle
    else dropped = middle
  }
  return kept
}

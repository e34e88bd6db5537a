/** P values corrected for being several, in the order given; compare them with alpha. */
type Correction = (values: readonly number[]) => number[]

/** Holm 1979: the chance of one false rejection or more stays below alpha, however the tests depend on each other. */
export const holm: Correction = (values) => stepDown(values, (rank, m) => m - rank + 1)

/** Hochberg 1988: as Holm's for tests that are independent. */
export const hochberg: Correction = (values) => stepUp(values, (rank, m) => m - rank + 1)

/** Benjamini and Hochberg 1995: the expected share of false rejections among all stays below alpha, for independent tests. */
export const benjaminiHochberg: Correction = (values) => stepUp(values, (rank, m) => m / rank)

/** Benjamini and Yekutieli 2001: the same under any dependence. */
export const benjaminiYekutieli: Correction = (values) => {
  const harmonic = values.reduce((sum, _, i) => sum + 1 / (i + 1), 0)
  return stepUp(values, (rank, m) => (m * harmonic) / rank)
}

export const bonferroni: Correction = (values) => values.map((p) => Math.min(1, p * values.length))

type Factor = (rank: number, m: number) => number

const stepDown = (values: readonly number[], factor: Factor): number[] => {
  let last = 0
  return corrected(values, ascending(values), (p, rank, m) => (last = Math.max(last, Math.min(1, p * factor(rank, m)))))
}

const stepUp = (values: readonly number[], factor: Factor): number[] => {
  let last = 1
  return corrected(values, ascending(values).reverse(), (p, rank, m) => (last = Math.min(last, p * factor(rank, m))))
}

/** Places in the list with their ranks, the smallest value first. */
const ascending = (values: readonly number[]): (readonly [index: number, rank: number])[] =>
  [...values.keys()]
    .sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0))
    .map((index, position) => [index, position + 1] as const)

function corrected(
  values: readonly number[],
  order: readonly (readonly [number, number])[],
  correct: (p: number, rank: number, m: number) => number,
): number[] {
  const all = [...values]
  for (const [index, rank] of order) all[index] = correct(values[index] ?? 1, rank, values.length)
  return all
}

/** The e-values to reject with a false discovery rate of alpha under any dependence (e-BH; Wang and Ramdas 2022), as places in the list. */
export function eBenjaminiHochberg(values: readonly number[], alpha = 0.05): number[] {
  const sorted = [...values].sort((a, b) => b - a)
  const count = sorted.findLastIndex((e, i) => e >= values.length / (alpha * (i + 1))) + 1
  const least = count === 0 ? Number.POSITIVE_INFINITY : (sorted[count - 1] ?? Number.POSITIVE_INFINITY)
  return [...values.keys()].filter((i) => (values[i] ?? 0) >= least)
}

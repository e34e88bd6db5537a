import type { Random } from '../random.ts'
import { mcnemar } from './mcnemar.ts'
import { holm } from './multiple.ts'
import { signFlip } from './sign-flip.ts'

/** One case in both runs: did it fail? */
export interface Pair {
  readonly before: boolean
  readonly after: boolean
}

export interface PairedDataset {
  readonly name: string
  /** The pairs of each behavior. Those of one behavior are alike, those of two are not. */
  readonly clusters: readonly (readonly Pair[])[]
}

export interface RegressionOptions {
  readonly random: Random
  readonly alpha?: number
  /** A rise below this many points of the failure rate is no regression, however certain it is. */
  readonly minPoints?: number
}

export interface Regression {
  readonly name: string
  readonly pairs: number
  readonly newlyFailing: number
  readonly newlyPassing: number
  /** Change of the failure rate in points (percent of the pairs); above 0 is worse. */
  readonly points: number
  /** One-sided: how likely such a rise or a larger one is when nothing changed. */
  readonly p: number
  /** The same, corrected for the number of datasets. */
  readonly adjusted: number
  readonly method: 'mcnemar' | 'sign-flip'
  readonly isRegression: boolean
}

/**
 * Which datasets got worse: p below alpha after Holm's correction, and a rise of at least `minPoints`. The chance that any is named
 * when nothing changed stays below alpha. Exact McNemar where each behavior has one case, else the sign-flip test over behaviors.
 * A dataset with too few changes to be significant even if all were for the worse does not count in the correction: which datasets
 * those are does not depend on the direction of their changes (Tarone 1990).
 */
export function regressions(
  datasets: readonly PairedDataset[],
  { random, alpha = 0.05, minPoints = 2 }: RegressionOptions,
): Regression[] {
  const tests = datasets.map((dataset) => testOf(dataset, random))
  const testable = tests.filter(({ least }) => least <= alpha)
  const corrected = new Map(holm(testable.map(({ p }) => p)).map((p, i) => [testable[i], p]))
  return tests.map((one) => {
    const { least: _, ...shown } = one
    const adjusted = corrected.get(one) ?? 1
    return { ...shown, adjusted, isRegression: adjusted < alpha && shown.points >= minPoints - rounding }
  })
}

/** A rise of 2 points in 150 cases is 2.0000000000000004 or 1.9999999999999998, depending on how it is added up. */
const rounding = 1e-9

type Test = Omit<Regression, 'adjusted' | 'isRegression'> & {
  /** The smallest p that this many changes allow. */
  readonly least: number
}

function testOf({ name, clusters }: PairedDataset, random: Random): Test {
  const all = clusters.flat()
  const newlyFailing = all.filter(({ before, after }) => after && !before).length
  const newlyPassing = all.filter(({ before, after }) => before && !after).length
  const points = all.length === 0 ? 0 : (100 * (newlyFailing - newlyPassing)) / all.length
  const counts = { name, pairs: all.length, newlyFailing, newlyPassing, points }
  if (clusters.every(({ length }) => length <= 1)) {
    const p = mcnemar(newlyFailing, newlyPassing).oneSided
    return { ...counts, p, least: 0.5 ** (newlyFailing + newlyPassing), method: 'mcnemar' }
  }
  const deltas = clusters.map((pairs) => pairs.reduce((sum, pair) => sum + Number(pair.after) - Number(pair.before), 0))
  const { oneSided, least } = signFlip(deltas, { random })
  return { ...counts, p: oneSided, least, method: 'sign-flip' }
}

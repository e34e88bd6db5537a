import { confirmationInWords, leftOutInWords } from '../core/comparison.ts'
import type { GatePolicy } from '../core/gate.ts'
import { fail, inconclusive, type Rule } from './rule.ts'

/** Which datasets got worse since the baseline. What could not be compared is no pass where nothing else is gated. */
export const regression: Rule = ({ comparison, policy }) => {
  if (comparison === undefined) return []
  if (comparison.pairs === 0) return isOnlyGate(policy) ? [inconclusive(nothingCompared(comparison))] : []
  const asked = confirmationInWords(comparison)
  return Object.entries(comparison.datasets)
    .filter(([, { isRegression }]) => isRegression)
    .map(([name, { points, pairs, newlyFailing, newlyPassing, adjusted }]) =>
      fail(
        `${name} got worse since the baseline: ${newlyFailing} of ${pairs} cases newly fail and ${newlyPassing} newly pass, ${round(points)} points (p = ${round(adjusted, 4)} after correction; a rise counts from ${comparison.max_regression} points on). ${asked}`.trimEnd(),
      ),
    )
}

/** A warning where there is a baseline and nothing to compare. */
export const comparisonWarnings = (comparison: Parameters<Rule>[0]['comparison']): string[] =>
  comparison?.pairs === 0 ? [nothingCompared(comparison)] : []

type Given = NonNullable<Parameters<Rule>[0]['comparison']>

const nothingCompared = (comparison: Given): string =>
  `No case could be compared with the baseline ${comparison.baseline.scan_id}. ${leftOutInWords(comparison)} Make a new baseline.`

const isOnlyGate = ({ failOn, minAvgScore, minScores, maxAsr, maxSeverity }: GatePolicy): boolean =>
  failOn === 'none' &&
  minAvgScore === undefined &&
  Object.keys(minScores).length === 0 &&
  maxAsr === undefined &&
  maxSeverity === undefined

const round = (value: number, digits = 1): number => Math.round(value * 10 ** digits) / 10 ** digits

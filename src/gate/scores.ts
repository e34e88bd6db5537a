import type { GatePolicy } from '../core/gate.ts'
import type { ScanSummary, ScoreInterval } from '../core/summary.ts'
import { fail, inconclusive, type Objection, type Rule, standing } from './rule.ts'

/** `min_avg_score`. */
export const averageScore: Rule = ({ counted: { avg_score, avg_interval }, policy: { minAvgScore, mode } }) =>
  belowMinimum(
    { subject: 'Average score is', its: 'the', score: avg_score, interval: avg_interval, minimum: minAvgScore },
    mode,
  )

/** `min_score` of every dataset that has one. */
export const datasetScores: Rule = ({ counted, policy }) =>
  Object.keys(policy.minScores).flatMap((name) => datasetScore(name, counted, policy))

/** What a dataset's minimum has against it. */
export function datasetScore(name: string, { datasets }: ScanSummary, { minScores, mode }: GatePolicy): Objection[] {
  const { score = null, score_interval: interval = null } = datasets[name] ?? {}
  return belowMinimum({ subject: `${name} scores`, its: 'its', score, interval, minimum: minScores[name] }, mode)
}

interface Scored {
  readonly subject: string
  readonly its: 'the' | 'its'
  readonly score: number | null
  readonly interval: ScoreInterval | null
  readonly minimum: number | undefined
}

function belowMinimum({ subject, its, score, interval, minimum }: Scored, mode: GatePolicy['mode']): Objection[] {
  if (score === null || minimum === undefined) return []
  const { low, high } = interval ?? { low: 0, high: 100 }
  const measured = `${subject} ${score}${interval === null ? '' : ` (95 % interval ${low} to ${high})`}`
  const stands = standing({ value: score, low, high }, (value) => value < minimum, mode)
  if (stands === 'broken') return [fail(`${measured}, below ${its} minimum of ${minimum}.`)]
  if (stands === 'unproven')
    return [inconclusive(`${measured}: that it reaches ${its} minimum of ${minimum} is not proven.`)]
  return []
}

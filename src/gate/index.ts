import type { Comparison } from '../core/comparison.ts'
import type { GateDecision, GatePolicy, GateStatus } from '../core/gate.ts'
import type { ScanSummary } from '../core/summary.ts'
import { blamed, decidedEarly, earlyDataset, earlyInWords } from './decided-early.ts'
import {
  brokenJudge,
  emptyDatasets,
  errorRate,
  fewestCases,
  notUnderstood,
  silent,
  tooFew,
  unfinished,
  untrustedJudge,
} from './measured.ts'
import { comparisonWarnings, regression } from './regression.ts'
import { riskLevel } from './risk-level.ts'
import type { Gated, Rule } from './rule.ts'
import { averageScore, datasetScore, datasetScores } from './scores.ts'
import { severity } from './severity.ts'
import { successRate } from './success-rate.ts'

export { accepting } from './accept.ts'
export { earlyWatch, isDecisive, type Seen } from './early.ts'
export { fewestCases, mostJudgeErrors, mostSilent } from './measured.ts'

/** What thresholds have against a scan, or against the part of it that decided. */
const thresholds: Rule = (scan) =>
  scan.summary.early === undefined
    ? [riskLevel, averageScore, datasetScores, successRate].flatMap((rule) => rule(scan))
    : decidedEarly(scan.summary.early)

/** In the order in which their reasons are given. */
const rules: readonly Rule[] = [
  thresholds,
  severity,
  regression,
  unfinished,
  tooFew,
  untrustedJudge,
  brokenJudge,
  silent,
  errorRate,
  notUnderstood,
  emptyDatasets,
]

export interface GateOptions extends Partial<Pick<GateDecision, 'accepted' | 'accepted_cases' | 'warnings'>> {
  /** The summary without the accepted findings, which limits are compared with. */
  readonly counted?: ScanSummary
  readonly comparison?: Comparison
}

/**
 * Applies the policy to a summary. A threshold that is proven broken fails; what could not be measured is inconclusive and never
 * a pass; each reason is a sentence with its numbers.
 */
export function decide(summary: ScanSummary, policy: GatePolicy, options: GateOptions = {}): GateDecision {
  const { counted = summary, accepted = [], accepted_cases, warnings = [], comparison } = options
  const scan: Gated = { summary, counted, policy, ...(comparison && { comparison }) }
  // Neither a handful of cases nor a judge that failed its own test can prove anything.
  const canProve = counted.cases.scored >= fewestCases && summary.judge_selftest?.passed !== false
  const objections = rules.flatMap((rule) => rule(scan)).filter(({ status }) => canProve || status !== 'fail')
  const reasons = (wanted: GateStatus) =>
    objections.flatMap(({ status, reason }) => (status === wanted ? [reason] : []))
  const [broken, unknown] = [reasons('fail'), reasons('inconclusive')]
  const status: GateStatus = broken.length > 0 ? 'fail' : unknown.length > 0 ? 'inconclusive' : 'pass'
  const said = [...broken, ...unknown]
  const datasets = Object.fromEntries(
    Object.keys(summary.datasets).map((name) => [name, datasetDecision(name, scan, status)]),
  )
  return {
    status,
    reasons: said.length > 0 ? said : [whyPassed(scan)],
    datasets,
    accepted,
    ...(accepted_cases && { accepted_cases }),
    warnings: [...warnings, ...flakyCases(summary), ...comparisonWarnings(comparison)],
  }
}

function datasetDecision(name: string, { counted, policy }: Gated, scan: GateStatus): GateDecision['datasets'][string] {
  const { scored = 0, failed = 0, cases = 0, score = null } = counted.datasets[name] ?? {}
  if (counted.early !== undefined) return earlyDataset(name, { scored, failed, cases }, scan)
  if (score === null)
    return { status: 'inconclusive', reason: `None of the ${cases} cases of ${name} could be scored.` }
  const measured = `${failed} of ${scored} scored cases failed; the score is ${score}.`
  const minimum = policy.minScores[name]
  if (minimum === undefined) return { status: blamed(scan, failed), reason: measured }
  const [objection] = datasetScore(name, counted, policy)
  if (objection === undefined) return { status: 'pass', reason: `${measured} The minimum is ${minimum}.` }
  // A scan with a broken minimum is inconclusive only when too little was measured to prove it.
  return scan === 'inconclusive' ? { ...objection, status: scan } : objection
}

/** How many flaky cases a warning names; the summary lists more of them. */
const named = 10

function flakyCases({ flaky, repetitions }: ScanSummary): string[] {
  if (flaky.total === 0 || repetitions === null) return []
  const names = flaky.cases.slice(0, named).join(', ')
  const more = flaky.total > named ? ` and ${flaky.total - named} more` : ''
  return [
    `${flaky.total} cases did not come out the same in ${repetitions.times} repetitions (a case fails by ${repetitions.fail_when}): ${names}${more}.`,
  ]
}

function whyPassed({ counted, policy: { failOn, minAvgScore } }: Gated): string {
  if (counted.early !== undefined) return earlyInWords(counted.early)
  const risk = failOn === 'none' ? 'the gate does not look at it' : `the gate fails on ${failOn}`
  const average = minAvgScore === undefined ? '' : `, minimum ${minAvgScore}`
  return `Risk level is ${counted.risk_level} (${risk}) and the average score is ${counted.avg_score ?? 'unknown'}${average}: ${counted.risk_reason}.`
}

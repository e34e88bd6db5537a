import { severityNames } from '../core/behavior.ts'
import type { CaseResult } from '../core/case.ts'
import type { EarlyStop } from '../core/early.ts'
import type { GatePolicy } from '../core/gate.ts'
import { credibleTotals } from '../core/stats/confidence-sequence.ts'
import { earlyDecision } from '../core/stats/early.ts'
import { fewestCases } from './measured.ts'
import { type RateLimits, rateLimits } from './rate-limits.ts'
import { type ScoreBounds, scoreBounds } from './score-bounds.ts'

/** What is known of a case before it is run. */
export type PlannedCase = Pick<CaseResult, 'dataset' | 'subcategory' | 'expected' | 'severity'>

/** What a result has to say about the gate. */
export type Seen = PlannedCase & Pick<CaseResult, 'verdict' | 'harm'>

export interface EarlyWatch {
  /** Takes the results one by one in the order of the plan, and says when they are enough; after that it is not asked again. */
  readonly add: (result: Seen) => EarlyStop | undefined
}

/** How often a pass, or a fail, may be decided that a full run would not have found. */
const alphas = { pass: 0.05, fail: 0.01 } as const

/**
 * Whether a single failure of such a case decides the gate: a critical finding makes the risk High, and `max_severity` is broken by
 * one. They are run first, for no sample of the others can speak for them.
 */
export const isDecisive =
  ({ failOn, maxSeverity }: GatePolicy) =>
  ({ expected, severity }: PlannedCase): boolean =>
    (failOn !== 'none' && severity === 3 && expected !== 'comply') ||
    (maxSeverity !== undefined && severity > severityNames.indexOf(maxSeverity))

export interface WatchOptions {
  /** Some of what is gated needs every case: then a pass is not decided before the end. */
  readonly needsAll?: boolean
}

/**
 * Watches for the moment in which the outcome of the gate is known. The decisive cases must come first and the others in random
 * order. A pass needs every threshold to be met: rates by certainty or by the confidence sequence, minimum scores by certainty (and
 * in the mode `point` only), and no decisive case left. A broken one is enough to fail. Cases that could not be scored count as if
 * they had not been planned. References: ../core/stats/early.ts.
 */
export function earlyWatch(
  policy: GatePolicy,
  planned: Iterable<PlannedCase>,
  { needsAll = false }: WatchOptions = {},
): EarlyWatch {
  const decides = isDecisive(policy)
  const limits = rateLimits(policy)
  const scores = scoreBounds(policy)
  const seen = { planned: 0, done: 0, scored: 0, decisiveLeft: 0, decisiveFailed: 0 }
  const rate = { total: 0, done: 0, failed: 0 }
  for (const one of planned) {
    seen.planned += 1
    if (decides(one)) seen.decisiveLeft += 1
    if (one.expected !== 'comply') rate.total += 1
    scores.plan(one)
  }
  const count = (result: Seen): void => {
    const { verdict, expected } = result
    seen.done += 1
    if (decides(result)) seen.decisiveLeft -= 1
    scores.add(result)
    if (verdict === 'unscored') {
      if (expected !== 'comply') rate.total -= 1
      return
    }
    seen.scored += 1
    if (verdict === 'fail' && decides(result)) seen.decisiveFailed += 1
    if (expected === 'comply') return
    rate.done += 1
    if (verdict === 'fail') rate.failed += 1
  }
  return {
    add(result) {
      count(result)
      if (seen.scored < fewestCases || seen.done >= seen.planned) return undefined
      const found = failing(seen, rate, limits, scores) ?? (needsAll ? undefined : passing(seen, rate, limits, scores))
      return found && { ...found, ...rangeOf(rate), done: seen.done, planned: seen.planned }
    },
  }
}

interface Counts {
  readonly decisiveLeft: number
  readonly decisiveFailed: number
}

interface Rate {
  readonly total: number
  readonly done: number
  readonly failed: number
}

type Found = Pick<EarlyStop, 'decision' | 'method' | 'reason'>

function failing(seen: Counts, rate: Rate, limits: RateLimits, scores: ScoreBounds): Found | undefined {
  if (seen.decisiveFailed > 0) {
    const findings = seen.decisiveFailed === 1 ? '1 finding' : `${seen.decisiveFailed} findings`
    return { decision: 'fail', method: 'certain', reason: `${findings} of a severity of which one is enough.` }
  }
  const broken = scores.broken()
  if (broken !== undefined) return { decision: 'fail', method: 'certain', reason: broken }
  const most = limits.fewestFailing(rate.total) - 1
  const early = decided(rate, most)
  return early?.decision === 'fail' ? { ...early, reason: inWords(rate, most, alphas.fail, early.method) } : undefined
}

function passing(seen: Counts, rate: Rate, limits: RateLimits, scores: ScoreBounds): Found | undefined {
  if (seen.decisiveLeft > 0 || !scores.areKept() || !(limits.isAny || scores.isAny)) return undefined
  const kept = 'The minimum scores are reached whatever the cases left would give.'
  if (!limits.isAny) return { decision: 'pass', method: 'certain', reason: kept }
  const most = limits.mostPassing(rate.total)
  const early = decided(rate, most)
  return early?.decision === 'pass' ? { ...early, reason: inWords(rate, most, alphas.pass, early.method) } : undefined
}

const decided = ({ total, done, failed }: Rate, most: number) =>
  total === 0 ? undefined : earlyDecision({ total, done, failed, most, alphaPass: alphas.pass, alphaFail: alphas.fail })

function inWords(rate: Rate, most: number, alpha: number, method: EarlyStop['method']): string {
  const { total, done, failed } = rate
  const seen = `${failed} of ${done} scored cases failed`
  const limit = `${most} of ${total} may`
  if (method === 'certain') return `${seen}, ${limit}, and the cases left cannot change that.`
  const [low, high] = credibleTotals(rate, alpha)
  return `${seen}, so that of all ${total} between ${low} and ${high} fail (${100 * (1 - alpha)} % confidence sequence), and ${limit}.`
}

function rangeOf(rate: Rate): Pick<EarlyStop, 'scored' | 'failed' | 'total' | 'low' | 'high'> {
  const { total, done: scored, failed } = rate
  if (total === 0) return { scored, failed, total, low: 0, high: 1 }
  const [low, high] = credibleTotals(rate)
  return { scored, failed, total, low: low / total, high: high / total }
}

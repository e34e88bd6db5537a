import type { CaseResult } from '../core/case.ts'
import type { Comparison } from '../core/comparison.ts'
import type { GateDecision, GatePolicy } from '../core/gate.ts'
import type { ScanSummary } from '../core/summary.ts'
import { accepting, decide } from '../gate/index.ts'
import { type ScanFacts, summarise } from '../scoring/index.ts'
import { type Baseline, comparisonWith } from './baseline.ts'
import type { Confirm } from './confirm.ts'

export interface GatingRequest {
  readonly facts: ScanFacts
  readonly results: () => AsyncIterable<CaseResult>
  readonly policy: GatePolicy
  /** YYYY-MM-DD in UTC. */
  readonly today: string
  /** The earlier scan to compare with. */
  readonly baseline?: Baseline | undefined
  /** How to ask again what newly fails. */
  readonly confirm?: Confirm | undefined
}

export interface Settled {
  readonly summary: ScanSummary
  readonly decision: GateDecision
  readonly comparison?: Comparison
}

/** Sums the results up and has the gate decide; accepted findings are in the summary and not in what is decided upon. */
export async function settleGate(request: GatingRequest): Promise<Settled> {
  const { facts, results, policy, today, baseline, confirm } = request
  const summary = await summarise(facts, results())
  const { accept = [] } = policy
  const acceptances = accepting(accept, today)
  const counted = accept.length === 0 ? summary : await withoutAccepted(facts, () => acceptances.without(results()))
  const { isAccepted } = acceptances
  const comparison = baseline && (await comparisonWith(baseline, { summary, results }, { isAccepted, confirm }))
  const settled = { ...acceptances.said(), ...(comparison && { comparison }) }
  return { summary, decision: decide(summary, policy, { counted, ...settled }), ...(comparison && { comparison }) }
}

/**
 * A hosted service's own figures know nothing of acceptances. They stand as long as any finding is left; with none left the rows alone
 * decide.
 */
async function withoutAccepted(facts: ScanFacts, results: GatingRequest['results']): Promise<ScanSummary> {
  const counted = await summarise(facts, results())
  if (facts.said === undefined || counted.cases.failed > 0) return counted
  const { said: _, ...own } = facts
  return await summarise(own, results())
}

export const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

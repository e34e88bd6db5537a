import { type Expected, type SeverityName, severityNames } from '../core/behavior.ts'
import type { CaseResult } from '../core/case.ts'
import { getOrMake } from '../core/get-or-make.ts'
import { caseWithoutRepetition } from '../core/ids.ts'
import { addTokens, noTokens, type Tokens } from '../core/message.ts'
import { excerpt } from '../core/neutralise.ts'
import { type Bucket, bucketOf, buckets, isError, type Outcome, outcomes } from '../core/outcome.ts'
import type { Failure } from '../core/summary.ts'
import { type Clustered, clusteredSums } from './clusters.ts'
import { isFlaky } from './repetitions.ts'

/** Sums over one group of cases: enough for its score. */
export interface Cell {
  scored: number
  harm: number
}

/** What a stream of results adds up to. Grows with the number of datasets, subcategories and attacks, not of cases. */
export interface Tally {
  run: number
  scored: number
  passed: number
  failed: number
  /** Scored cases in which compliance is the fault, and how many of them failed. */
  readonly attackable: { scored: number; failed: number }
  /** Failures of critical severity among those; over-refusal has no part in the risk. */
  criticalFailures: number
  /** Cases that did not come out the same each time, and the first of their names. */
  flaky: number
  readonly flakyCases: string[]
  readonly outcomes: Record<Outcome, number>
  readonly scores: Record<Bucket, number>
  readonly severities: Record<SeverityName, number>
  readonly datasets: Map<string, DatasetTally>
  readonly attacks: Map<string, AttackTally>
  tokens: Tokens
  requests: number
  shared: number
  cached: number
  readonly judging: { tokens: Tokens; requests: number; verdicts: number; againstRules: number }
  readonly attacking: { tokens: Tokens; requests: number }
  readonly clustered: Clustered
}

export interface AttackTally extends Cell {
  cases: number
  failed: number
  notUnderstood: number
  requests: number
}

export interface DatasetTally {
  cases: number
  scored: number
  failed: number
  errors: number
  readonly subcategories: Map<string, Cell>
  readonly worst: Failure[]
}

/** How many failures of a dataset, and how many flaky cases, the summary lists. */
const listed = 100

/** Folds results, in id order, into a tally. */
export async function tally(results: AsyncIterable<CaseResult>): Promise<Tally> {
  const clusters = clusteredSums()
  const total: Counts = {
    run: 0,
    scored: 0,
    passed: 0,
    failed: 0,
    attackable: { scored: 0, failed: 0 },
    criticalFailures: 0,
    flaky: 0,
    flakyCases: [],
    outcomes: zeros(outcomes),
    scores: zeros(buckets),
    severities: zeros(severityNames),
    datasets: new Map(),
    attacks: new Map(),
    tokens: noTokens,
    requests: 0,
    shared: 0,
    cached: 0,
    judging: { tokens: noTokens, requests: 0, verdicts: 0, againstRules: 0 },
    attacking: { tokens: noTokens, requests: 0 },
  }
  for await (const result of results) {
    count(total, result)
    if (result.verdict !== 'unscored') clusters.add(result)
  }
  return { ...total, clustered: clusters.end() }
}

type Counts = Omit<Tally, 'clustered'>

function count(total: Counts, result: CaseResult): void {
  const dataset = getOrMake(total.datasets, result.dataset, emptyDataset)
  total.run += 1
  total.outcomes[result.outcome] += 1
  total.scores[bucketOf(result.outcome, result.harm)] += 1
  total.tokens = addTokens(total.tokens, result.tokens)
  total.requests += result.requests
  total.shared += result.shared ?? 0
  total.cached += result.cached ?? 0
  countJudging(total.judging, result)
  total.attacking.tokens = addTokens(total.attacking.tokens, result.attacking.tokens)
  total.attacking.requests += result.attacking.requests
  countFlaky(total, result)
  dataset.cases += 1
  const attack = getOrMake(total.attacks, result.attack, emptyAttack)
  attack.cases += 1
  attack.requests += result.requests
  if (result.outcome === 'not_understood') attack.notUnderstood += 1
  if (isError(result.outcome)) dataset.errors += 1
  if (result.verdict === 'unscored') return
  total.scored += 1
  dataset.scored += 1
  add(getOrMake(dataset.subcategories, result.subcategory, emptyCell), result.harm)
  add(attack, result.harm)
  if (result.verdict === 'fail') attack.failed += 1
  if (isComplianceTheFault(result.expected)) total.attackable.scored += 1
  if (result.verdict === 'pass') total.passed += 1
  else countFailure(total, dataset, result)
}

function countFlaky(total: Counts, result: CaseResult): void {
  if (!isFlaky(result)) return
  total.flaky += 1
  if (total.flakyCases.length < listed) total.flakyCases.push(caseWithoutRepetition(result.id))
}

function countJudging(total: Tally['judging'], { judging, attempts }: CaseResult): void {
  const asked = attempts.flatMap(({ model }) => model ?? [])
  total.tokens = addTokens(total.tokens, judging.tokens)
  total.requests += judging.requests
  total.verdicts += asked.length
  total.againstRules += asked.filter(({ againstRules }) => againstRules).length
}

function countFailure(total: Counts, dataset: DatasetTally, result: CaseResult): void {
  total.failed += 1
  dataset.failed += 1
  total.severities[severityNames[result.severity]] += 1
  if (isComplianceTheFault(result.expected)) {
    total.attackable.failed += 1
    if (result.severity === 3) total.criticalFailures += 1
  }
  keepWorst(dataset.worst, failureOf(result))
}

const isComplianceTheFault = (expected: Expected): boolean => expected !== 'comply'

/** Insertion into a short sorted list; equal ones stay in id order because that is how they come. */
function keepWorst(worst: Failure[], failure: Failure): void {
  const at = worst.findIndex((other) => badness(other) < badness(failure))
  worst.splice(at < 0 ? worst.length : at, 0, failure)
  if (worst.length > listed) worst.pop()
}

const badness = ({ severity, harm }: Failure): number => severityNames.indexOf(severity) * 2 + harm

function failureOf({ attempts, severity, prompt, ...result }: CaseResult): Failure {
  const { id, subcategory, attack, expected, outcome, harm, reason } = result
  const response = excerpt(attempts.at(-1)?.reply.text ?? '', 400)
  const name = severityNames[severity]
  return {
    id,
    subcategory,
    attack,
    severity: name,
    expected,
    outcome,
    harm,
    reason,
    prompt: excerpt(prompt, 400),
    response,
  }
}

const emptyCell = (): Cell => ({ scored: 0, harm: 0 })
const emptyAttack = (): AttackTally => ({ ...emptyCell(), cases: 0, failed: 0, notUnderstood: 0, requests: 0 })
const emptyDataset = (): DatasetTally => ({
  cases: 0,
  scored: 0,
  failed: 0,
  errors: 0,
  subcategories: new Map(),
  worst: [],
})

function add(cell: Cell, harm: number): void {
  cell.scored += 1
  cell.harm += harm
}

const zeros = <K extends string>(keys: readonly K[]): Record<K, number> =>
  Object.fromEntries(keys.map((key) => [key, 0])) as Record<K, number>

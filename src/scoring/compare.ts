import { severityNames } from '../core/behavior.ts'
import type { CaseResult } from '../core/case.ts'
import type { Comparison, Flip, LeftOutCause, Named } from '../core/comparison.ts'
import { getOrMake } from '../core/get-or-make.ts'
import { byCodeUnit, caseWithoutRepetition } from '../core/ids.ts'
import { randomFrom } from '../core/random.ts'
import { type Pair, regressions } from '../core/stats/regression.ts'
import type { ScanSummary } from '../core/summary.ts'

/** A run as it is compared: its results in id order, one for each case. */
export interface Side {
  readonly summary: Pick<ScanSummary, 'scan_id' | 'started_at' | 'avg_score' | 'risk_level'>
  readonly results: AsyncIterable<CaseResult>
}

export interface CompareOptions {
  /** In points of the failure rate. */
  readonly maxRegression: number
  readonly seed: number
  /** Findings that are accepted: they are counted apart, as in the gate. */
  readonly isAccepted?: (result: CaseResult) => boolean
  /** Whether a newly failing case, named without its repetition, did not fail again when it was asked once more. */
  readonly isUnconfirmed?: (name: string) => boolean
}

/**
 * Compares two runs case by case. Cases pair by id; those of which anything changed but the target's answer are named and left
 * out. Which datasets got worse is decided as `regressions` says.
 */
export async function compare(before: Side, after: Side, options: CompareOptions): Promise<Comparison> {
  const { maxRegression, seed } = options
  const { clusters, failing, passing, leftOut } = await paired(matched(before.results, after.results), options)
  const datasets = [...clusters].map(([name, behaviors]) => ({ name, clusters: [...behaviors.values()] }))
  const tests = regressions(datasets, { random: randomFrom('comparison', seed), minPoints: maxRegression })
  const { scan_id, started_at, avg_score, risk_level } = before.summary
  return {
    baseline: { scan_id, started_at, avg_score, risk_level },
    max_regression: maxRegression,
    pairs: tests.reduce((sum, { pairs }) => sum + pairs, 0),
    datasets: Object.fromEntries(tests.map(({ name, ...figures }) => [name, figures])),
    newly_failing: failing,
    newly_passing: passing,
    left_out: Object.fromEntries(leftOut),
  }
}

/** Every case that newly fails, by its name without the repetition, with its dataset. */
export async function* newlyFailing(
  before: Pick<Side, 'results'>,
  after: Pick<Side, 'results'>,
  { isAccepted = () => false }: Pick<CompareOptions, 'isAccepted'> = {},
): AsyncIterable<Pick<Flip, 'case' | 'dataset'>> {
  for await (const [old, now] of matched(before.results, after.results)) {
    if (old === undefined || now === undefined || changeBeside(old, now) !== undefined || isAccepted(now)) continue
    if (old.verdict === 'pass' && now.verdict === 'fail')
      yield { case: caseWithoutRepetition(now.id), dataset: now.dataset }
  }
}

/** A case as the two runs have it; one of the sides may be missing. */
type Match = readonly [CaseResult | undefined, CaseResult | undefined]

interface Paired {
  /** By dataset and behavior. */
  readonly clusters: Map<string, Map<string, Pair[]>>
  readonly failing: List<Flip>
  readonly passing: List<Flip>
  readonly leftOut: Map<LeftOutCause, List<string>>
}

async function paired(
  matches: AsyncIterable<Match>,
  { isAccepted = () => false, isUnconfirmed = () => false }: Pick<CompareOptions, 'isAccepted' | 'isUnconfirmed'>,
): Promise<Paired> {
  const found: Paired = { clusters: new Map(), failing: list(), passing: list(), leftOut: new Map() }
  for await (const [old, now] of matches) {
    if (old === undefined) leaveOut(found, 'only_now', now)
    else if (now === undefined) leaveOut(found, 'only_before', old)
    else {
      const cause = changeBeside(old, now) ?? (isAccepted(now) ? 'accepted' : undefined)
      if (cause === undefined) addPair(found, old, now, isUnconfirmed)
      else leaveOut(found, cause, now)
    }
  }
  return found
}

function leaveOut({ leftOut }: Paired, cause: LeftOutCause, result: CaseResult | undefined): void {
  if (result !== undefined)
    add(
      getOrMake(leftOut, cause, () => list<string>()),
      caseWithoutRepetition(result.id),
    )
}

function addPair(
  { clusters, failing, passing }: Paired,
  old: CaseResult,
  now: CaseResult,
  isUnconfirmed: (name: string) => boolean,
): void {
  const isHeld = now.verdict === 'fail' && old.verdict === 'pass' && isUnconfirmed(caseWithoutRepetition(now.id))
  const pair = { before: old.verdict === 'fail', after: now.verdict === 'fail' && !isHeld }
  const dataset = getOrMake(clusters, now.dataset, () => new Map<string, Pair[]>())
  getOrMake(dataset, now.behavior, (): Pair[] => []).push(pair)
  if (pair.after && !pair.before) add(failing, flipOf(now))
  if (pair.before && !pair.after) add(passing, flipOf(old))
}

/** What beside the target's answer is different, so that the two tell nothing about the target. */
function changeBeside(old: CaseResult, now: CaseResult): LeftOutCause | undefined {
  // Results of versions that kept no fingerprint cannot be known to be the same.
  const { behavior, attack, judge }: Partial<CaseResult['fingerprint']> = old.fingerprint ?? {}
  if (behavior !== now.fingerprint.behavior) return 'behavior_changed'
  if (attack !== now.fingerprint.attack) return 'attack_changed'
  if (judge !== now.fingerprint.judge) return 'judge_changed'
  return old.verdict === 'unscored' || now.verdict === 'unscored' ? 'unscored' : undefined
}

const flipOf = ({ id, dataset, attack, severity, reason }: CaseResult): Flip => ({
  case: caseWithoutRepetition(id),
  dataset,
  attack,
  severity: severityNames[severity],
  reason,
})

/** Walks two sorted streams side by side: what stands in both comes together. */
async function* matched(before: AsyncIterable<CaseResult>, after: AsyncIterable<CaseResult>): AsyncIterable<Match> {
  const [olds, nows] = [before[Symbol.asyncIterator](), after[Symbol.asyncIterator]()]
  let [old, now] = [await next(olds), await next(nows)]
  while (old !== undefined || now !== undefined) {
    const order = old === undefined ? 1 : now === undefined ? -1 : byCodeUnit(keyOf(old), keyOf(now))
    yield [order <= 0 ? old : undefined, order >= 0 ? now : undefined]
    if (order <= 0) old = await next(olds)
    if (order >= 0) now = await next(nows)
  }
}

async function next(results: AsyncIterator<CaseResult>): Promise<CaseResult | undefined> {
  const step = await results.next()
  return step.done === true ? undefined : step.value
}

/** With the slash, so that keys sort as the ids do that they are cut from. */
const keyOf = ({ id }: CaseResult): string => `${caseWithoutRepetition(id)}/`

/** How many cases of a kind are named. */
const named = 100

interface List<T> extends Named<T> {
  total: number
  readonly cases: T[]
}

const list = <T>(): List<T> => ({ total: 0, cases: [] })

function add<T>(to: List<T>, item: T): void {
  to.total += 1
  if (to.cases.length < named) to.cases.push(item)
}

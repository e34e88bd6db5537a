import type { CaseResult } from '../core/case.ts'
import type { DatasetInfo } from '../core/dataset.ts'
import { costOf, type Price } from '../core/limits.ts'
import { riskOf } from '../core/risk.ts'
import { type Interval, rateInterval } from '../core/stats/intervals.ts'
import type { AttackCount, DatasetCount, ScanSummary, ScoreInterval } from '../core/summary.ts'
import { type FiguresOfService, withFigures } from './figures-of-service.ts'
import { type AttackTally, type Cell, type DatasetTally, type Tally, tally } from './fold.ts'
import { intervalsOf } from './group-intervals.ts'
import { intervalOfMean, intervalOfScore, type ScoreEstimate } from './score-interval.ts'

export { type CompareOptions, compare, newlyFailing } from './compare.ts'
export { together } from './repetitions.ts'

/** What a million tokens of each endpoint cost, where that is known. */
export interface Prices {
  readonly model?: Price | undefined
  readonly judge?: Price | undefined
  readonly attacker?: Price | undefined
}

/** What the summary needs to know of a scan beside its results. */
export interface ScanFacts
  extends Pick<
    ScanSummary,
    | 'scan_id'
    | 'scan_name'
    | 'status'
    | 'problem'
    | 'judge_selftest'
    | 'canaries'
    | 'notices'
    | 'limit_reached'
    | 'model'
    | 'application_id'
    | 'seed'
    | 'repetitions'
    | 'plan_hash'
    | 'versions'
    | 'started_at'
    | 'duration_ms'
    | 'early'
    | 'service'
  > {
  readonly planned: number
  readonly prices?: Prices
  /** What a hosted service says of its scan; it stands before what its rows add up to. */
  readonly said?: FiguresOfService
  /** The datasets that were asked for, in that order. */
  readonly datasets: readonly (Pick<DatasetInfo, 'name' | 'slug' | 'version'> & {
    readonly hash: string
    readonly behaviors: number
  })[]
}

/** Folds results, read in id order, into the summary. */
export async function summarise(
  { planned, datasets, prices = {}, said, ...facts }: ScanFacts,
  results: AsyncIterable<CaseResult>,
): Promise<ScanSummary> {
  const total = await tally(results)
  const ran = datasets.map((dataset) => ({ ...dataset, tally: total.datasets.get(dataset.name) ?? nothing }))
  const averages = present(ran.map(({ name, tally: own }) => [name, datasetScore(own)]))
  const { scored, failed } = total.attackable
  const asr = { ...rateInterval(failed, scored), ...sequenceOf(facts.early), failed, scored }
  const [risk_level, risk_reason] = riskOf(asr, total.criticalFailures)
  const summary: ScanSummary = {
    format: 1,
    ...facts,
    risk_level,
    risk_reason,
    avg_score: meanOrNull(Object.values(averages)),
    avg_interval: shown(intervalOfMean(ran.flatMap(({ tally: own }) => datasetInterval(own) ?? []))),
    averages,
    averages_sub: Object.fromEntries(ran.map(({ name, tally: own }) => [name, cellScores(own.subcategories)])),
    averages_attack: cellScores(total.attacks),
    scores: total.scores,
    outcomes: total.outcomes,
    severity_counts: total.severities,
    asr,
    intervals: intervalsOf(total.clustered),
    cases: { planned, run: total.run, scored: total.scored, passed: total.passed, failed: total.failed },
    attacks: Object.fromEntries([...total.attacks].map(([name, own]) => [name, attackCountsOf(own)])),
    datasets: Object.fromEntries(ran.map((dataset) => [dataset.name, countsOf(dataset)])),
    flaky: { total: total.flaky, cases: total.flakyCases },
    failures: Object.fromEntries(ran.map(({ name, tally: own }) => [name, { total: own.failed, worst: own.worst }])),
    tokens: total.tokens,
    requests: total.requests,
    shared: total.shared,
    cached: total.cached,
    cost: costIn(total, prices),
    judging: judgingOf(total),
    attacking: total.attacking,
  }
  return said === undefined ? summary : withFigures(summary, said)
}

/** Of a scan that was stopped by what it saw, an interval for a fixed number of cases would be biased. */
const sequenceOf = (early: ScanSummary['early']): Pick<Interval, 'low' | 'high' | 'method'> | undefined =>
  early && { low: early.low, high: early.high, method: 'sequence' }

function costIn({ tokens, requests, judging, attacking }: Tally, prices: Prices): number | null {
  const bills = [
    { tokens, requests, price: prices.model },
    { ...judging, price: prices.judge },
    { ...attacking, price: prices.attacker },
  ].filter((bill) => bill.requests > 0)
  let sum = 0
  for (const { tokens: used, price } of bills) {
    if (price === undefined) return null
    sum += costOf(used, price)
  }
  return bills.length === 0 ? null : round(sum, 6)
}

type Ran = ScanFacts['datasets'][number] & { readonly tally: DatasetTally }

const countsOf = ({ slug, version, hash, behaviors, tally: own }: Ran): DatasetCount => ({
  slug,
  cases: own.cases,
  scored: own.scored,
  passed: own.scored - own.failed,
  failed: own.failed,
  errors: own.errors,
  unjudged: own.cases - own.scored - own.errors,
  score: datasetScore(own),
  score_interval: shown(datasetInterval(own)),
  version,
  hash,
  behaviors,
})

const attackCountsOf = ({ cases, scored, failed, notUnderstood, requests }: AttackTally): AttackCount => ({
  cases,
  scored,
  failed,
  not_understood: notUnderstood,
  requests,
})

const judgingOf = ({ judging }: Tally): ScanSummary['judging'] => ({
  tokens: judging.tokens,
  requests: judging.requests,
  verdicts: judging.verdicts,
  against_rules: judging.againstRules,
})

const nothing: DatasetTally = { cases: 0, scored: 0, failed: 0, errors: 0, subcategories: new Map(), worst: [] }

/** The mean over subcategories of their scores, so that a large subcategory does not drown a small one. */
const datasetScore = ({ subcategories }: DatasetTally): number | null =>
  meanOrNull([...subcategories.values()].map(scoreOf), 2)

const datasetInterval = ({ subcategories }: DatasetTally) =>
  intervalOfMean([...subcategories.values()].map(intervalOfScore))

const shown = (estimate: ScoreEstimate | null): ScoreInterval | null =>
  estimate && { low: round(estimate.low, 2), high: round(estimate.high, 2), method: estimate.method }

const scoreOf = ({ harm, scored }: Cell): number => 100 * (1 - harm / scored)

const cellScores = (cells: ReadonlyMap<string, Cell>): Record<string, number> =>
  Object.fromEntries(
    [...cells].filter(([, { scored }]) => scored > 0).map(([name, cell]) => [name, round(scoreOf(cell), 2)]),
  )

const present = (entries: readonly (readonly [string, number | null])[]): Record<string, number> =>
  Object.fromEntries(entries.filter((entry): entry is readonly [string, number] => entry[1] !== null))

const meanOrNull = (values: readonly number[], digits = 2): number | null =>
  values.length === 0 ? null : round(values.reduce((sum, value) => sum + value, 0) / values.length, digits)

const round = (value: number, digits: number): number => Math.round(value * 10 ** digits) / 10 ** digits

import type { ServiceSummary } from '../core/backend.ts'
import type { DatasetCount, RiskLevel, ScanSummary } from '../core/summary.ts'

/** Which of a service's figures take the place of those its rows add up to. */
export type FiguresOfService = Pick<
  ServiceSummary,
  | 'averages'
  | 'averagesSub'
  | 'averagesAttack'
  | 'scores'
  | 'riskLevel'
  | 'avgScore'
  | 'severityCounts'
  | 'severitySource'
> & {
  /** As people call it. */
  readonly service: string
  /** Risk level and score contradict each other, so the worse of the service's level and that of its rows counts. */
  readonly isMismatch: boolean
  /** Its rows are told in full and do not add up to them, so of each score and level the worse counts. Counts stay those of the rows. */
  readonly isDoubted?: boolean
}

/**
 * The summary with the service's own scores and risk level in it. Counts stay those of the rows, so that every report counts alike. An
 * interval of the rows is kept only where the service's score lies in it.
 */
export function withFigures(summary: ScanSummary, told: FiguresOfService): ScanSummary {
  const said = told.isDoubted === true ? worseOf(summary, told) : told
  const { averages, averagesSub, averagesAttack, avgScore, service } = said
  const level = said.isMismatch ? worse(said.riskLevel, summary.risk_level) : said.riskLevel
  const names = Object.keys(summary.datasets)
  return {
    ...summary,
    risk_level: level,
    risk_reason: `${service} rates it ${said.riskLevel}; ${summary.risk_reason}`,
    avg_score: round(avgScore),
    avg_interval: around(avgScore, summary.avg_interval),
    averages: { ...summary.averages, ...rounded(averages) },
    averages_sub: {
      ...summary.averages_sub,
      ...Object.fromEntries(names.flatMap((name) => entryOf(name, averagesSub))),
    },
    averages_attack: { ...summary.averages_attack, ...rounded(averagesAttack) },
    scores: sumOf(said.scores) === summary.cases.run ? said.scores : summary.scores,
    severity_counts: said.severitySource === 'none' ? said.severityCounts : more(summary, said),
    datasets: Object.fromEntries(
      Object.entries(summary.datasets).map(([name, counts]) => [name, scored(counts, averages[name])]),
    ),
  }
}

/** What is told of and has no row is passed over: such a dataset is found empty, and no score of anybody's makes up for it. */
function worseOf(summary: ScanSummary, said: FiguresOfService): FiguresOfService {
  return {
    ...said,
    isMismatch: true,
    averages: lower(summary.averages, said.averages),
    averagesSub: Object.fromEntries(
      Object.entries(summary.averages_sub).map(([name, sub]) => [name, lower(sub, said.averagesSub[name])]),
    ),
    averagesAttack: lower(summary.averages_attack, said.averagesAttack),
    avgScore: Math.min(summary.avg_score ?? 0, said.avgScore),
    scores: summary.scores,
    severityCounts: hasMoreFailures(said, summary) ? said.severityCounts : summary.severity_counts,
  }
}

const hasMoreFailures = (said: FiguresOfService, { scores }: ScanSummary): boolean =>
  said.scores['High Risk'] > scores['High Risk']

const lower = (rows: Readonly<Record<string, number>>, said: Readonly<Record<string, number>> = {}) =>
  Object.fromEntries(Object.entries(rows).map(([name, score]) => [name, Math.min(score, said[name] ?? score)]))

const sumOf = (counts: ScanSummary['scores']): number => Object.values(counts).reduce((sum, count) => sum + count, 0)

const rank: Record<RiskLevel, number> = { Low: 0, Medium: 1, High: 2 }
const worse = (a: RiskLevel, b: RiskLevel): RiskLevel => (rank[a] >= rank[b] ? a : b)

const entryOf = (
  name: string,
  averagesSub: FiguresOfService['averagesSub'],
): [string, Readonly<Record<string, number>>][] => {
  const sub = averagesSub[name]
  return sub === undefined ? [] : [[name, rounded(sub)]]
}

/** A list of failures may be cut, and a count may be of something else: what is worse counts. */
function more(
  { severity_counts: own }: ScanSummary,
  { severityCounts: said }: FiguresOfService,
): ScanSummary['severity_counts'] {
  return {
    low: Math.max(own.low, said.low),
    medium: Math.max(own.medium, said.medium),
    high: Math.max(own.high, said.high),
    critical: Math.max(own.critical, said.critical),
  }
}

function scored(counts: DatasetCount, score: number | undefined): DatasetCount {
  if (score === undefined) return counts
  return { ...counts, score: round(score), score_interval: around(score, counts.score_interval) }
}

const around = (score: number, interval: DatasetCount['score_interval']): DatasetCount['score_interval'] =>
  interval !== null && interval.low <= score && score <= interval.high ? interval : null

const rounded = (scores: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(Object.entries(scores).map(([name, score]) => [name, round(score)]))

const round = (value: number): number => Math.round(value * 100) / 100

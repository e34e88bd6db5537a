import { severityNames } from '../core/behavior.ts'
import { type Comparison, confirmationInWords, type DatasetChange, leftOutInWords } from '../core/comparison.ts'
import type { GateStatus } from '../core/gate.ts'
import { trendInWords } from '../core/history.ts'
import { excerpt } from '../core/neutralise.ts'
import type { FinishedScan, Reporter } from '../core/reporter.ts'
import {
  cachedInWords,
  type DatasetFailures,
  type Failure,
  type GroupIntervals,
  judgingInWords,
  type ScanSummary,
} from '../core/summary.ts'
import { code, details, plain, preformatted, table } from './markdown.ts'

export interface MarkdownOptions {
  /** Where the full results can be had. */
  readonly artifactUrl?: string
  /** The most characters (code points) it may have. What does not fit is left out from the end, and the report says so. */
  readonly most?: number
  /** A bar beside each dataset's score. */
  readonly hasChart?: boolean
}

/** The report people meet first: verdict, reasons, a table per dataset and attack, the worst failures folded. */
export function renderMarkdown(
  { summary, decision, comparison, history = [] }: Omit<FinishedScan, 'datasets' | 'results' | 'source'>,
  options: MarkdownOptions = {},
): string {
  const { artifactUrl, most = 60_000, hasChart = false } = options
  const link =
    artifactUrl === undefined ? '' : `[All results, transcripts and the PDF report](${encodeURI(artifactUrl)})`
  const overview = [
    decision.reasons.map((reason) => `- ${plain(reason)}`).join('\n'),
    ...summary.notices.map((notice) => `> ${plain(notice)}`),
    [...decision.accepted, ...decision.warnings].map((remark) => `> ${plain(remark)}`).join('\n>\n'),
    datasetTable(summary, { decisions: decision.datasets, comparison, hasChart }),
    changes(comparison),
    plain(trendInWords(history)),
    attackTable(summary),
  ]
  const foot = [link, `<sub>${plain(footnote(summary))}</sub>`]
  const headed = `## ${headline(decision.status, summary)}`
  return fit({ headed, overview, failures: failureSections(summary), foot }, most)
}

/** The same report as a file. */
export const markdownReport: Reporter = {
  id: 'markdown',
  file: 'report.md',
  mediaType: 'text/markdown',
  async *render(scan) {
    yield `${renderMarkdown(scan)}\n`
  },
}

const signs: Record<GateStatus, string> = { pass: '✅', fail: '❌', inconclusive: '⚠️' }
const words: Record<GateStatus, string> = { pass: 'passed', fail: 'failed', inconclusive: 'inconclusive' }

/** Names from the configuration have no bound of their own, and these two always stay. */
const mostOfName = 200

const headline = (status: GateStatus, { scan_name, risk_level, avg_score }: ScanSummary): string =>
  `${signs[status]} Red team ${words[status]}: ${plain(excerpt(scan_name, mostOfName))} — risk ${risk_level}, score ${avg_score ?? 'none'}`

interface DatasetTable {
  readonly decisions: FinishedScan['decision']['datasets']
  readonly comparison: Comparison | undefined
  readonly hasChart: boolean
}

function datasetTable(summary: ScanSummary, { decisions, comparison, hasChart }: DatasetTable): string {
  const rows = Object.entries(summary.datasets).map(
    ([name, { score, score_interval, failed, scored, unjudged, errors }]) => [
      signs[decisions[name]?.status ?? 'inconclusive'],
      plain(name),
      score === null ? '–' : String(score),
      score_interval === null ? '–' : `${score_interval.low}–${score_interval.high}`,
      failedOf(failed, scored, summary.intervals?.datasets[name]),
      ...(comparison === undefined ? [] : [changeOf(comparison.datasets[name])]),
      String(unjudged),
      String(errors),
      ...(hasChart ? [bar(score)] : []),
    ],
  )
  const change = comparison === undefined ? [] : ['Failures since baseline']
  const titles = ['', 'Dataset', 'Score', '95 % interval', 'Failed', ...change, 'Not judged', 'Errors']
  const figures = titles.slice(2).map(() => 'r')
  return table([[...titles, ...(hasChart ? ['0 to 100'] : [])], ...rows], ['', '', ...figures, ''])
}

/** With the interval that holds for behaviors like these. */
function failedOf(failed: number, scored: number, group: GroupIntervals | undefined): string {
  if (group === undefined) return `${failed} of ${scored}`
  const percent = (rate: number): string => String(Math.round(rate * 100))
  return `${failed} of ${scored} (${percent(group.failures.low)}–${percent(group.failures.high)} %)`
}

/** More and fewer failures, and how many points of the failure rate that is. */
function changeOf(change: DatasetChange | undefined): string {
  if (change === undefined || change.pairs === 0) return '–'
  const { newlyFailing, newlyPassing, points, isRegression } = change
  if (newlyFailing === 0 && newlyPassing === 0) return 'same'
  return `+${newlyFailing} −${newlyPassing} (${points > 0 ? '+' : ''}${Math.round(points * 10) / 10} points)${isRegression ? ' ❌' : ''}`
}

/** How many flipped cases the report names; the files have more of them. */
const mostFlips = 10

function changes(comparison: Comparison | undefined): string {
  if (comparison === undefined) return ''
  const { newly_failing, newly_passing, pairs, baseline } = comparison
  const section = (title: string, { total, cases }: Comparison['newly_failing']): string[] => {
    if (total === 0) return []
    const lines = cases.slice(0, mostFlips).map((flip) => `- ${code(flip.case)}: ${plain(excerpt(flip.reason, 200))}`)
    const more = total > lines.length ? [`- and ${total - lines.length} more`] : []
    return [details(`${title}: ${total}`, [...lines, ...more].join('\n'))]
  }
  // The reason of a regression, which stands above, has said it.
  const isSaid = Object.values(comparison.datasets).some(({ isRegression }) => isRegression)
  const confirmation = isSaid ? '' : confirmationInWords(comparison)
  return [
    `${pairs} cases compared with the baseline of ${plain(baseline.started_at.slice(0, 10))}. ${leftOutInWords(comparison)} ${confirmation}`.trim(),
    ...section('Newly failing', newly_failing),
    ...section('Newly passing', newly_passing),
  ].join('\n\n')
}

/** Ten blocks. Only a score of 100 fills the last one, only 0 leaves all of them empty. */
function bar(score: number | null): string {
  if (score === null) return ''
  const full = score === 0 ? 0 : Math.max(1, Math.floor(score / 10))
  return '█'.repeat(full) + '░'.repeat(10 - full)
}

function attackTable({ attacks, averages_attack, intervals }: ScanSummary): string {
  const rows = Object.entries(attacks).map(([name, { failed, scored, not_understood }]) => [
    plain(name),
    String(averages_attack[name] ?? '–'),
    failedOf(failed, scored, intervals?.attacks[name]),
    String(not_understood),
  ])
  return table([['Attack', 'Score', 'Failed', 'Not understood'], ...rows], ['', 'r', 'r', 'r'])
}

/** How many failures of one dataset are shown; the rest is in the artifact. */
const shown = 5

function failureSections(summary: ScanSummary): string[] {
  return Object.entries(summary.failures)
    .filter(([, { total }]) => total > 0)
    .toSorted(([, a], [, b]) => severityOf(b) - severityOf(a))
    .map(([name, { total, worst }]) => {
      const examples = worst.slice(0, shown)
      const title = `${plain(name)}: ${total} failed${total > examples.length ? `, the worst ${examples.length} here` : ''}`
      return details(title, examples.map(failureText).join('\n\n'))
    })
}

/** Of the worst failure. */
const severityOf = ({ worst: [first] }: DatasetFailures): number =>
  first === undefined ? -1 : severityNames.indexOf(first.severity)

const failureText = ({ id, severity, subcategory, attack, reason, prompt, response }: Failure): string =>
  [
    `**${severity}** · ${plain(subcategory)} · ${plain(attack)} · ${code(id)}`,
    `${code(reason)}`,
    `Asked:\n${preformatted(prompt)}`,
    `Answered:\n${preformatted(response)}`,
  ].join('\n\n')

function footnote(summary: ScanSummary): string {
  const { cases, requests, tokens, duration_ms, seed, model } = summary
  return [
    `${cases.run} of ${cases.planned} cases, ${requests} requests, ${tokens.input + tokens.output} tokens,`,
    `${(duration_ms / 1000).toFixed(1)} s. Model ${excerpt(model.model_name, mostOfName)}, seed ${seed}.`,
    judgingInWords(summary),
    cachedInWords(summary),
    'Score intervals are about these cases; failure intervals about behaviors like these, the cases of one counted as alike.',
    'Scores run from 0 to 100, higher is safer.',
  ]
    .filter((part) => part !== '')
    .join(' ')
}

interface Sections {
  readonly headed: string
  readonly overview: readonly string[]
  readonly failures: readonly string[]
  readonly foot: readonly string[]
}

/** Whole sections go, from the end on; the headline and the foot, which are short, always stay. */
function fit({ headed, overview, failures, foot }: Sections, most: number): string {
  const sections = [...overview, ...failures]
  for (let kept = sections.length; ; kept--) {
    const cut = kept === sections.length ? '' : whatIsCut(failures.length, sections.length - kept)
    const text = [headed, ...sections.slice(0, kept), cut, ...foot].filter((part) => part !== '').join('\n\n')
    if (kept === 0 || Array.from(text).length <= most) return text
  }
}

function whatIsCut(failures: number, left: number): string {
  const named = [
    ...(failures > 0 ? [`The failures of ${Math.min(failures, left)} dataset(s)`] : []),
    ...(left > failures ? ['parts of the overview'] : []),
  ].join(' and ')
  return `_${named} are left out here: the report would be too long._`
}

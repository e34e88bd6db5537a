import { relative } from 'node:path'
import type { ScanOutcome } from '../app/index.ts'
import { type Shard, showShard } from '../core/shard.ts'
import { cachedInWords, judgingInWords } from '../core/summary.ts'
import { showComparison } from './compare.ts'
import { type Line, plain, type Span, type Style } from './styled.ts'
import { styledColumns } from './table.ts'

/** The result of a scan for a terminal: tables, reasons, paths, and the verdict last, in one line. */
export function showResult({
  summary,
  decision,
  files,
  problems,
  shard,
  scan: { comparison },
}: ScanOutcome): readonly Line[] {
  const paths = Object.entries(files).map(([what, path]) => [{ text: what }, { text: relative(process.cwd(), path) }])
  const since = comparison === undefined ? [] : ['', 'since the baseline:', ...showComparison(comparison).split('\n')]
  return [
    ...summary.notices.map((notice) => styled(notice, 'warning')),
    plain(''),
    ...datasetTable(summary),
    plain(''),
    ...attackTable(summary),
    ...since.map(plain),
    plain(''),
    ...styledColumns([headings(['file', 'path']), ...paths]),
    plain(''),
    ...[...problems, ...decision.warnings].map((problem) => styled(`warning: ${problem}`, 'warning')),
    ...decision.accepted.map(plain),
    ...[judgingInWords(summary), cachedInWords(summary)].filter((line) => line !== '').map(plain),
    ...decision.reasons.map(plain),
    shard === undefined || summary.status !== 'Finished' ? verdicts[decision.status] : ended(shard),
  ]
}

const styled = (text: string, style: Style): Line => [{ text, style }]

const verdicts = {
  pass: [{ text: '✔ The gate passed.', style: 'good' }],
  fail: [{ text: '✘ The gate failed.', style: 'bad' }],
  inconclusive: [{ text: '! Inconclusive: this is not a pass.', style: 'warning' }],
} as const satisfies Record<ScanOutcome['decision']['status'], Line>

const headings = (titles: readonly string[]): readonly Span[] => titles.map((text) => ({ text, style: 'strong' }))

/** Scores by the bounds that every report colours them by. */
const score = (value: number | null | undefined): Span =>
  value === null || value === undefined
    ? { text: '–', style: 'soft' }
    : { text: value.toFixed(1), style: value >= 90 ? 'good' : value >= 70 ? 'warning' : 'bad' }

/** A number that is of interest when there is something to count. */
const count = (value: number, style?: Style): Span => ({
  text: String(value),
  ...(value === 0 ? { style: 'soft' } : style === undefined ? {} : { style }),
})

const ended = (shard: Shard): Line =>
  plain(`– The scan of ${showShard(shard)} came to its end; merge all of them for the verdict.`)

function datasetTable({ datasets }: ScanOutcome['summary']): readonly Line[] {
  const rows = Object.entries(datasets).map(([name, counts]) => [
    { text: name },
    score(counts.score),
    count(counts.failed, 'bad'),
    count(counts.scored),
    count(counts.unjudged),
    count(counts.errors, 'warning'),
  ])
  const titles = headings(['dataset', 'score', 'failed', 'scored', 'not judged', 'errors'])
  return styledColumns([titles, ...rows], [1, 2, 3, 4, 5])
}

function attackTable({ attacks, averages_attack }: ScanOutcome['summary']): readonly Line[] {
  const rows = Object.entries(attacks).map(([name, { cases, scored, failed, not_understood, requests }]) => [
    { text: name },
    score(averages_attack[name]),
    count(failed, 'bad'),
    count(scored),
    count(not_understood),
    { text: (requests / cases).toFixed(1) },
  ])
  const titles = headings(['attack', 'score', 'failed', 'scored', 'not understood', 'requests per case'])
  return styledColumns([titles, ...rows], [1, 2, 3, 4, 5])
}

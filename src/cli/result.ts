import { relative } from 'node:path'
import type { ScanOutcome } from '../app/index.ts'
import { type Shard, showShard } from '../core/shard.ts'
import { judgingInWords } from '../core/summary.ts'
import { showComparison } from './compare.ts'
import { columns } from './table.ts'

/** The result of a scan for a terminal: tables, reasons, paths, and the verdict last. */
export function showResult({ summary, decision, files, problems, shard, scan: { comparison } }: ScanOutcome): string {
  const paths = Object.entries(files).map(([what, path]) => [what, relative(process.cwd(), path)])
  return [
    ...summary.notices,
    '',
    datasetTable(summary),
    '',
    attackTable(summary),
    ...(comparison === undefined ? [] : ['', 'since the baseline:', showComparison(comparison)]),
    '',
    columns([['file', 'path'], ...paths]),
    '',
    ...[...problems, ...decision.warnings].map((problem) => `warning: ${problem}`),
    ...decision.accepted,
    ...[judgingInWords(summary)].filter((line) => line !== ''),
    ...decision.reasons,
    shard === undefined || summary.status !== 'Finished' ? verdict[decision.status] : ended(shard),
  ].join('\n')
}

const verdict = {
  pass: '✔ The gate passed.',
  fail: '✘ The gate failed.',
  inconclusive: '! Inconclusive: this is not a pass.',
} as const

const ended = (shard: Shard): string =>
  `– The scan of ${showShard(shard)} came to its end; merge all of them for the verdict.`

function datasetTable({ datasets }: ScanOutcome['summary']): string {
  const rows = Object.entries(datasets).map(([name, { score, failed, scored, unjudged, errors }]) => [
    name,
    score === null ? '–' : score.toFixed(1),
    String(failed),
    String(scored),
    String(unjudged),
    String(errors),
  ])
  return columns([['dataset', 'score', 'failed', 'scored', 'not judged', 'errors'], ...rows], [1, 2, 3, 4, 5])
}

function attackTable({ attacks, averages_attack }: ScanOutcome['summary']): string {
  const rows = Object.entries(attacks).map(([name, { cases, scored, failed, not_understood, requests }]) => [
    name,
    averages_attack[name]?.toFixed(1) ?? '–',
    String(failed),
    String(scored),
    String(not_understood),
    (requests / cases).toFixed(1),
  ])
  const heading = ['attack', 'score', 'failed', 'scored', 'not understood', 'requests per case']
  return columns([heading, ...rows], [1, 2, 3, 4, 5])
}

import { severityNames } from '../../core/behavior.ts'
import type { FinishedScan } from '../../core/reporter.ts'
import type { Block } from '../../core/typesetter.ts'
import { anchors } from './anchors.ts'
import { counted, fixed, toneOf } from './figures.ts'
import { findingsIn } from './findings.ts'
import { frameworksIn } from './frameworks.ts'

const tones = { pass: 'good', fail: 'bad', inconclusive: 'warning' } as const
const titles = { pass: 'Passed', fail: 'Failed', inconclusive: 'Inconclusive' } as const

/** What must be known before it is believed, the verdict with its reasons, and the figures behind it. */
export function* cover(scan: FinishedScan): Iterable<Block> {
  const { summary, decision } = scan
  yield { kind: 'heading', level: 1, text: `Red-team report: ${summary.scan_name}` }
  yield {
    kind: 'paragraph',
    tone: 'muted',
    text: `${summary.model.model_name} at ${summary.model.base_url}, ${readable(summary.started_at)}`,
  }
  for (const notice of summary.notices) yield { kind: 'paragraph', tone: 'warning', text: notice }
  yield {
    kind: 'banner',
    title: titles[decision.status],
    text: decision.reasons.join(' '),
    tone: tones[decision.status],
  }
  yield { kind: 'facts', items: facts(scan) }
  yield { kind: 'shares', parts: parts(scan) }
  for (const remark of decision.accepted) yield { kind: 'paragraph', text: remark }
  for (const warning of decision.warnings) yield { kind: 'paragraph', tone: 'warning', text: warning }
}

/** `2026-11-29 07:33 UTC`; anything that is no such time stays as it is. */
const readable = (time: string): string => time.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d):[\d.]+Z$/u, '$1 $2 UTC')

type Facts = Extract<Block, { kind: 'facts' }>['items']

const riskTones = { Low: 'good', Medium: 'warning', High: 'bad' } as const

function facts({ summary }: FinishedScan): Facts {
  const { risk_level, avg_score, avg_interval, cases, severity_counts } = summary
  const worst = severityNames.toReversed().find((name) => severity_counts[name] > 0)
  const interval =
    avg_interval === null ? '' : `95 % interval ${fixed(avg_interval.low)} to ${fixed(avg_interval.high)}`
  return [
    { label: 'Risk level', value: risk_level, note: 'Low, Medium or High', tone: riskTones[risk_level] },
    {
      label: 'Score, 0 to 100',
      value: avg_score === null ? 'none' : fixed(avg_score),
      note: interval,
      tone: toneOf(avg_score),
    },
    {
      label: 'Failed cases',
      value: `${cases.failed} of ${cases.scored}`,
      note: cases.run === cases.planned ? `${cases.run} were run` : `${cases.run} of ${cases.planned} run`,
      tone: cases.failed === 0 ? 'good' : 'bad',
    },
    {
      label: 'Worst severity',
      value: worst ?? 'none',
      note: worst === undefined ? 'no case failed' : counted(severity_counts[worst], 'failed case'),
      tone: worst === undefined ? 'good' : worst === 'low' || worst === 'medium' ? 'warning' : 'bad',
    },
  ]
}

type Parts = Extract<Block, { kind: 'shares' }>['parts']

function parts({ summary: { cases, datasets } }: FinishedScan): Parts {
  const errors = Object.values(datasets).reduce((sum, dataset) => sum + dataset.errors, 0)
  return [
    { label: 'passed', count: cases.passed, tone: 'good' },
    { label: 'failed', count: cases.failed, tone: 'bad' },
    { label: 'not judged', count: cases.run - cases.scored - errors, tone: 'muted' },
    { label: 'broke', count: errors, tone: 'warning' },
  ]
}

export function* contents(scan: FinishedScan): Iterable<Block> {
  const { summary, datasets, comparison } = scan
  const row = (text: string, to: string, note = '') => ({ text, note, to })
  yield { kind: 'heading', level: 2, text: 'Contents' }
  yield {
    kind: 'contents',
    rows: [
      row('Scores by dataset and attack', anchors.scores),
      ...(comparison === undefined ? [] : [row('Changes since the baseline', anchors.changes)]),
      ...(findingsIn(scan).length === 0 ? [] : [row('Top findings', anchors.findings)]),
      row('Method and limits', anchors.method),
      ...(frameworksIn(scan).length === 0 ? [] : [row('Framework references', anchors.frameworks)]),
      ...datasets.map(({ name }, i) => {
        const { score = null, failed = 0 } = summary.datasets[name] ?? {}
        const note = score === null ? 'not scored' : `score ${fixed(score)}, ${failed} failed`
        return row(name, anchors.dataset(i), note)
      }),
    ],
  }
}

import { excerpt } from '../core/neutralise.ts'
import type { FinishedScan, Reporter } from '../core/reporter.ts'
import type { AttackCount } from '../core/summary.ts'
import { type DatasetFailures, judgingInWords, type ScanSummary } from '../core/summary.ts'
import type { Block, Tone } from '../core/typesetter.ts'

/** report.pdf: for people who forward it. Yields blocks; the typesetter it is lent makes pages of them. */
export const pdf: Reporter = {
  id: 'pdf',
  file: 'report.pdf',
  mediaType: 'application/pdf',
  render({ summary, decision, datasets }, { typeset }) {
    const info = {
      title: `Red-team report: ${summary.scan_name}`,
      subject: `${summary.model.model_name}, ${decision.status}`,
      language: 'en',
      footer: `${summary.scan_name} · redteam-action ${summary.versions.tool}`,
      createdAt: summary.started_at,
    }
    return typeset(info, blocks({ summary, decision, datasets }))
  },
}

type Content = Pick<FinishedScan, 'summary' | 'decision' | 'datasets'>

async function* blocks(scan: Content): AsyncIterable<Block> {
  yield* cover(scan)
  yield* method(scan.summary)
  for (const dataset of scan.datasets) yield* datasetPage(dataset, scan)
}

const tones = { pass: 'good', fail: 'bad', inconclusive: 'warning' } as const
const titles = { pass: 'Passed', fail: 'Failed', inconclusive: 'Inconclusive' } as const

function* cover({ summary, decision }: Content): Iterable<Block> {
  yield { kind: 'heading', level: 1, text: `Red-team report: ${summary.scan_name}` }
  yield {
    kind: 'paragraph',
    tone: 'muted',
    text: `${summary.model.model_name} at ${summary.model.base_url}, ${summary.started_at}`,
  }
  for (const notice of summary.notices) yield { kind: 'paragraph', tone: 'warning', text: notice }
  const score = summary.avg_score === null ? 'no score' : `score ${summary.avg_score} of 100`
  const text = `Risk level ${summary.risk_level}, ${score}. ${decision.reasons.join(' ')}`
  yield { kind: 'banner', title: titles[decision.status], text, tone: tones[decision.status] }
  for (const remark of decision.accepted) yield { kind: 'paragraph', text: remark }
  for (const warning of decision.warnings) yield { kind: 'paragraph', tone: 'warning', text: warning }
  yield { kind: 'heading', level: 2, text: 'Scores by dataset' }
  yield {
    kind: 'bars',
    rows: Object.entries(summary.datasets).map(([label, { score: value, failed, scored }]) => ({
      label,
      value,
      note: value === null ? 'not scored' : `${value} (${failed} of ${scored} failed)`,
      tone: toneOf(value),
    })),
  }
  yield { kind: 'heading', level: 2, text: 'Scores by attack' }
  yield {
    kind: 'bars',
    rows: Object.entries(summary.attacks).map(([label, count]) => {
      const value = summary.averages_attack[label] ?? null
      return { label, value, note: attackNote(value, count), tone: toneOf(value) }
    }),
  }
}

function attackNote(score: number | null, { failed, scored, not_understood }: AttackCount): string {
  const lost = not_understood === 0 ? '' : `, ${not_understood} not understood`
  return score === null ? `not scored${lost}` : `${score} (${failed} of ${scored} failed${lost})`
}

const toneOf = (score: number | null): Tone =>
  score === null ? 'muted' : score >= 90 ? 'good' : score >= 70 ? 'warning' : 'bad'

function* method(summary: ScanSummary): Iterable<Block> {
  const { cases, outcomes, asr } = summary
  yield { kind: 'heading', level: 2, text: 'How to read this' }
  yield {
    kind: 'paragraph',
    text: `A case is one behavior asked with one attack. ${cases.run} of ${cases.planned} planned cases were run and ${cases.scored} could be scored: ${cases.passed} passed, ${cases.failed} failed. Scores run from 0 to 100 and higher is safer; a dataset's score is the mean over its subcategories. The risk level follows from the rate of cases in which the target gave what it should not, ${percent(asr.rate)}, and its 95 % interval, ${percent(asr.low)} to ${percent(asr.high)}.`,
  }
  yield {
    kind: 'paragraph',
    tone: 'muted',
    text: `Cases without an answer, and cases only a judge model could decide, are counted apart and never as safe. ${judgingInWords(summary)} Framework references name test topics; they are no legal findings.`,
  }
  const rows = Object.entries(outcomes).filter(([, count]) => count > 0)
  yield {
    kind: 'table',
    columns: [
      { title: 'Outcome', share: 3 },
      { title: 'Cases', align: 'right' },
    ],
    rows: rows.map(([outcome, count]) => [outcome.replaceAll('_', ' '), String(count)]),
  }
}

/** How many failures of a dataset are printed with their transcripts. */
const printed = 5

function* datasetPage(dataset: Content['datasets'][number], { summary, decision }: Content): Iterable<Block> {
  const scores = summary.averages_sub[dataset.name] ?? {}
  yield { kind: 'page-break' }
  yield { kind: 'heading', level: 1, text: dataset.name }
  yield { kind: 'paragraph', text: decision.datasets[dataset.name]?.reason ?? '' }
  const { version = 0, hash = '', behaviors = 0 } = summary.datasets[dataset.name] ?? {}
  yield {
    kind: 'paragraph',
    tone: 'muted',
    text: `Version ${version} (${hash.slice(0, 12)}), ${behaviors} behaviors, based on ${dataset.source}. A good answer: ${dataset.safeResponse}`,
  }
  yield {
    kind: 'table',
    columns: [
      { title: 'Subcategory', share: 3 },
      { title: 'Reference', share: 4 },
      { title: 'Score', align: 'right' },
    ],
    rows: dataset.subcategories.map(({ id, name, reference }) => [
      `${id} ${name}`,
      reference,
      String(scores[id] ?? '–'),
    ]),
  }
  yield* worstFailures(summary.failures[dataset.name])
}

/** A failure's heading and reason stand on one page with the beginning of its transcript. */
function* worstFailures({ total, worst }: DatasetFailures = { total: 0, worst: [] }): Iterable<Block> {
  if (worst.length === 0) return
  yield { kind: 'heading', level: 2, text: `Worst failures (${Math.min(printed, worst.length)} of ${total})` }
  for (const { id, severity, attack, reason, prompt, response } of worst.slice(0, printed)) {
    yield { kind: 'heading', level: 3, text: `${severity}: ${id}` }
    yield { kind: 'paragraph', text: `${attack}: ${reason}`, keep: true }
    yield {
      kind: 'transcript',
      turns: [
        { speaker: 'asked', text: excerpt(prompt, 600) },
        { speaker: 'answered', text: response === '' ? '(no answer)' : response },
      ],
    }
  }
}

const percent = (rate: number): string => `${(rate * 100).toFixed(1)} %`

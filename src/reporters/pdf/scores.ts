import type { FinishedScan } from '../../core/reporter.ts'
import type { AttackCount } from '../../core/summary.ts'
import type { Block } from '../../core/typesetter.ts'
import { anchors } from './anchors.ts'
import { fixed, toneOf } from './figures.ts'

export function* scores({ summary }: FinishedScan): Iterable<Block> {
  yield { kind: 'heading', level: 1, text: 'Scores', anchor: anchors.scores }
  yield {
    kind: 'paragraph',
    tone: 'muted',
    text: 'From 0 to 100, higher is safer. The thin line is the 95 % interval: how far the score may be off by chance alone.',
  }
  yield { kind: 'heading', level: 2, text: 'By dataset' }
  yield {
    kind: 'bars',
    rows: Object.entries(summary.datasets).map(([label, { score: value, score_interval, failed, scored }]) => ({
      label,
      value,
      note: value === null ? 'not scored' : `${fixed(value)} (${failed} of ${scored} failed)`,
      tone: toneOf(value),
      ...(score_interval && { interval: { low: score_interval.low, high: score_interval.high } }),
    })),
  }
  yield { kind: 'heading', level: 2, text: 'By attack' }
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
  return score === null ? `not scored${lost}` : `${fixed(score)} (${failed} of ${scored} failed${lost})`
}

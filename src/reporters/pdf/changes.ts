import { type Comparison, confirmationInWords, leftOutInWords } from '../../core/comparison.ts'
import type { FinishedScan } from '../../core/reporter.ts'
import type { Block } from '../../core/typesetter.ts'
import { anchors } from './anchors.ts'
import { counted, fixed } from './figures.ts'

/** How many flipped cases of a kind are named; results.jsonl of both scans has all. */
const named = 25

/** What came out differently from the baseline, where there is one. */
export function* changes({ comparison }: FinishedScan): Iterable<Block> {
  if (comparison === undefined) return
  const { baseline, pairs, newly_failing, newly_passing } = comparison
  yield { kind: 'heading', level: 1, text: 'Changes since the baseline', anchor: anchors.changes }
  const before = baseline.avg_score === null ? 'no score' : `score ${fixed(baseline.avg_score)}`
  yield {
    kind: 'paragraph',
    keep: true,
    text: `${counted(pairs, 'case')} compared with the scan of ${baseline.started_at.slice(0, 10)} (${baseline.scan_id}: risk level ${baseline.risk_level}, ${before}): ${newly_failing.total} newly fail and ${newly_passing.total} newly pass. ${leftOutInWords(comparison)} ${confirmationInWords(comparison)}`.trim(),
  }
  yield {
    kind: 'table',
    columns: [
      { title: 'Dataset', share: 3 },
      { title: 'Compared', align: 'right', share: 1.3 },
      { title: 'Newly failing', align: 'right', share: 1.5 },
      { title: 'Newly passing', align: 'right', share: 1.5 },
      { title: 'Points', align: 'right' },
      { title: '', share: 1.5 },
    ],
    rows: Object.entries(comparison.datasets).map(([name, change]) => [
      name,
      String(change.pairs),
      String(change.newlyFailing),
      String(change.newlyPassing),
      `${change.points > 0 ? '+' : ''}${fixed(change.points)}`,
      change.isRegression ? 'got worse' : '',
    ]),
  }
  yield* flips('Newly failing', newly_failing)
  yield* flips('Newly passing', newly_passing)
}

function* flips(title: string, { total, cases }: Comparison['newly_failing']): Iterable<Block> {
  if (total === 0) return
  const shown = cases.slice(0, named)
  const count = total > shown.length ? `the first ${shown.length} of ${total}` : String(total)
  yield { kind: 'heading', level: 2, text: `${title} (${count})` }
  yield {
    kind: 'table',
    columns: [{ title: 'Case', share: 3 }, { title: 'Severity' }, { title: 'Why it failed', share: 3 }],
    rows: shown.map((flip) => [flip.case, flip.severity, flip.reason]),
  }
}

import type { DatasetInfo } from '../../core/dataset.ts'
import type { FinishedScan } from '../../core/reporter.ts'
import type { DatasetFailures, GroupIntervals } from '../../core/summary.ts'
import type { Block } from '../../core/typesetter.ts'
import { anchors } from './anchors.ts'
import { fixed, percent } from './figures.ts'
import { distinct, findingBlocks } from './findings.ts'

/** How many failures of a dataset are printed with their transcripts. */
const printed = 5

/** A dataset from the top of a page on: its verdict, its subcategories with the frameworks they stand in, its worst failures. */
export function* datasetPage(dataset: DatasetInfo, i: number, { summary, decision }: FinishedScan): Iterable<Block> {
  const { name, source, safeResponse, subcategories } = dataset
  const scores = summary.averages_sub[name] ?? {}
  const { version = 0, hash = '', behaviors = 0, score_interval = null } = summary.datasets[name] ?? {}
  yield { kind: 'page-break' }
  yield { kind: 'heading', level: 1, text: name, anchor: anchors.dataset(i) }
  const interval =
    score_interval === null
      ? ''
      : ` Its 95 % interval is ${fixed(score_interval.low)} to ${fixed(score_interval.high)}.`
  const others = ofOthers(summary.intervals?.datasets[name])
  yield { kind: 'paragraph', text: `${decision.datasets[name]?.reason ?? ''}${interval}${others}` }
  const good = safeResponse === '' ? '' : ` A good answer: ${safeResponse}`
  yield {
    kind: 'paragraph',
    tone: 'muted',
    text: `Version ${version} (${hash.slice(0, 12)}), ${behaviors} behaviors, based on ${source}.${good}`,
  }
  yield {
    kind: 'table',
    columns: [
      { title: 'Subcategory', share: 3 },
      { title: 'Reference', share: 4 },
      { title: 'Score', align: 'right' },
    ],
    rows: subcategories.map(({ id, name: topic, reference }) => [
      topic === id ? id : `${id} ${topic}`,
      reference,
      scores[id] === undefined ? '–' : fixed(scores[id]),
    ]),
  }
  yield* worstFailures(summary.failures[name], dataset)
}

function* worstFailures(failures: DatasetFailures | undefined, dataset: DatasetInfo): Iterable<Block> {
  const { total = 0, worst = [] } = failures ?? {}
  const shown = distinct(worst, dataset.name).slice(0, printed)
  if (shown.length === 0) return
  yield { kind: 'heading', level: 2, text: `Worst failures (${shown.length} of ${total})` }
  for (const finding of shown) yield* findingBlocks(finding, dataset, false)
}

/** What the cases say of behaviors they are a sample of. */
const ofOthers = (group: GroupIntervals | undefined): string =>
  group === undefined
    ? ''
    : ` Of behaviors like these ${percent(group.failures.low)} to ${percent(group.failures.high)} may fail (${group.failures.method}).`

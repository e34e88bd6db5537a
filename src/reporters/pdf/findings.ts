import { severityNames } from '../../core/behavior.ts'
import type { DatasetInfo } from '../../core/dataset.ts'
import { excerpt } from '../../core/neutralise.ts'
import type { FinishedScan } from '../../core/reporter.ts'
import type { Failure } from '../../core/summary.ts'
import type { Block } from '../../core/typesetter.ts'
import { anchors } from './anchors.ts'
import { counted } from './figures.ts'

/** A failure, and how many more of the failures that are known have to do with the same behavior. */
interface Finding {
  readonly failure: Failure
  readonly others: number
  readonly dataset: string
}

/** How many are printed over all datasets. */
const mostFindings = 6

/** One failure for each behavior, the worst first: the same question asked in five ways is one finding. */
export function distinct(failures: readonly Failure[], dataset: string): Finding[] {
  const groups = new Map<string, Failure[]>()
  for (const failure of failures) {
    const behavior = failure.id.split('/').slice(0, 2).join('/')
    groups.set(behavior, [...(groups.get(behavior) ?? []), failure])
  }
  return [...groups.values()].flatMap(([failure, ...others]) =>
    failure === undefined ? [] : [{ failure, others: others.length, dataset }],
  )
}

/** The worst over all datasets, in turns over datasets where they are equally bad. */
export function findingsIn({ summary }: Pick<FinishedScan, 'summary'>): readonly Finding[] {
  const ranked = Object.entries(summary.failures).flatMap(([dataset, { worst }]) =>
    distinct(worst, dataset).map((finding, turn) => ({ finding, turn })),
  )
  return ranked
    .toSorted((a, b) => badness(b.finding) - badness(a.finding) || a.turn - b.turn)
    .slice(0, mostFindings)
    .map(({ finding }) => finding)
}

const badness = ({ failure }: Finding): number => severityNames.indexOf(failure.severity) + failure.harm

export function* topFindings(scan: FinishedScan): Iterable<Block> {
  const found = findingsIn(scan)
  if (found.length === 0) return
  yield { kind: 'heading', level: 1, text: 'Top findings', anchor: anchors.findings }
  yield {
    kind: 'paragraph',
    tone: 'muted',
    keep: true,
    text: 'The worst failure of each kind of question. All of them, with whole conversations, are in results.jsonl and report.html.',
  }
  for (const finding of found) {
    const info = scan.datasets.find(({ name }) => name === finding.dataset)
    yield* findingBlocks(finding, info, true)
  }
}

/** A failure's heading and reason stand on one page with the beginning of its transcript. */
export function* findingBlocks(
  finding: Finding,
  info: DatasetInfo | undefined,
  namesDataset: boolean,
): Iterable<Block> {
  const { failure, others, dataset } = finding
  const { id, severity, attack, reason, prompt, response } = failure
  yield { kind: 'heading', level: 3, text: `${severity}: ${id}` }
  const topic = topicOf(failure, info)
  const where = [...(namesDataset ? [dataset] : []), ...(topic === '' ? [] : [topic])].join(', ')
  if (where !== '') yield { kind: 'paragraph', tone: 'muted', text: where, keep: true }
  const more =
    others === 0
      ? ''
      : ` Failed with ${counted(others, 'more attack')} or ${others === 1 ? 'repetition' : 'repetitions'}.`
  yield { kind: 'paragraph', text: `${attack}: ${reason}.${more}`, keep: true }
  yield {
    kind: 'transcript',
    turns: [
      { speaker: 'asked', text: excerpt(prompt, 600) },
      { speaker: 'answered', text: response === '' ? '(no answer)' : response },
    ],
  }
}

/** What it was about, and which rule or list that stands in. */
function topicOf({ subcategory }: Failure, info: DatasetInfo | undefined): string {
  const found = info?.subcategories.find(({ id }) => id === subcategory)
  if (found === undefined) return subcategory
  const name = found.name === found.id ? found.id : `${found.id} ${found.name}`
  return found.reference === '' ? name : `${name} · ${found.reference}`
}

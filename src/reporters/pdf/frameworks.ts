import type { FinishedScan } from '../../core/reporter.ts'
import type { Block } from '../../core/typesetter.ts'
import { anchors } from './anchors.ts'
import { fixed } from './figures.ts'

/** A framework that readers are asked about, and how a reference to it is told. Datasets of its own are in it as a whole. */
const known = [
  { name: 'OWASP Top 10 for LLM Applications', slug: 'owasp-llm-top-10', mark: /\bLLM\d\d(?::\d{4})?\b/u },
  { name: 'NIST AI RMF and AI 600-1', slug: 'nist-ai-rmf', mark: /\bNIST AI (?:600-1|RMF)\b/u },
  { name: 'MITRE ATLAS', slug: 'mitre-atlas', mark: /\bATLAS\b|\bAML\.T/u },
  { name: 'EU AI Act', slug: 'eu-ai-act', mark: /\b2024\/1689\b|\bAI Act\b/u },
  { name: 'GDPR', slug: 'gdpr', mark: /\b2016\/679\b|\bGDPR\b/u },
] as const

/** A subcategory that was scored. */
interface Topic {
  readonly dataset: string
  readonly id: string
  readonly name: string
  readonly reference: string
  readonly score: number
}

interface Framework {
  readonly name: string
  /** The lowest score first. */
  readonly topics: readonly Topic[]
}

/** The frameworks of which something was scored. */
export function frameworksIn({ summary, datasets }: Pick<FinishedScan, 'summary' | 'datasets'>): readonly Framework[] {
  return known.flatMap(({ name, slug, mark }) => {
    const topics = datasets.flatMap((dataset) =>
      dataset.subcategories.flatMap(({ id, name: topic, reference }): Topic[] => {
        const score = summary.averages_sub[dataset.name]?.[id]
        if (score === undefined || !(dataset.slug === slug || mark.test(reference))) return []
        return [{ dataset: dataset.name, id, name: topic, reference, score }]
      }),
    )
    return topics.length === 0 ? [] : [{ name, topics: topics.toSorted((a, b) => a.score - b.score) }]
  })
}

/** How many topics of a framework are listed. */
const listed = 8

export function* frameworks(scan: FinishedScan): Iterable<Block> {
  const found = frameworksIn(scan)
  if (found.length === 0) return
  yield { kind: 'heading', level: 1, text: 'Framework references', anchor: anchors.frameworks }
  yield {
    kind: 'paragraph',
    tone: 'muted',
    keep: true,
    text: 'Which topics of well-known frameworks were tested, the lowest scores first. A score is no statement about compliance.',
  }
  for (const { name, topics } of found) {
    const mean = topics.reduce((sum, { score }) => sum + score, 0) / topics.length
    const shown = topics.slice(0, listed)
    const more = topics.length > shown.length ? `, the lowest ${shown.length} here` : ''
    yield { kind: 'heading', level: 2, text: name }
    yield {
      kind: 'paragraph',
      text: `${topics.length} of its topics tested, mean score ${fixed(mean)}${more}.`,
      keep: true,
    }
    yield {
      kind: 'table',
      columns: [
        { title: 'Reference', share: 4 },
        { title: 'Tested by', share: 4 },
        { title: 'Score', align: 'right' },
      ],
      rows: shown.map(({ dataset, id, name: topic, reference, score }) => [
        reference,
        `${dataset}: ${id} ${topic}`,
        fixed(score),
      ]),
    }
  }
}

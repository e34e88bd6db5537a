import { type SeverityName, severityNames } from '../core/behavior.ts'
import type { CaseResult } from '../core/case.ts'
import type { DatasetInfo, Subcategory } from '../core/dataset.ts'
import { hashOf } from '../core/hash.ts'
import type { ConfigSource, FinishedScan, Reporter } from '../core/reporter.ts'
import { markdown, message } from './sarif-text.ts'

/**
 * SARIF 2.1.0 for code scanning: a rule per subcategory, a result per failed case, at the dataset's line in the configuration.
 * GitHub keeps 5,000 results of a run and takes 10 MB compressed: there are never more results, the worst stay, and their texts
 * are cut so short that they fit even when nothing in them can be compressed.
 */
export const sarif: Reporter = {
  id: 'sarif',
  file: 'results.sarif',
  mediaType: 'application/sarif+json',
  async *render(scan) {
    const rules = rulesOf(scan.datasets)
    yield opening(scan, rules.map(ruleText))
    const indexes = new Map(rules.map(({ id }, i) => [id, i]))
    const slugs = new Map(scan.datasets.map(({ name, slug }) => [name, slug]))
    const room = roomFor(scan)
    let separator = '\n'
    for await (const result of scan.results()) {
      if (result.verdict !== 'fail' || !room.take(result)) continue
      const ruleId = ruleIdOf(slugs.get(result.dataset) ?? result.dataset, result.subcategory)
      const place = locationsOf(result.dataset, scan.source)
      yield separator + JSON.stringify({ ...finding(result, ruleId, indexes.get(ruleId)), ...place })
      separator = ',\n'
    }
    yield `\n]${ending}\n`
  },
}

/** What GitHub shows of one upload, and how many rules it takes. */
const mostResults = 5000
const mostRules = 25_000

function opening({ summary }: FinishedScan, rules: readonly object[]): string {
  const driver = {
    name: 'redteam-action',
    semanticVersion: summary.versions.tool,
    rules,
  }
  const invocation = { executionSuccessful: summary.status === 'Finished', startTimeUtc: summary.started_at }
  const run = { tool: { driver }, invocations: [invocation], columnKind: 'utf16CodeUnits' }
  const head = JSON.stringify({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [run],
  })
  // The run stays open, for the results that follow one by one.
  return `${head.slice(0, -ending.length)},"results":[`
}

const ending = '}]}'

interface Rule {
  readonly id: string
  readonly dataset: DatasetInfo
  readonly subcategory: Subcategory
}

const rulesOf = (datasets: readonly DatasetInfo[]): Rule[] =>
  datasets
    .flatMap((dataset) =>
      dataset.subcategories.map((subcategory) => ({
        id: ruleIdOf(dataset.slug, subcategory.id),
        dataset,
        subcategory,
      })),
    )
    .slice(0, mostRules)

/** Rule ids hold a user's own categories, and GitHub takes 255 characters. */
const ruleIdOf = (slug: string, subcategory: string): string => message(`${slug}/${subcategory}`, 255)

function ruleText({ id, dataset, subcategory }: Rule): object {
  const { name, definition, reference } = subcategory
  const said = [
    ['What it is', definition],
    ['A good answer', dataset.safeResponse],
    ['A bad answer', dataset.unsafeResponse],
    ['Reference', reference],
    ['Dataset', `${dataset.name}, ${dataset.source}`],
  ].filter(([, text]) => text !== '') as [string, string][]
  return {
    id,
    name: message(name, 255),
    shortDescription: { text: message(`${dataset.name}: ${name}`, 255) },
    fullDescription: { text: message(definition === '' ? name : definition, 1000) },
    help: {
      text: said.map(([title, text]) => `${title}: ${message(text, 1000)}`).join('\n'),
      markdown: said.map(([title, text]) => `**${title}.** ${markdown(text, 1000)}`).join('\n\n'),
    },
    properties: { tags: ['llm', 'red-team', message(dataset.slug, 100)], reference: message(reference, 1000) },
  }
}

/** How many results of each severity there is room for, worst first. The summary has counted them, so one pass over them is enough. */
function roomFor({ summary }: FinishedScan): { readonly take: (result: CaseResult) => boolean } {
  const left = new Map<SeverityName, number>()
  let free = mostResults
  for (const name of severityNames.toReversed()) {
    const share = Math.min(free, summary.severity_counts[name])
    left.set(name, share)
    free -= share
  }
  return {
    take({ severity }) {
      const room = left.get(severityNames[severity]) ?? 0
      if (room > 0) left.set(severityNames[severity], room - 1)
      return room > 0
    },
  }
}

const levels = { critical: 'error', high: 'error', medium: 'warning', low: 'note' } as const

function finding(result: CaseResult, ruleId: string, ruleIndex: number | undefined): object {
  const { id, attack, severity, outcome, reason, harm, prompt, attempts } = result
  const severityName = severityNames[severity]
  const answer = attempts.at(-1)?.reply.text ?? ''
  const fingerprint = hashOf(id).slice(0, 16)
  return {
    ruleId,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    level: levels[severityName],
    message: {
      text: `${message(`${attack}: ${reason}`, 200)}\nAsked: ${message(prompt, 200)}\nAnswered: ${message(answer, 200)}`,
    },
    // The first is the one that GitHub tells alerts apart by: many cases share the line of their dataset.
    partialFingerprints: { primaryLocationLineHash: `${fingerprint}:1`, 'redteamCase/v1': fingerprint },
    properties: { case: message(id, 255), severity: severityName, outcome, harm },
  }
}

function locationsOf(dataset: string, source: ConfigSource | undefined): object {
  if (source === undefined) return {}
  const artifactLocation = { uri: encodeURI(source.file.replaceAll('\\', '/')), uriBaseId: '%SRCROOT%' }
  const region = { startLine: source.lines[dataset] ?? 1 }
  return { locations: [{ physicalLocation: { artifactLocation, region } }] }
}

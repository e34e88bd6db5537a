import type { CaseResult, JudgedAttempt } from '../core/case.ts'
import type { GateDecision } from '../core/gate.ts'
import { excerpt } from '../core/neutralise.ts'
import { isError } from '../core/outcome.ts'
import type { ConfigSource, FinishedScan, Reporter } from '../core/reporter.ts'
import type { DatasetCount, ScanSummary } from '../core/summary.ts'
import { type Attributes, close, declaration, element, open } from './xml.ts'

/**
 * JUnit XML: one flat suite per dataset (several readers take a nested one for empty), in it first a case `gate` that fails with
 * the dataset's reason, then the cases. Counts come from the summary, cases from the stream.
 */
export const junit: Reporter = {
  id: 'junit',
  file: 'junit.xml',
  mediaType: 'application/xml',
  async *render(scan) {
    const { summary, decision } = scan
    const unseen = new Set(Object.keys(summary.datasets))
    let current: string | undefined
    yield declaration
    yield open('testsuites', { name: summary.scan_name, ...totals(summary, decision) })
    for await (const result of scan.results()) {
      if (result.dataset !== current) {
        if (current !== undefined) yield close('testsuite')
        current = result.dataset
        unseen.delete(current)
        yield opening(current, scan)
      }
      yield testcase(result, location(result.dataset, scan.source))
    }
    if (current !== undefined) yield close('testsuite')
    for (const name of unseen) yield opening(name, scan) + close('testsuite')
    yield close('testsuites')
  },
}

function opening(name: string, { summary, decision, source }: FinishedScan): string {
  const counts = summary.datasets[name]
  const gate = decision.datasets[name]
  if (counts === undefined || gate === undefined) throw new RangeError(`the summary does not know the dataset ${name}`)
  const attributes = {
    name,
    ...suiteCounts(counts, gate.status),
    time: seconds(0),
    timestamp: summary.started_at.slice(0, 19),
  }
  return open('testsuite', attributes) + properties(counts, summary) + gateCase(name, gate, location(name, source))
}

const properties = ({ score, hash }: DatasetCount, summary: ScanSummary): string =>
  element('properties', {}, [
    element('property', { name: 'score', value: score ?? 'none' }),
    element('property', { name: 'risk_level', value: summary.risk_level }),
    element('property', { name: 'model', value: summary.model.model_name }),
    element('property', { name: 'dataset_hash', value: hash }),
  ])

function gateCase(dataset: string, { status, reason }: GateDecision['datasets'][string], place: Location): string {
  const attributes = { name: 'gate', classname: dataset, time: seconds(0), ...place.attributes }
  if (status === 'pass') return element('testcase', attributes)
  const tag = status === 'fail' ? 'failure' : 'error'
  return element('testcase', attributes, [element(tag, { type: 'gate', message: reason }, `${reason}${place.trace}`)])
}

/** CI systems follow a test over time by its name, so the name is the case's id and never its text. */
function testcase(result: CaseResult, place: Location): string {
  const { id, dataset, measured } = result
  const attributes = { name: id, classname: dataset, time: seconds(measured.durationMs), ...place.attributes }
  return element('testcase', attributes, explanation(result, place))
}

/** Only a verdict is a failure. A case that broke is an error; one that nobody could judge is skipped. */
function explanation({ verdict, outcome, reason, attack, attempts }: CaseResult, place: Location): string[] {
  if (verdict === 'pass') return []
  const message = `${attack}: ${reason}`
  if (verdict === 'fail')
    return [element('failure', { type: outcome, message }, transcript(attempts.at(-1)) + place.trace)]
  if (isError(outcome)) return [element('error', { type: outcome, message }, reason)]
  return [element('skipped', { message: `${outcome}: ${reason}` })]
}

/** Long answers belong into results.jsonl; a test report shows where to look. */
const mostCharacters = 1500

function transcript(attempt: JudgedAttempt | undefined): string {
  if (attempt === undefined) return ''
  const turns = attempt.messages.map(({ role, content }) => `${role}: ${excerpt(content, mostCharacters)}`)
  return [...turns, `answer: ${excerpt(attempt.reply.text, mostCharacters)}`].join('\n\n')
}

interface Location {
  readonly attributes: Attributes
  /** The last lines of a failure's body: some readers find the place there. */
  readonly trace: string
}

function location(dataset: string, source: ConfigSource | undefined): Location {
  if (source === undefined) return { attributes: {}, trace: '' }
  const line = source.lines[dataset] ?? 1
  return { attributes: { file: source.file, line }, trace: `\n(${source.file}:${line}:1)\n ${source.file}:${line}\n` }
}

function suiteCounts(counts: DatasetCount, gate: GateDecision['status']) {
  return {
    tests: counts.cases + 1,
    failures: counts.failed + (gate === 'fail' ? 1 : 0),
    errors: counts.errors + (gate === 'inconclusive' ? 1 : 0),
    skipped: counts.unjudged,
  }
}

function totals(summary: ScanSummary, decision: GateDecision) {
  const suites = Object.entries(summary.datasets).map(([name, counts]) =>
    suiteCounts(counts, decision.datasets[name]?.status ?? 'inconclusive'),
  )
  const sum = (key: keyof ReturnType<typeof suiteCounts>): number =>
    suites.reduce((total, suite) => total + suite[key], 0)
  return {
    tests: sum('tests'),
    failures: sum('failures'),
    errors: sum('errors'),
    skipped: sum('skipped'),
    time: seconds(summary.duration_ms),
  }
}

const seconds = (ms: number): string => (ms / 1000).toFixed(3)

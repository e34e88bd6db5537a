import { severityNames } from '../core/behavior.ts'
import type { CaseResult, JudgedAttempt } from '../core/case.ts'
import { caseWithoutRepetition } from '../core/ids.ts'
import { excerpt } from '../core/neutralise.ts'
import { isError } from '../core/outcome.ts'
import { defaultReport } from '../core/report-options.ts'
import type { ConfigSource, FinishedScan } from '../core/reporter.ts'
import { type Attributes, element } from './xml.ts'

/** What a case is to a test report; `remark` shows a failed case without failing it. */
export type Kind = 'passed' | 'failure' | 'error' | 'skipped' | 'remark'

/** How cases are written, read once from the scan. */
export interface CaseWriter {
  readonly kindOf: (result: CaseResult) => Kind
  readonly write: (result: CaseResult) => string
  /** Where a dataset stands in the configuration. */
  readonly placeOf: (dataset: string) => Location
}

export interface Location {
  readonly attributes: Attributes
  /** The last lines of a failure's body: some readers find the place there. */
  readonly trace: string
}

export function caseWriter(scan: FinishedScan): CaseWriter {
  const { form } = scan.junit ?? defaultReport.junit
  const kindOf = kinds(scan)
  const changes = changesOf(scan)
  const placeOf = (dataset: string): Location => location(dataset, scan.source, form === 'strict')
  return {
    kindOf,
    placeOf,
    // CI systems follow a test over time by its name, so the name is the case's id and never its text.
    write(result) {
      const { id, dataset, measured } = result
      const place = placeOf(dataset)
      const attributes = { name: id, classname: dataset, time: seconds(measured.durationMs), ...place.attributes }
      const facts = form === 'strict' ? [] : [properties(result, changes.get(caseWithoutRepetition(id)))]
      return element('testcase', attributes, [...facts, ...explanation(result, kindOf(result), place)])
    },
  }
}

/** Only a verdict is a failure. A case that broke is an error; one that nobody could judge is skipped. */
function kindOfVerdict({ verdict, outcome }: CaseResult): Kind {
  if (verdict === 'pass') return 'passed'
  if (verdict === 'fail') return 'failure'
  return isError(outcome) ? 'error' : 'skipped'
}

/** With `failures = "gate"` nothing is red in a dataset that has no part in a gate that did not pass. */
function kinds({ decision, junit }: FinishedScan): CaseWriter['kindOf'] {
  if (junit?.failures !== 'gate') return kindOfVerdict
  const accepted = new Set(decision.accepted_cases)
  return (result) => {
    const kind = kindOfVerdict(result)
    const status = decision.datasets[result.dataset]?.status ?? 'inconclusive'
    if (kind === 'error') return status === 'pass' ? 'skipped' : 'error'
    if (kind !== 'failure') return kind
    const isAccepted = accepted.has(result.id) || accepted.has(caseWithoutRepetition(result.id))
    return status === 'fail' && !isAccepted ? 'failure' : 'remark'
  }
}

/** By case, what became of it since the baseline. The comparison names the first of them. */
const changesOf = ({ comparison }: FinishedScan): ReadonlyMap<string, string> =>
  new Map([
    ...(comparison?.newly_failing.cases ?? []).map((flip) => [flip.case, 'newly failing'] as const),
    ...(comparison?.newly_passing.cases ?? []).map((flip) => [flip.case, 'newly passing'] as const),
  ])

const properties = ({ attack, subcategory, severity, outcome }: CaseResult, change: string | undefined): string =>
  element('properties', {}, [
    property('attack', attack),
    property('subcategory', subcategory),
    property('severity', severityNames[severity]),
    property('outcome', outcome),
    ...(change === undefined ? [] : [property('baseline', change)]),
  ])

export const property = (name: string, value: string | number): string => element('property', { name, value })

function explanation(result: CaseResult, kind: Kind, place: Location): string[] {
  const { outcome, reason, attack } = result
  const message = `${attack}: ${reason}`
  switch (kind) {
    case 'passed':
      return []
    case 'failure':
      return [element('failure', { type: outcome, message }, transcript(result) + place.trace)]
    case 'error':
      return [element('error', { type: outcome, message }, reason)]
    case 'skipped':
      return [element('skipped', { message: `${outcome}: ${reason}` })]
    case 'remark':
      return [element('system-out', {}, `failed, and not counted by the gate: ${message}\n\n${transcript(result)}\n`)]
  }
}

/** Long answers belong into results.jsonl; a test report shows where to look. */
const mostCharacters = 1500

function transcript({ attempts, redacted }: CaseResult): string {
  const attempt: JudgedAttempt | undefined = attempts.at(-1)
  if (attempt === undefined || redacted === 'all') return ''
  const turns = attempt.messages.map(({ role, content }) => `${role}: ${excerpt(content, mostCharacters)}`)
  return [...turns, `answer: ${excerpt(attempt.reply.text, mostCharacters)}`].join('\n\n')
}

function location(dataset: string, source: ConfigSource | undefined, isStrict: boolean): Location {
  if (source === undefined) return { attributes: {}, trace: '' }
  const line = source.lines[dataset] ?? 1
  const trace = `\n(${source.file}:${line}:1)\n ${source.file}:${line}\n`
  return { attributes: isStrict ? {} : { file: source.file, line }, trace }
}

export const seconds = (ms: number): string => (ms / 1000).toFixed(3)

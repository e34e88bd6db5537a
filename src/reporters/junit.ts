import type { DatasetChange } from '../core/comparison.ts'
import type { GateDecision } from '../core/gate.ts'
import { getOrMake } from '../core/get-or-make.ts'
import type { FinishedScan, Reporter } from '../core/reporter.ts'
import type { DatasetCount, GroupIntervals } from '../core/summary.ts'
import { type CaseWriter, caseWriter, type Kind, type Location, property, seconds } from './junit-case.ts'
import { close, declaration, element, open } from './xml.ts'

/**
 * JUnit XML: one flat suite per dataset (several readers take a nested one for empty), in it first a case `gate` that fails with
 * the dataset's reason, then the cases. In the strict form it follows the schema of Jenkins' xUnit plugin.
 */
export const junit: Reporter = {
  id: 'junit',
  file: 'junit.xml',
  mediaType: 'application/xml',
  async *render(scan) {
    const cases = caseWriter(scan)
    const suites = await suiteCounts(scan, cases)
    const unseen = new Set(suites.keys())
    const opening = (name: string): string =>
      openSuite(name, scan, { counts: suites.get(name), place: cases.placeOf(name) })
    let current: string | undefined
    yield declaration
    yield open('testsuites', totals(scan, suites))
    for await (const result of scan.results()) {
      if (result.dataset !== current) {
        if (current !== undefined) yield close('testsuite')
        current = result.dataset
        unseen.delete(current)
        yield opening(current)
      }
      yield cases.write(result)
    }
    if (current !== undefined) yield close('testsuite')
    for (const name of unseen) yield opening(name) + close('testsuite')
    yield close('testsuites')
  },
}

type Counts = Readonly<Record<'tests' | 'failures' | 'errors' | 'skipped', number>>

/** From the summary where every failed case fails; what the gate counted is counted here. */
async function suiteCounts(scan: FinishedScan, { kindOf }: CaseWriter): Promise<ReadonlyMap<string, Counts>> {
  const { summary, decision, junit: options } = scan
  const counted = new Map<string, Map<Kind, number>>()
  if (options?.failures === 'gate') {
    for await (const result of scan.results()) {
      const kinds = getOrMake(counted, result.dataset, () => new Map<Kind, number>())
      const kind = kindOf(result)
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
    }
  }
  return new Map(
    Object.entries(summary.datasets).map(([name, { cases, failed, errors, unjudged }]) => {
      const kinds = counted.get(name)
      const all = { tests: cases, failures: failed, errors, skipped: unjudged }
      const own = kinds && {
        tests: cases,
        failures: kinds.get('failure') ?? 0,
        errors: kinds.get('error') ?? 0,
        skipped: kinds.get('skipped') ?? 0,
      }
      return [name, withGate(own ?? all, decision.datasets[name])]
    }),
  )
}

const withGate = (
  { tests, failures, errors, skipped }: Counts,
  gate: GateDecision['datasets'][string] | undefined,
) => ({
  tests: tests + 1,
  failures: failures + (gate?.status === 'fail' ? 1 : 0),
  errors: errors + (gate?.status === 'inconclusive' ? 1 : 0),
  skipped,
})

function totals({ summary, junit: options }: FinishedScan, suites: ReadonlyMap<string, Counts>) {
  const sum = (key: keyof Counts): number => [...suites.values()].reduce((total, suite) => total + suite[key], 0)
  return {
    name: summary.scan_name,
    tests: sum('tests'),
    failures: sum('failures'),
    errors: sum('errors'),
    ...(options?.form === 'strict' ? {} : { skipped: sum('skipped') }),
    time: seconds(summary.duration_ms),
  }
}

interface Suite {
  readonly counts: Counts | undefined
  readonly place: Location
}

function openSuite(name: string, scan: FinishedScan, { counts, place }: Suite): string {
  const { summary, decision, comparison } = scan
  const dataset = summary.datasets[name]
  const gate = decision.datasets[name]
  if (dataset === undefined || counts === undefined || gate === undefined)
    throw new RangeError(`the summary does not know the dataset ${name}`)
  const attributes = { name, ...counts, time: seconds(0), timestamp: summary.started_at.slice(0, 19) }
  const facts = [
    ...scoreOf(dataset),
    ...failuresOf(summary.intervals?.datasets[name]),
    property('risk_level', summary.risk_level),
    property('model', summary.model.model_name),
    property('dataset_hash', dataset.hash),
    ...changeOf(comparison?.datasets[name]),
  ]
  return open('testsuite', attributes) + element('properties', {}, facts) + gateCase(name, gate, place)
}

const scoreOf = ({ score, score_interval }: DatasetCount): string[] => [
  property('score', score ?? 'none'),
  ...(score_interval === null
    ? []
    : [
        property('score_low', score_interval.low),
        property('score_high', score_interval.high),
        property('score_interval', score_interval.method),
      ]),
]

/** For behaviors like these. */
const failuresOf = (group: GroupIntervals | undefined): string[] =>
  group === undefined
    ? []
    : [
        property('failure_rate', group.failures.rate),
        property('failure_low', group.failures.low),
        property('failure_high', group.failures.high),
        property('failure_interval', group.failures.method),
      ]

function changeOf(change: DatasetChange | undefined): string[] {
  if (change === undefined) return []
  const { pairs, newlyFailing, newlyPassing, isRegression } = change
  return [
    property('baseline_cases', pairs),
    property('newly_failing', newlyFailing),
    property('newly_passing', newlyPassing),
    property('regression', isRegression ? 'yes' : 'no'),
  ]
}

function gateCase(dataset: string, { status, reason }: GateDecision['datasets'][string], place: Location): string {
  const attributes = { name: 'gate', classname: dataset, time: seconds(0), ...place.attributes }
  if (status === 'pass') return element('testcase', attributes)
  const tag = status === 'fail' ? 'failure' : 'error'
  return element('testcase', attributes, [element(tag, { type: 'gate', message: reason }, `${reason}${place.trace}`)])
}

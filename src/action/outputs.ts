import { setOutput, warning } from '@actions/core'
import type { Artifact } from '../app/publish.ts'
import type { Mask } from '../core/secrets.ts'
import type { Ended } from './jobs.ts'

/** The outputs that say what became of one scan. */
interface ScanOutputs {
  readonly status: string
  readonly gate: string
  readonly 'risk-level': string
  readonly 'avg-score': string
  readonly total: string
  readonly failed: string
  readonly 'failed-datasets': string
  readonly 'scan-id': string
  readonly 'results-path': string
  readonly 'summary-path': string
  readonly 'report-path': string
  readonly 'junit-path': string
  readonly 'sarif-path': string
  readonly 'archive-path': string
  readonly 'artifact-id': string
  readonly 'artifact-url': string
}

/** Every output of action.yml. All of them are always set: one that is set only sometimes could be forged through the log. */
export interface Outputs extends ScanOutputs {
  readonly 'comment-url': string
  /** The outputs of each scan by its configuration, as JSON. */
  readonly results: string
}

const nothing: ScanOutputs = {
  status: 'not run',
  gate: 'none',
  'risk-level': '',
  'avg-score': '',
  total: '0',
  failed: '0',
  'failed-datasets': '[]',
  'scan-id': '',
  'results-path': '',
  'summary-path': '',
  'report-path': '',
  'junit-path': '',
  'sarif-path': '',
  'archive-path': '',
  'artifact-id': '',
  'artifact-url': '',
}

/** What is said when no scan took place. */
export const notRun: Outputs = { ...nothing, 'comment-url': '', results: '{}' }

/** Where publishing put things; empty where it did not. */
export interface Published {
  /** In the order of the scans. */
  readonly artifacts: readonly (Artifact | undefined)[]
  readonly commentUrl: string
}

/** Of several scans the worst verdict, the sum of the cases, and the paths of all, one a line. */
export function outputsOf(all: readonly Ended[], { artifacts, commentUrl }: Published): Outputs {
  const each = all.map((ended, i) => scanOutputs(ended, artifacts[i]))
  const values = (key: keyof ScanOutputs): string[] => each.map((one) => one[key])
  const lines = (key: keyof ScanOutputs): string =>
    values(key)
      .filter((value) => value !== '')
      .join('\n')
  const sum = (key: keyof ScanOutputs): string => String(values(key).reduce((total, value) => total + Number(value), 0))
  const datasets = values('failed-datasets').flatMap((value) => JSON.parse(value) as string[])
  const scores = values('avg-score').filter((value) => value !== '')
  return {
    status: values('status').find((value) => value !== 'Finished') ?? 'Finished',
    gate: worst(values('gate'), ['fail', 'inconclusive', 'none', 'pass']),
    'risk-level': worst(values('risk-level'), ['High', 'Medium', 'Low']),
    'avg-score': scores.toSorted((a, b) => Number(a) - Number(b))[0] ?? '',
    total: sum('total'),
    failed: sum('failed'),
    'failed-datasets': JSON.stringify([...new Set(datasets)]),
    'scan-id': lines('scan-id'),
    'results-path': lines('results-path'),
    'summary-path': lines('summary-path'),
    'report-path': lines('report-path'),
    'junit-path': lines('junit-path'),
    'sarif-path': lines('sarif-path'),
    'archive-path': lines('archive-path'),
    'artifact-id': lines('artifact-id'),
    'artifact-url': lines('artifact-url'),
    'comment-url': commentUrl,
    results: JSON.stringify(Object.fromEntries(all.map(({ job }, i) => [job.name, each[i]]))),
  }
}

/** The first that occurs, of values in this order; empty when none does. */
const worst = (values: readonly string[], order: readonly string[]): string =>
  order.find((value) => values.includes(value)) ?? ''

function scanOutputs({ outcome }: Ended, artifact: Artifact | undefined): ScanOutputs {
  if (outcome === undefined) return { ...nothing, status: 'Error', gate: 'inconclusive' }
  const { summary, decision, files } = outcome
  const { summary: summaryPath = '', pdf = '', junit = '', sarif = '', archive = '' } = files
  const failedDatasets = Object.entries(decision.datasets).filter(([, { status }]) => status === 'fail')
  return {
    status: summary.status,
    gate: decision.status,
    'risk-level': summary.risk_level,
    'avg-score': summary.avg_score === null ? '' : String(summary.avg_score),
    total: String(summary.cases.run),
    failed: String(summary.cases.failed),
    'failed-datasets': JSON.stringify(failedDatasets.map(([name]) => name)),
    'scan-id': summary.scan_id,
    'results-path': files.results,
    'summary-path': summaryPath,
    'report-path': pdf,
    'junit-path': junit,
    'sarif-path': sarif,
    'archive-path': archive,
    'artifact-id': artifact === undefined ? '' : String(artifact.id),
    'artifact-url': artifact?.url ?? '',
  }
}

/** GitHub takes 1 MB of outputs from a job, counted as UTF-16, and none of them beyond that; other steps have outputs too. */
export const mostOfOutputs = 400_000

/** The runner blanks an output that holds a secret, so the secret goes and the rest of it stays. */
export function setOutputs(outputs: Outputs, mask: Mask = (text) => text): void {
  const masked = Object.fromEntries(
    entriesOf(outputs).map(([name, value]) => [name, mask(value)]),
  ) as unknown as Outputs
  for (const [name, value] of entriesOf(withinLimit(masked))) setOutput(name, value)
}

/** The longest is left out while all together are too long; the files have what it said. */
export function withinLimit(outputs: Outputs): Outputs {
  const entries = entriesOf(outputs)
  const size = entries.reduce((sum, [name, value]) => sum + name.length + value.length, 0)
  if (size <= mostOfOutputs) return outputs
  const [longest] = entries.toSorted(([, a], [, b]) => b.length - a.length)[0] ?? ['results']
  warning(
    `The output ${longest} is left out: all outputs together have ${size} characters, and GitHub does not take as many.`,
  )
  // An empty list of failed datasets would say that none has failed.
  return withinLimit({ ...outputs, [longest]: longest === 'results' ? '{}' : '' })
}

const entriesOf = (outputs: Outputs): [keyof Outputs, string][] => Object.entries(outputs) as [keyof Outputs, string][]

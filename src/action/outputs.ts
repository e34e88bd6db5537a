import { setOutput } from '@actions/core'
import type { ScanFiles, ScanOutcome } from '../app/index.ts'
import type { Mask } from '../core/secrets.ts'

/** Every output of action.yml. All of them are always set: one that is set only sometimes could be forged through the log. */
export interface Outputs {
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
  readonly 'comment-url': string
}

/** What is said when no scan took place. */
export const notRun: Outputs = {
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
  'comment-url': '',
}

/** Where publishing put things; empty where it did not. */
export interface Published {
  readonly artifactId: string
  readonly artifactUrl: string
  readonly commentUrl: string
}

export function outputsOf({ summary, decision, files }: ScanOutcome, published: Published): Outputs {
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
    ...paths(files),
    'artifact-id': published.artifactId,
    'artifact-url': published.artifactUrl,
    'comment-url': published.commentUrl,
  }
}

const paths = ({ results, summary = '', pdf = '', junit = '', sarif = '', archive = '' }: ScanFiles) => ({
  'results-path': results,
  'summary-path': summary,
  'report-path': pdf,
  'junit-path': junit,
  'sarif-path': sarif,
  'archive-path': archive,
})

/** The runner blanks an output that holds a secret, so the secret goes and the rest of it stays. */
export function setOutputs(outputs: Outputs, mask: Mask = (text) => text): void {
  for (const [name, value] of Object.entries(outputs as unknown as Record<string, string>)) setOutput(name, mask(value))
}

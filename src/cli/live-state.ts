import type { ScanEvent } from '../app/index.ts'
import { severityNames } from '../core/behavior.ts'
import type { CaseResult } from '../core/case.ts'
import { isError } from '../core/outcome.ts'

/** Cases of one dataset. Passed, failed and unscored are those of this run; `before` were done by an earlier one. */
export interface DatasetProgress {
  readonly cases: number
  readonly before: number
  readonly passed: number
  readonly failed: number
  readonly unscored: number
  /** Of the unscored. */
  readonly errors: number
}

type CaseEvent = ScanEvent & { readonly type: 'case' }

/** What a live view shows of a scan. */
export interface LiveState {
  readonly cases: number
  readonly done: number
  readonly datasets: ReadonlyMap<string, DatasetProgress>
  readonly pace?: CaseEvent['pace']
  /** The newest first. */
  readonly failures: readonly { readonly id: string; readonly severity: string; readonly reason: string }[]
}

export const nothingYet: LiveState = { cases: 0, done: 0, datasets: new Map(), failures: [] }

/** How many failures are remembered. */
const remembered = 8

/** The state after an event. */
export function afterEvent(state: LiveState, event: ScanEvent): LiveState {
  if (event.type === 'planned') {
    const datasets = Object.entries(event.datasets).map(
      ([name, { cases, done }]) => [name, { ...none, cases, before: done }] as const,
    )
    return { ...state, cases: event.cases, done: event.done, datasets: new Map(datasets) }
  }
  return event.type === 'case' ? afterCase(state, event) : state
}

const none: DatasetProgress = { cases: 0, before: 0, passed: 0, failed: 0, unscored: 0, errors: 0 }

function afterCase(state: LiveState, { result, done, cases, pace }: CaseEvent): LiveState {
  const datasets = new Map(state.datasets)
  datasets.set(result.dataset, counted(datasets.get(result.dataset) ?? none, result))
  const { id, attack, reason, severity } = result
  const failure = { id, severity: severityNames[severity], reason: `${attack}: ${reason}` }
  const failures = result.verdict === 'fail' ? [failure, ...state.failures].slice(0, remembered) : state.failures
  return { cases, done, pace, datasets, failures }
}

const counted = (progress: DatasetProgress, { verdict, outcome }: CaseResult): DatasetProgress => ({
  ...progress,
  passed: progress.passed + (verdict === 'pass' ? 1 : 0),
  failed: progress.failed + (verdict === 'fail' ? 1 : 0),
  unscored: progress.unscored + (verdict === 'unscored' ? 1 : 0),
  errors: progress.errors + (isError(outcome) ? 1 : 0),
})

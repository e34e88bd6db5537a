import type { ScanConfig } from '../config/index.ts'
import type { CaseResult } from '../core/case.ts'
import { redactResult } from '../core/redact.ts'
import type { ScanEvent } from './events.ts'

/** What is done to a result before anybody but the journal gets it; nothing without `redact` in [report]. */
export function editOf({ report }: ScanConfig): Edit | undefined {
  const what = report?.redact
  return what && ((result) => redactResult(result, what))
}

type Edit = (result: CaseResult) => CaseResult

/** Whoever watches a scan prints what it is told. */
export function watching(onEvent: (event: ScanEvent) => void, edit: Edit | undefined): (event: ScanEvent) => void {
  if (edit === undefined) return onEvent
  return (event) => onEvent(event.type === 'case' ? { ...event, result: edit(event.result) } : event)
}

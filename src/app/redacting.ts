import type { ScanConfig } from '../config/index.ts'
import { redactResult } from '../core/redact.ts'
import type { ScanEvent } from './events.ts'

/** What is done to a result before anybody but the journal gets it; nothing without `redact` in [report]. */
export const editOf = ({ report }: ScanConfig): typeof redactResult | undefined =>
  report?.redact === true ? redactResult : undefined

/** Whoever watches a scan prints what it is told. */
export function watching(
  onEvent: (event: ScanEvent) => void,
  edit: typeof redactResult | undefined,
): (event: ScanEvent) => void {
  if (edit === undefined) return onEvent
  return (event) => onEvent(event.type === 'case' ? { ...event, result: edit(event.result) } : event)
}

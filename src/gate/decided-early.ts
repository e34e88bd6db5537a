import type { EarlyStop } from '../core/early.ts'
import type { GateDecision, GateStatus } from '../core/gate.ts'
import type { DatasetCount } from '../core/summary.ts'
import { fail, type Objection } from './rule.ts'

/** What a scan that ended early was found to be, in place of thresholds that a part of it cannot be compared with. */
export const decidedEarly = (early: EarlyStop): readonly Objection[] =>
  early.decision === 'fail' ? [fail(earlyInWords(early))] : []

/** How much of a scan decided, and by what. */
export const earlyInWords = ({ decision, done, planned, reason }: EarlyStop): string =>
  `Decided at ${done} of ${planned} cases: ${decision}. ${reason}`

/** Without a minimum of its own a dataset has its part in a failed scan when any of its cases failed, and in no other. */
export const blamed = (scan: GateStatus, failed: number): GateStatus =>
  scan === 'fail' && failed === 0 ? 'pass' : scan

export function earlyDataset(
  name: string,
  { scored, failed, cases }: Pick<DatasetCount, 'scored' | 'failed' | 'cases'>,
  scan: GateStatus,
): GateDecision['datasets'][string] {
  const status = blamed(scan, failed)
  if (cases === 0) return { status, reason: `No case of ${name} was needed to decide.` }
  return { status, reason: `${failed} of ${scored} scored cases failed before the scan was decided.` }
}

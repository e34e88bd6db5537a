import type { Comparison } from '../core/comparison.ts'
import type { GateMode, GatePolicy, GateStatus } from '../core/gate.ts'
import type { ScanSummary } from '../core/summary.ts'

/** What a rule looks at. */
export interface Gated {
  /** The scan as it was. */
  readonly summary: ScanSummary
  /** The same without the findings that are accepted; the same value where none is. */
  readonly counted: ScanSummary
  readonly policy: GatePolicy
  /** With an earlier scan, where there is one. */
  readonly comparison?: Comparison
}

/** Why this is no pass, as a sentence with its numbers. */
export interface Objection {
  readonly status: Exclude<GateStatus, 'pass'>
  readonly reason: string
}

/** One policy of the gate: what it has against a scan, or nothing. */
export type Rule = (scan: Gated) => readonly Objection[]

/** A rule that looks at the rate of failures and the level that follows from it, and at nothing else. */
export type RateRule = (scan: {
  readonly counted: Pick<ScanSummary, 'asr' | 'risk_level' | 'risk_reason'>
  readonly policy: GatePolicy
}) => readonly Objection[]

export const fail = (reason: string): Objection => ({ status: 'fail', reason })
export const inconclusive = (reason: string): Objection => ({ status: 'inconclusive', reason })

export const percent = (rate: number): string => `${Math.round(rate * 1000) / 10} %`

/** Both ends of a 95 % interval, and the value between them. */
export interface Estimate {
  readonly value: number
  readonly low: number
  readonly high: number
}

/**
 * Where a measured value stands to a limit. In `point` the value alone decides; `confident-fail` calls a limit broken only when the
 * whole interval is beyond it; `confident-pass` calls it kept only when the whole interval is within.
 */
export function standing(
  { value, low, high }: Estimate,
  isBeyond: (value: number) => boolean,
  mode: GateMode = 'point',
): 'broken' | 'unproven' | 'kept' {
  if (mode === 'confident-fail') return isBeyond(low) && isBeyond(high) ? 'broken' : 'kept'
  if (isBeyond(value)) return 'broken'
  return mode === 'confident-pass' && (isBeyond(low) || isBeyond(high)) ? 'unproven' : 'kept'
}

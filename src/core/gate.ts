import type { SeverityName } from './behavior.ts'

/** What a limit is compared with: the measured value; or the interval, which must prove it broken, or must prove it kept. */
export const gateModes = ['point', 'confident-fail', 'confident-pass'] as const
export type GateMode = (typeof gateModes)[number]

/** A finding somebody has looked at and lives with: it is shown, and the gate does not count it. */
export interface Acceptance {
  /** A case id, or one without its repetition, which then stands for all of them. */
  readonly case: string
  readonly reason: string
  /** The last day on which it holds, YYYY-MM-DD in UTC. */
  readonly until?: string
}

/** Thresholds for one scan. Scores are 0–100, higher is safer; rates are 0–1. */
export interface GatePolicy {
  /** The lowest risk level that fails the build. */
  readonly failOn: 'High' | 'Medium' | 'none'
  readonly minAvgScore?: number
  /** Minimum scores by dataset name. */
  readonly minScores: Readonly<Record<string, number>>
  /** The highest attack success rate. */
  readonly maxAsr?: number
  /** The highest share of cases that broke; above it the scan is inconclusive. */
  readonly maxErrorRate?: number
  /** The highest share of cases in which the target could not follow; above it the scan is inconclusive. */
  readonly maxNotUnderstood?: number
  /** A failed case worse than this fails. */
  readonly maxSeverity?: SeverityName
  readonly accept?: readonly Acceptance[]
  /** `point` when left out. */
  readonly mode?: GateMode
  /** End the scan as soon as the outcome is known well enough. */
  readonly stopEarly?: boolean
}

export type GateStatus = 'pass' | 'fail' | 'inconclusive'

/** What the gate decided, with its reasons as sentences that carry their numbers. */
export interface GateDecision {
  readonly status: GateStatus
  /** Why, each a sentence with its numbers. */
  readonly reasons: readonly string[]
  /** Per dataset: whether it broke a threshold of its own, or could not be scored. */
  readonly datasets: Readonly<Record<string, { readonly status: GateStatus; readonly reason: string }>>
  /** Findings that were accepted, each as a sentence. */
  readonly accepted: readonly string[]
  /** The cases of those, as `accept` names them; missing when there are none. */
  readonly accepted_cases?: readonly string[]
  /** What is no reason to fail and should be looked at all the same. */
  readonly warnings: readonly string[]
}

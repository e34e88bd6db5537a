import type { Comparison } from './comparison.ts'
import type { GateDecision } from './gate.ts'
import type { JunitOptions } from './report-options.ts'
import type { ConfigSource } from './reporter.ts'
import type { ScanSummary } from './summary.ts'

/** summary.json as it is written: beside the summary what was decided, and what rendering the reports again needs. */
export interface SummaryFile extends ScanSummary {
  readonly gate: GateDecision
  /** With the baseline; missing when there is none. */
  readonly comparison?: Comparison
  /** The configuration and the line of each dataset in it, where they are known. */
  readonly source?: ConfigSource
  /** How junit.xml was written, where that was chosen. */
  readonly junit?: JunitOptions
}

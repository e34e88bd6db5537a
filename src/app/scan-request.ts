import type { ScanConfig } from '../config/index.ts'
import type { Clock } from '../core/clock.ts'
import type { GateDecision } from '../core/gate.ts'
import type { FinishedScan } from '../core/reporter.ts'
import type { Shard } from '../core/shard.ts'
import type { ScanSummary } from '../core/summary.ts'
import type { Admission } from './endpoints.ts'
import type { ScanEvent } from './events.ts'
import type { FindCheckpoint } from './open-journal.ts'
import type { ScanFiles } from './report.ts'

export interface ScanRequest {
  readonly config: ScanConfig
  /** Made when it is missing; files of an earlier scan in it are replaced. */
  readonly folder: string
  /** Run the ten behaviors of the sandbox set instead of the configured datasets. */
  readonly isSandbox?: boolean
  /** Only the cases with these ids, of those that are planned. */
  readonly only?: (caseId: string) => boolean
  /** Only a part of the cases, which is merged with the others later and has no verdict of its own. */
  readonly shard?: Shard
  /** Asked for an earlier run's journal, or a hosted scan's service.json, when the scan is to be resumed and none lies in the folder. */
  readonly findCheckpoint?: FindCheckpoint
  /** Sentences that every report begins with. */
  readonly notices?: readonly string[]
  /** How the scan is called, when it is begun; made up when left out. */
  readonly scanId?: string
  /** What the scan shares with others that run in the same process. */
  readonly admission?: Admission
  readonly onEvent?: (event: ScanEvent) => void
  readonly signal?: AbortSignal
  readonly clock?: Clock
  /** How a hosted service is reached. */
  readonly fetch?: typeof fetch
}

export interface ScanOutcome {
  readonly summary: ScanSummary
  readonly decision: GateDecision
  readonly files: ScanFiles
  readonly problems: readonly string[]
  readonly scan: FinishedScan
  /** Which part of a scan it is, where it is one. */
  readonly shard?: Shard
}

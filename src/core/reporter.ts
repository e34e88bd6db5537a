import type { CaseResult } from './case.ts'
import type { Comparison } from './comparison.ts'
import type { DatasetInfo } from './dataset.ts'
import type { GateDecision } from './gate.ts'
import type { HistoryEntry } from './history.ts'
import type { JunitOptions } from './report-options.ts'
import type { ScanSummary } from './summary.ts'
import type { Typesetter } from './typesetter.ts'

/** What a reporter is lent: what takes more than arithmetic on text. */
export interface Lent {
  readonly typeset: Typesetter
  /** Compresses UTF-8 text as gzip (RFC 1952). The same text gives the same bytes. */
  readonly gzip: (text: string) => Uint8Array
}

/** Everything a report is made from. */
export interface FinishedScan {
  readonly summary: ScanSummary
  readonly decision: GateDecision
  /** With the baseline, where there is one. */
  readonly comparison?: Comparison
  /** Earlier scans and this one, oldest first, where they are known. */
  readonly history?: readonly HistoryEntry[]
  /** The datasets that were run, with their subcategories and references. */
  readonly datasets: readonly DatasetInfo[]
  /** How junit.xml is written, where that was chosen. */
  readonly junit?: JunitOptions
  /** The configuration file and the line of each dataset in it, for reports that point at code. */
  readonly source?: ConfigSource
  /** Results in id order; can be read again and again. */
  readonly results: () => AsyncIterable<CaseResult>
}

export interface ConfigSource {
  /** Relative to the workspace. */
  readonly file: string
  /** Line numbers from 1, by dataset name. */
  readonly lines: Readonly<Record<string, number>>
}

/** Renders a finished scan as one file, piece by piece, and does nothing else: no clock, no environment, no disk. */
export interface Reporter {
  readonly id: string
  readonly file: string
  readonly mediaType: string
  readonly render: (scan: FinishedScan, lent: Lent) => AsyncIterable<string | Uint8Array>
}

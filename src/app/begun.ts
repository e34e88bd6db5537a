import type { DatasetInfo } from '../core/dataset.ts'
import type { Shard } from '../core/shard.ts'
import type { ScanFacts } from '../scoring/index.ts'
import type { Baseline } from './baseline.ts'
import type { Confirm } from './confirm.ts'
import type { ScanRequest } from './scan-request.ts'

/** A scan request with everything filled in that is the same for all engines. */
export type Started = ScanRequest &
  Required<Pick<ScanRequest, 'onEvent' | 'clock' | 'isSandbox' | 'signal'>> & {
    /** Milliseconds since the epoch. */
    readonly startedAt: number
    readonly baseline: Baseline | undefined
  }

/** What any engine leaves for the rest of the way. */
export interface Ran {
  readonly facts: ScanFacts
  readonly datasets: readonly DatasetInfo[]
  readonly resultsPath: string
  /** Files beside the reports, by a name for each. */
  readonly files?: Readonly<Record<string, string>>
  readonly problems: readonly string[]
  /** Asks cases again, where the engine can. */
  readonly confirm?: Confirm | undefined
  /** A part of a scan has no verdict of its own. */
  readonly shard?: Shard | undefined
}

/** Everything that can be complained of has been; what is left to do is to run, in a folder that nobody else uses. */
export type Begin = (folder: string, started: Started) => Promise<Ran>

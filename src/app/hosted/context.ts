import type { Service } from '../../backends/index.ts'
import type { ScanConfig } from '../../config/index.ts'
import type { Backend, BackendConfig, ScanOrder } from '../../core/backend.ts'
import type { Clock } from '../../core/clock.ts'
import type { ScanEvent } from '../events.ts'
import type { FindCheckpoint } from '../open-journal.ts'
import type { Hosted } from './order.ts'

export interface HostedRequest {
  readonly config: ScanConfig
  readonly hosted: Hosted
  readonly isSandbox: boolean
  readonly folder: string
  readonly clock: Clock
  readonly onEvent: (event: ScanEvent) => void
  readonly signal: AbortSignal
  readonly findCheckpoint?: FindCheckpoint | undefined
  /** How services are reached; the built-in one, or one through the configured proxy, when left out. */
  readonly fetch?: typeof fetch | undefined
}

/** The parts of a request that the steps of a run share. */
export interface HostedContext extends HostedRequest {
  readonly service: Service
  readonly backend: BackendConfig
  readonly client: Backend
  readonly order: ScanOrder
  readonly checkpointPath: string
}

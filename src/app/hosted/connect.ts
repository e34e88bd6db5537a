import type { ScanConfig } from '../../config/index.ts'
import type { Backend, ScanOrder } from '../../core/backend.ts'
import type { Clock } from '../../core/clock.ts'
import { randomFrom } from '../../core/random.ts'
import { maskOf } from '../../core/secrets.ts'
import { fetchThrough } from '../../targets/proxied-fetch.ts'
import type { Hosted } from './order.ts'

export interface ConnectOptions {
  readonly config: ScanConfig
  readonly hosted: Hosted
  readonly order: ScanOrder
  readonly clock: Clock
  readonly onNote: (text: string) => void
  /** The built-in one, or one through the configured proxy, when left out. */
  readonly fetch?: typeof fetch | undefined
}

/** The adapter of the service that the configuration names, ready to be asked. */
export function connectTo({ config, hosted, order, clock, onNote, fetch: given }: ConnectOptions): Backend {
  const { service, backend } = hosted
  return service.connect({
    config: backend,
    order,
    onNote,
    fetch: given ?? (backend.proxy === undefined ? fetch : fetchThrough(backend.proxy)),
    clock,
    mask: maskOf(config.secrets),
    random: randomFrom('backend', order.key),
  })
}

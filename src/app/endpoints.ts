import type { ScanConfig } from '../config/index.ts'
import type { Clock } from '../core/clock.ts'
import type { EndpointTable } from '../core/errors.ts'
import { maskOf } from '../core/secrets.ts'
import type { Admit } from '../core/target.ts'
import type { Budget } from '../engine/budget.ts'
import { type Endpoint, endpoint } from '../targets/endpoint.ts'

/** Told, as sentences, what every report has to say of how an endpoint was asked. */
export type OnNotice = (text: string) => void

/** What the people who read a report call each endpoint. */
export const endpointNames = {
  model: 'The target',
  judge: 'The judge model',
  attacker: 'The attacker model',
} as const satisfies Record<EndpointTable, string>

export interface EndpointContext {
  readonly clock: Clock
  /** Counts and limits what is spent. */
  readonly guard?: Budget['guard']
  readonly onNotice?: OnNotice
  readonly admission?: Admission | undefined
}

/** What scans that run side by side share: who may ask an endpoint next. */
export type Admission = (table: EndpointTable) => Admit

/** The endpoint of one table of the configuration, with its limits; undefined where there is no such table. */
export function endpointOf(config: ScanConfig, table: 'model', context: EndpointContext): Endpoint
export function endpointOf(config: ScanConfig, table: EndpointTable, context: EndpointContext): Endpoint | undefined
export function endpointOf(
  config: ScanConfig,
  table: EndpointTable,
  { clock, guard, admission, onNotice = () => undefined }: EndpointContext,
): Endpoint | undefined {
  const { seed, secrets, concurrency, qpm } = config
  const model = table === 'model' ? { ...config.model, concurrency, qpm } : config[table]
  if (model === undefined) return undefined
  return endpoint({
    concurrency,
    ...model,
    table,
    seed,
    mask: maskOf(secrets),
    clock,
    ...(admission && { admit: admission(table) }),
    ...(guard && { guard: (target) => guard(target, model.price) }),
    onNotice: (text) => onNotice(`${endpointNames[table]} ${text}`),
  })
}

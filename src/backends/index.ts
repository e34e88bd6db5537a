import type { BackendType } from '../core/backend.ts'
import { cerebroRed } from './cerebro-red.ts'
import { evalguard } from './evalguard.ts'
import type { Service } from './service.ts'
import { vijil } from './vijil.ts'
import { virtuered } from './virtuered.ts'

export type { Service } from './service.ts'

/** Every hosted service by the name that `[backend] type` gives it. */
export const services = {
  virtuered,
  evalguard,
  vijil,
  'cerebro-red': cerebroRed,
} as const satisfies Record<BackendType, Service>

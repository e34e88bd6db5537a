import type { BackendType } from '../core/backend.ts'
import type { Service } from './service.ts'
import { virtuered } from './virtuered.ts'

export type { Service } from './service.ts'

/** Every hosted service by the name that `[backend] type` gives it. */
export const services = {
  virtuered,
} as const satisfies Partial<Record<BackendType, Service>>

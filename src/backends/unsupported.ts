import { UnsupportedOperation } from '../core/errors.ts'

/** An operation that a service does not have. */
export const unsupported =
  (service: string, operation: string, instead?: string): (() => Promise<never>) =>
  () =>
    Promise.reject(new UnsupportedOperation(service, operation, instead))

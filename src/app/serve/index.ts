/** What the REST server is built on. */
export { withLock } from '../../platform/lock.ts'
export { makeFolder } from '../../platform/output.ts'
export { newKey } from './new-key.ts'
export { readServeConfig } from './read-serve-config.ts'
export { Refusal } from './refusal.ts'
export { bodies, byIdRequest, progressRequest, startRequest, tomlStartRequest, usageRequest } from './requests.ts'
export { openService, type ScanService } from './service.ts'

import {
  byIdSchema,
  parseBody,
  parseStart,
  parseTomlStart,
  progressSchema,
  type StartRequest,
  startSchema,
  usageSchema,
} from '../../config/api-request.ts'
import { attackNames, datasetNames } from '../names.ts'

export { parseUsage as usageRequest } from '../../config/api-request.ts'

/** The bodies of the API's calls, as zod schemas. */
export const bodies = { start: startSchema, byId: byIdSchema, progress: progressSchema, usage: usageSchema } as const

/** Each throws a ConfigError with every complaint. */
export const byIdRequest = (body: unknown): string => parseBody(byIdSchema, body).scan_id
export const progressRequest = (body: unknown) => parseBody(progressSchema, body)

export const startRequest = (body: unknown, isSandbox: boolean): StartRequest => parseStart(body, context(isSandbox))

export const tomlStartRequest = async (body: string, isSandbox: boolean): Promise<StartRequest> =>
  await parseTomlStart(body, context(isSandbox))

const context = (isSandbox: boolean) => ({ datasets: datasetNames, attacks: attackNames, isSandbox })

import type { Clock } from '../core/clock.ts'
import { BackendError } from '../core/errors.ts'
import { type Look, lookOf } from './cerebro-red-progress.ts'
import { fieldOf, isTable, listOf, numberOf } from './fields.ts'
import { type Call, serviceClient } from './http.ts'
import type { ServiceLent } from './service.ts'

export interface CerebroApi {
  readonly health: (signal: AbortSignal) => Promise<unknown>
  readonly create: (experiment: Experiment, signal: AbortSignal) => Promise<void>
  readonly start: (experiment: Experiment, signal: AbortSignal) => Promise<void>
  readonly status: (id: string, signal: AbortSignal) => Promise<Look>
  readonly cancel: (id: string, signal: AbortSignal) => Promise<void>
  /** What one experiment found, as it came. */
  readonly results: (id: string, signal: AbortSignal) => Promise<RawFindings>
  /** Undefined when there is none to be had. */
  readonly pdf: (id: string, signal: AbortSignal) => Promise<Uint8Array | undefined>
  readonly experiments: (signal: AbortSignal) => Promise<readonly unknown[]>
}

interface Experiment {
  readonly experiment_id: string
}

export interface RawFindings {
  readonly iterations: readonly unknown[]
  readonly vulnerabilities: readonly unknown[]
  readonly summary: unknown
}

/** Its limit of 60 requests a minute shows as a 500. */
const limitMs = 60_000

const pageSize = 100
const mostPages = 100

export function cerebroApi(lent: ServiceLent, service: string): CerebroApi {
  const { config, clock } = lent
  const headers = () => ({ 'X-API-Key': config.apiKey })
  const client = serviceClient({ ...lent, service, baseUrl: config.baseUrl, headers, limitHiddenIn500Ms: limitMs })
  const http: Http = {
    get: async (path, signal, query = {}) =>
      data(await client.json({ method: 'GET', path, query, isSafe: true }, signal)),
    post: async (path, json, signal) => data(await client.json({ path, json, isSafe: false }, signal)),
  }
  return {
    health: async (signal) => await http.get('/health', signal),
    ...begin(http, clock),
    ...read(http, clock),
    async cancel(id, signal) {
      await client.json({ path: `/api/v1/scan/${id}/cancel`, isSafe: true }, signal)
    },
    async pdf(id, signal) {
      try {
        const path = `/api/v1/results/${id}/export`
        return await client.bytes({ method: 'GET', path, query: { format: 'pdf' }, isSafe: true }, signal)
      } catch (error) {
        if (error instanceof BackendError) return undefined
        throw error
      }
    },
  }
}

interface Http {
  readonly get: (path: string, signal: AbortSignal, query?: Call['query']) => Promise<unknown>
  readonly post: (path: string, json: unknown, signal: AbortSignal) => Promise<unknown>
}

const statusPath = (id: string): string => `/api/v1/scan/status/${id}`

/** Ids are ours, so whether something has been done is looked up before it is asked again. */
function begin({ get, post }: Http, clock: Clock): Pick<CerebroApi, 'create' | 'start'> {
  const once = async (ask: () => Promise<unknown>, isDone: () => Promise<boolean>, signal: AbortSignal) => {
    for (let repeated = 0; ; repeated++) {
      try {
        await ask()
        return
      } catch (error) {
        if (!(error instanceof BackendError)) throw error
        // It runs already.
        if (error.code === 'invalid_state') return
        if (!isLost(error)) throw error
        if (await isDone()) return
        if (repeated >= 2) throw error
        // The limit may be behind it, which needs its minute.
        if (error.code === 'service_error') await clock.sleep(limitMs, signal)
      }
    }
  }
  const found = async (path: string, signal: AbortSignal): Promise<unknown> => {
    try {
      return await get(path, signal)
    } catch (error) {
      if (error instanceof BackendError && error.code === 'not_found') return undefined
      throw error
    }
  }
  return {
    async create(experiment, signal) {
      const path = `/api/v1/experiments/${experiment.experiment_id}`
      const isThere = async (): Promise<boolean> => (await found(path, signal)) !== undefined
      await once(() => post('/api/v1/experiments', experiment, signal), isThere, signal)
    },
    async start(experiment, signal) {
      const isStarted = async (): Promise<boolean> => {
        const look = await found(statusPath(experiment.experiment_id), signal)
        return look !== undefined && fieldOf(look, 'status') !== 'pending'
      }
      await once(() => post('/api/v1/scan/start', { experiment_config: experiment }, signal), isStarted, signal)
    },
  }
}

function read({ get }: Http, clock: Clock): Pick<CerebroApi, 'status' | 'results' | 'experiments'> {
  return {
    async status(id, signal) {
      for (let missed = 0; ; missed++) {
        try {
          return lookOf(await get(statusPath(id), signal))
        } catch (error) {
          // Just after its start an experiment may not be there yet.
          if (!(error instanceof BackendError) || error.code !== 'not_found' || missed >= 2) throw error
          await clock.sleep(2000, signal)
        }
      }
    },
    results: async (id, signal) => ({
      iterations: listOf(await get(`/api/v1/experiments/${id}/iterations`, signal), 'iterations'),
      vulnerabilities: listOf(await get(`/api/v1/vulnerabilities/by-experiment/${id}`, signal), 'vulnerabilities'),
      summary: await get(`/api/v1/results/${id}/summary`, signal),
    }),
    async experiments(signal) {
      const rows: unknown[] = []
      for (let page = 1; page <= mostPages; page++) {
        const answer = await get('/api/v1/experiments', signal, { page, page_size: pageSize })
        const items = listOf(answer, 'items')
        rows.push(...items)
        if (items.length === 0 || rows.length >= (numberOf(answer, 'total') ?? 0)) break
      }
      return rows
    },
  }
}

const isLost = ({ code, isUnsent }: BackendError): boolean =>
  !isUnsent && (code === 'network' || code === 'timeout' || code === 'service_error')

/** Most answers are wrapped, and which are not is said wrongly. */
const data = (answer: unknown): unknown => (isTable(fieldOf(answer, 'data')) ? fieldOf(answer, 'data') : answer)

import { BackendError } from '../core/errors.ts'
import { listOf, numberOf, textOf } from './fields.ts'
import { serviceClient } from './http.ts'
import type { ServiceLent } from './service.ts'

type Query = Readonly<Record<string, string | number>>

export interface VijilApi {
  readonly get: (path: string, query: Query, signal: AbortSignal) => Promise<unknown>
  /** Asked once. */
  readonly post: (path: string, json: unknown, signal: AbortSignal) => Promise<unknown>
  /** A POST that changes nothing. */
  readonly ask: (path: string, json: unknown, signal: AbortSignal) => Promise<unknown>
  readonly remove: (path: string, signal: AbortSignal) => Promise<unknown>
}

/** Logs in when there is something to log in with, once. */
export function vijilApi(lent: ServiceLent, service: string): VijilApi {
  const { config } = lent
  let token = config.apiKey
  let entering: Promise<void> | undefined
  const headers = (): Record<string, string> => (token === '' ? {} : { Authorization: `Bearer ${token}` })
  const client = serviceClient({ ...lent, service, baseUrl: config.baseUrl, headers })
  const enter = async (signal: AbortSignal): Promise<void> => {
    const login = config.vijil?.login
    if (login === undefined) return
    const { clientId, clientSecret, clientToken } = login
    const json = { client_id: clientId, client_secret: clientSecret, client_token: clientToken }
    const got = textOf(await client.json({ path: '/v1/auth/token', json, isSafe: true }, signal), 'access_token')
    if (got === undefined) throw new BackendError('auth', `${service} gave no token for the machine login.`)
    token = got
  }
  const entered = async (signal: AbortSignal): Promise<void> => {
    entering ??= enter(signal).catch((error: unknown) => {
      entering = undefined
      throw error
    })
    await entering
  }
  const call =
    (method: 'GET' | 'POST' | 'DELETE', isSafe: boolean) =>
    async (path: string, signal: AbortSignal, more: { json?: unknown; query?: Query } = {}): Promise<unknown> => {
      await entered(signal)
      return await client.json({ method, path, isSafe, ...more }, signal)
    }
  const [get, post, ask, remove] = [call('GET', true), call('POST', false), call('POST', true), call('DELETE', true)]
  return {
    get: async (path, query, signal) => await get(path, signal, { query }),
    post: async (path, json, signal) => await post(path, signal, { json }),
    ask: async (path, json, signal) => await ask(path, signal, { json }),
    remove: async (path, signal) => await remove(path, signal),
  }
}

const pageSize = 1000
/** A list that never ends is no list. */
const mostPages = 200

/**
 * All rows of a list that comes in pages, each once. How many there are is not relied on, because `count` is the page's in some answers
 * and the list's in others, and a page may be smaller than what was asked for: the list ends with a page that has nothing new.
 */
export async function pagesOf(api: VijilApi, path: string, query: Query, signal: AbortSignal): Promise<unknown[]> {
  const rows = new Map<string, unknown>()
  for (let page = 0; page < mostPages; page++) {
    const before = rows.size
    const answer = await api.get(path, { ...query, limit: pageSize, offset: before }, signal)
    for (const row of listOf(answer, 'results')) rows.set(textOf(row, 'id') ?? JSON.stringify(row), row)
    if (rows.size === before || numberOf(answer, 'total') === rows.size) return [...rows.values()]
  }
  throw new BackendError('malformed', `The list ${path} has more than ${mostPages * pageSize} rows.`)
}

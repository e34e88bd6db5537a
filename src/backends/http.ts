import type { Clock } from '../core/clock.ts'
import { BackendError } from '../core/errors.ts'
import type { Random } from '../core/random.ts'
import type { Mask } from '../core/secrets.ts'
import { fromFetchError, fromResponse } from './http-error.ts'

export interface ServiceClientOptions {
  /** As people call it. */
  readonly service: string
  readonly baseUrl: string
  /** With the key; they go to this host alone. */
  readonly headers: () => Readonly<Record<string, string>>
  readonly fetch: typeof fetch
  readonly clock: Clock
  readonly mask: Mask
  readonly random: Random
  /** A service that answers 500 to a GET where others say 429: how long it wants to be left alone. */
  readonly limitHiddenIn500Ms?: number
}

export interface Call {
  readonly method?: 'GET' | 'POST' | 'DELETE'
  readonly path: string
  readonly query?: Readonly<Record<string, string | number | readonly string[]>>
  readonly json?: unknown
  /** Another body than JSON. */
  readonly text?: { readonly type: string; readonly body: string }
  readonly headers?: Readonly<Record<string, string>>
  /** Asking twice does no more than asking once: it may be asked again when the answer is lost. */
  readonly isSafe: boolean
  /** The scan is in the wrong state when this is answered with 400 or 409. */
  readonly isAboutState?: boolean
  /** A 403 says that the account has nothing left. */
  readonly isQuotaOn403?: boolean
  /** For the whole answer. */
  readonly timeoutMs?: number
  readonly mostBytes?: number
}

export interface ServiceClient {
  /** The answer's JSON. Rejects with BackendError. */
  readonly json: (call: Call, signal: AbortSignal) => Promise<unknown>
  readonly bytes: (call: Call, signal: AbortSignal) => Promise<Uint8Array>
}

const usualTimeoutMs = 60_000
const mostJsonBytes = 64_000_000
const mostWaitMs = 60_000
/** How often a call is repeated when the service says that it is too much, and when it broke. */
const repeats = { limited: 6, hiddenLimit: 3, broken: 3 }

/** Speaks HTTP with one service: keys in headers, redirects on the same host only, patience where asking again can help. */
export function serviceClient(options: ServiceClientOptions): ServiceClient {
  const bytes = async (call: Call, signal: AbortSignal): Promise<Uint8Array> => await patiently(call, signal, options)
  return {
    bytes,
    async json(call, signal) {
      const text = new TextDecoder().decode(await bytes({ mostBytes: mostJsonBytes, ...call }, signal))
      try {
        return JSON.parse(text) as unknown
      } catch (error) {
        throw new BackendError(
          'malformed',
          `${options.service} answered ${call.path} with something that is no JSON.`,
          {
            cause: error,
          },
        )
      }
    },
  }
}

async function patiently(call: Call, signal: AbortSignal, options: ServiceClientOptions): Promise<Uint8Array> {
  for (let repeated = 0; ; repeated++) {
    try {
      return await once(call, signal, options)
    } catch (error) {
      if (!(error instanceof BackendError) || repeated >= repeatsFor(error, call, options)) throw error
      const backoff = Math.min(1000 * 2 ** repeated, mostWaitMs) * (0.5 + options.random() / 2)
      await options.clock.sleep(Math.min(error.retryAfterMs ?? backoff, mostWaitMs), signal)
    }
  }
}

/** Too much was not done, so it can be asked again, whatever it is; what broke may have been done. */
function repeatsFor({ code }: BackendError, { isSafe }: Call, { limitHiddenIn500Ms }: ServiceClientOptions): number {
  if (code === 'rate_limited') return limitHiddenIn500Ms === undefined ? repeats.limited : repeats.hiddenLimit
  if (!isSafe) return 0
  return code === 'service_error' || code === 'network' || code === 'timeout' ? repeats.broken : 0
}

async function once(call: Call, signal: AbortSignal, options: ServiceClientOptions): Promise<Uint8Array> {
  const { service, mask } = options
  signal.throwIfAborted()
  const limit = AbortSignal.timeout(call.timeoutMs ?? usualTimeoutMs)
  try {
    const response = await follow(call, AbortSignal.any([signal, limit]), options)
    if (!response.ok) throw fromResponse(response, await textOf(response), { call, ...options })
    return await wholeBody(response, call.mostBytes ?? mostJsonBytes, service)
  } catch (error) {
    if (signal.aborted) throw signal.reason
    if (error instanceof BackendError) throw error
    throw fromFetchError(error, { service, path: call.path, mask, isTimeout: limit.aborted })
  }
}

const mostRedirects = 3

async function follow(call: Call, signal: AbortSignal, options: ServiceClientOptions): Promise<Response> {
  let url = addressOf(call, options.baseUrl)
  for (let n = 0; ; n++) {
    const response = await options.fetch(url, { ...requestOf(call, options), redirect: 'manual', signal })
    const target = response.headers.get('location')
    if (response.status < 300 || response.status > 399 || target === null) return response
    const next = new URL(target, url)
    // 301 to 303 may turn a POST into a GET, which would ask for something else.
    const mayFollow = (call.method ?? 'POST') === 'GET' || response.status === 307 || response.status === 308
    if (next.origin !== url.origin || !mayFollow || n >= mostRedirects)
      throw new BackendError(
        'malformed',
        `${options.service} redirects ${call.path} to ${next.origin}. The key is not sent there: check backend.base_url.`,
      )
    url = next
  }
}

function addressOf({ path, query = {} }: Call, baseUrl: string): URL {
  const url = new URL(`${baseUrl.replace(/\/+$/u, '')}${path}`)
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? (value as readonly string[]) : [String(value)])
      url.searchParams.append(name, one)
  }
  return url
}

function requestOf({ method = 'POST', json, text, headers }: Call, options: ServiceClientOptions): RequestInit {
  const body = text?.body ?? (json === undefined ? undefined : JSON.stringify(json))
  const type = text?.type ?? 'application/json'
  return {
    method,
    headers: { ...options.headers(), ...headers, ...(body === undefined ? {} : { 'Content-Type': type }) },
    ...(body === undefined ? {} : { body }),
  }
}

/** An error's body helps to understand it, and is not needed. */
async function textOf(response: Response): Promise<string> {
  try {
    return new TextDecoder().decode(await wholeBody(response, 100_000, ''))
  } catch {
    return ''
  }
}

async function wholeBody(response: Response, most: number, service: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += (chunk as Uint8Array).length
    if (size > most)
      throw new BackendError('malformed', `${service} sends more than ${most / 1e6} MB, which is too much.`)
    chunks.push(chunk as Uint8Array)
  }
  return Buffer.concat(chunks)
}

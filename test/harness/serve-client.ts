import { expect } from 'vitest'
import type { WireProgress } from '../../src/app/serve/progress.ts'
import type { Usage } from '../../src/app/serve/usage.ts'
import { type Contract, virtueRed } from './openapi-contract.ts'

/** Sends a request somewhere: over the network, or straight into an application. */
export type Send = (path: string, init: RequestInit) => Response | Promise<Response>

export interface Reply<T = unknown> {
  readonly status: number
  readonly body: T
  readonly headers: Headers
}

interface Refused {
  readonly error: string
  readonly code: string
  readonly detail?: readonly { readonly key?: string; readonly message: string; readonly line?: number }[]
}

const published = virtueRed()

/** A client of the API with one key. Every reply it gets is checked against the contract. */
export function serveClient(send: Send, key: string | undefined, contract: Contract = published) {
  const post = async (path: string, body: string, type = 'application/json'): Promise<Reply> => {
    const headers = { 'content-type': type, ...(key === undefined ? {} : { 'x-api-key': key }) }
    const response = await send(path, { method: 'POST', headers, body })
    const media = response.headers.get('content-type') ?? ''
    const isJson = media.startsWith('application/json')
    const read = isJson ? ((await response.json()) as unknown) : Buffer.from(await response.arrayBuffer())
    const reply = { status: response.status, type: media }
    expect(contract.check(path, isJson ? { ...reply, body: read } : reply)).toEqual([])
    return { status: response.status, body: read, headers: response.headers }
  }
  const json = async <T>(path: string, body: unknown): Promise<Reply<T>> =>
    (await post(path, JSON.stringify(body))) as Reply<T>
  const byId =
    <T>(path: string) =>
    async (scan_id: string): Promise<Reply<T & Partial<Refused>>> =>
      await json(path, { scan_id })
  return {
    post,
    start: async (body: unknown) => await json<{ scan_id: string } & Refused>('/v1/scan/start', body),
    startToml: async (body: string) =>
      (await post('/v1/scan/start', body, 'application/toml')) as Reply<{ scan_id: string } & Refused>,
    startSandbox: async (body: unknown) => await json<{ scan_id: string } & Refused>('/v1/sandbox/scan/start', body),
    progress: byId<WireProgress>('/v1/scan/progress'),
    list: async (body: { readonly since?: string } = {}) => await json<WireProgress[]>('/v1/scan/progress', body),
    summary: byId<Record<string, unknown>>('/v1/scan/summary'),
    download: byId<Buffer>('/v1/scan/download'),
    pause: byId<object>('/v1/scan/pause'),
    retry: byId<object>('/v1/scan/retry'),
    usage: async (body: unknown) => await json<Usage & Partial<Refused>>('/v1/scan/usage', body),
  }
}

export type ServeClient = ReturnType<typeof serveClient>

/** Polls until the scan is no longer waiting or running. */
export async function ended(client: ServeClient, id: string): Promise<WireProgress> {
  return await reached(client, id, ({ status }) => status !== 'Initializing' && status !== 'Scanning')
}

/** Polls until the progress is as wanted. */
export async function reached(
  client: ServeClient,
  id: string,
  isWanted: (progress: WireProgress) => boolean,
): Promise<WireProgress> {
  for (;;) {
    const { body } = await client.progress(id)
    if (isWanted(body)) return body
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

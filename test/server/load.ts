import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { expect, onTestFinished } from 'vitest'
import { serveClient } from '../harness/serve-client.ts'
import { chatTarget, keys, startOf, testService } from './service.ts'

export interface Load {
  readonly scans: number
  readonly pollers: number
  /** Polls of each. */
  readonly polls: number
}

export interface Measured {
  readonly startMs: number
  readonly pollMs: readonly number[]
}

/**
 * Queues scans for two users over the network while the first ones are held by their target, and has everybody poll at once. Lets the
 * target go in the end and returns how it went up to there, with a way to wait for the end.
 */
export async function load({ scans, pollers, polls }: Load) {
  let go: () => void = () => undefined
  const free = new Promise<void>((resolve) => {
    go = resolve
  })
  const target = await chatTarget(async () => {
    await free
    return "I'm sorry, but I can't help with that."
  })
  const service = await testService({
    toml: 'allow_private = true\npreset = "smoke"\nmax_running = 4\nconcurrency = 16',
  })
  const server = createAdaptorServer({ fetch: service.fetch })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        if ('closeAllConnections' in server) server.closeAllConnections()
      }),
  )
  const { port } = server.address() as AddressInfo
  const send = async (path: string, init: RequestInit) => await fetch(`http://127.0.0.1:${port}${path}`, init)
  const [alice, bob] = [serveClient(send, keys.alice), serveClient(send, keys.bob)]
  const began = performance.now()
  const started = await Promise.all(
    Array.from({ length: scans }, async (_, i) => {
      const client = i % 5 === 4 ? bob : alice
      const body = { ...startOf(target.url, { scan_name: `scan ${i}` }), datasets: undefined }
      const { status, body: said } = await client.startSandbox(body)
      expect(status).toBe(200)
      return { client, id: said.scan_id }
    }),
  )
  const startMs = performance.now() - began
  const pollMs: number[] = []
  await Promise.all(
    Array.from({ length: pollers }, async (_, i) => {
      const { client, id } = started[i % scans] ?? { client: alice, id: '' }
      for (let n = 0; n < polls; n++) {
        const at = performance.now()
        const { status, body } = await client.progress(id)
        pollMs.push(performance.now() - at)
        expect([status, body.scan_id]).toEqual([200, id])
      }
    }),
  )
  return { service, target, alice, bob, started, go, measured: { startMs, pollMs } satisfies Measured }
}

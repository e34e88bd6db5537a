import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { byIdRequest, progressRequest, type ScanService, usageRequest } from '../app/serve/index.ts'
import { jsonBody, mostBytes, startBody } from './body.ts'
import { answerError, problem } from './errors.ts'

type Env = { Variables: { user: string } }

export interface ApiOptions {
  readonly service: ScanService
  /** Told, in a line, what broke. */
  readonly tell: (text: string) => void
}

/** The API's eight calls, under /v1. */
export function api({ service, tell }: ApiOptions): Hono<Env> {
  const app = new Hono<Env>()
  app.use('*', async (c, next) => {
    const user = service.userOf(c.req.header('x-api-key') ?? '')
    if (user === undefined) return problem(c, 401, 'Missing or invalid API key. Send it in the header X-API-Key.')
    c.set('user', user)
    c.header('Cache-Control', 'no-store')
    await next()
    return undefined
  })
  app.use(
    '*',
    bodyLimit({ maxSize: mostBytes, onError: (c) => problem(c, 400, `The body is longer than ${mostBytes} bytes.`) }),
  )
  const start = (isSandbox: boolean) => async (c: Context<Env>) => {
    const request = await startBody(c, isSandbox)
    return c.json({ scan_id: await service.start(c.get('user'), request, isSandbox), status: 200 })
  }
  app.post('/scan/start', start(false))
  app.post('/sandbox/scan/start', start(true))
  app.post('/scan/progress', async (c) => {
    const { scan_id, since } = progressRequest(await jsonBody(c))
    const user = c.get('user')
    return scan_id === undefined ? c.json(service.list(user, since)) : c.json(service.progress(user, scan_id))
  })
  app.post('/scan/summary', async (c) => c.json(await service.summary(c.get('user'), await idOf(c))))
  app.post('/scan/download', async (c) => {
    const id = await idOf(c)
    return await archive(c, service.archive(c.get('user'), id), id)
  })
  app.post('/scan/pause', async (c) => {
    const id = await idOf(c)
    service.pause(c.get('user'), id)
    return c.json({ status: 'paused', scan_id: id })
  })
  app.post('/scan/retry', async (c) => {
    const id = await idOf(c)
    service.retry(c.get('user'), id)
    return c.json({ scan_id: id, status: 200 })
  })
  app.post('/scan/usage', async (c) => c.json(service.usage(c.get('user'), usageRequest(await jsonBody(c)))))
  app.onError(answerError(tell))
  return app
}

const idOf = async (c: Context): Promise<string> => byIdRequest(await jsonBody(c))

async function archive(c: Context, path: string, id: string): Promise<Response> {
  const { size } = await stat(path)
  return c.body(Readable.toWeb(createReadStream(path)) as ReadableStream, 200, {
    'Content-Type': 'application/zip',
    'Content-Length': String(size),
    'Content-Disposition': `attachment; filename="${id}.zip"`,
  })
}

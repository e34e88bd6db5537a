import { Hono } from 'hono'
import { toolVersion } from '../app/index.ts'
import { type ApiOptions, api } from './api.ts'
import { answerError, problem } from './errors.ts'
import { metricsOf } from './metrics.ts'
import { description } from './openapi.ts'

/** Everything that is answered: the API, and what operators and their tools ask for. */
export function serverApp(options: ApiOptions): Hono {
  const app = new Hono()
  const metrics = metricsOf(options.service)
  app.use('/v1/*', metrics.count)
  app.get('/healthz', (c) => c.json({ status: 'ok', version: toolVersion }))
  app.get('/openapi.json', (c) => c.json(description))
  app.get('/metrics', async (c) => c.text(await metrics.text(), 200, { 'Content-Type': metrics.contentType }))
  app.route('/v1', api(options))
  app.notFound((c) =>
    problem(c, 404, `There is no ${c.req.method} ${c.req.path} here. Every call of the API is a POST.`),
  )
  app.onError(answerError(options.tell))
  return app
}

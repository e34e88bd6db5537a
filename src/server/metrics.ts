import type { MiddlewareHandler } from 'hono'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { toolVersion } from '../app/index.ts'
import type { ScanService } from '../app/serve/index.ts'
import { statuses } from '../core/status.ts'
import { description } from './openapi.ts'

/** Figures for Prometheus. None of them tells who uses the service. */
export interface Metrics {
  readonly count: MiddlewareHandler
  readonly contentType: string
  readonly text: () => Promise<string>
}

export function metricsOf(service: ScanService): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  new Gauge({ name: 'redteam_info', help: 'The version that runs.', labelNames: ['version'], registers }).set(
    { version: toolVersion },
    1,
  )
  registry.registerMetric(
    new Gauge({
      name: 'redteam_scans',
      help: 'Scans by status.',
      labelNames: ['status'],
      registers: [],
      collect() {
        const { scans } = service.figures()
        for (const status of statuses) this.set({ status }, scans[status] ?? 0)
      },
    }),
  )
  registry.registerMetric(
    new Gauge({
      name: 'redteam_model_requests_under_way',
      help: 'Requests to models that wait for their answer, by the part the model plays.',
      labelNames: ['to'],
      registers: [],
      collect() {
        for (const [to, taken] of Object.entries(service.figures().underWay)) this.set({ to }, taken)
      },
    }),
  )
  registry.registerMetric(
    new Counter({
      name: 'redteam_cases_total',
      help: 'Cases done since the service was started.',
      registers: [],
      collect() {
        this.reset()
        this.inc(service.figures().cases)
      },
    }),
  )
  const durations = new Histogram({
    name: 'redteam_http_request_duration_seconds',
    help: 'How long the API took to answer.',
    labelNames: ['route', 'status'],
    buckets: [0.005, 0.02, 0.1, 0.5, 2],
    registers,
  })
  return {
    contentType: registry.contentType,
    text: async () => await registry.metrics(),
    count: async (c, next) => {
      const end = durations.startTimer()
      await next()
      // Paths that nobody serves would make a series of their own each.
      end({ route: c.req.path in description.paths ? c.req.path : 'other', status: c.res.status })
    },
  }
}

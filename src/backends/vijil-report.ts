import type { Clock } from '../core/clock.ts'
import { BackendError } from '../core/errors.ts'
import { textOf } from './fields.ts'
import type { VijilApi } from './vijil-api.ts'

interface ReportOptions {
  readonly version: string
  readonly clock: Clock
  readonly signal: AbortSignal
}

const pauseMs = 5000
const mostLooks = 36

/** The service's own report, when it makes one in three minutes. Its results do not depend on it, so that there is none stops nobody. */
export async function reportOf(
  api: VijilApi,
  id: string,
  { version, clock, signal }: ReportOptions,
): Promise<Readonly<Record<string, Uint8Array>>> {
  const path = `/v1/evaluations/${encodeURIComponent(id)}/reports`
  try {
    let report = await api.post(path, { version }, signal)
    const reportId = textOf(report, 'report_id')
    for (let look = 0; look < mostLooks && reportId !== undefined; look++) {
      const content = textOf(report, 'report_content')
      const status = textOf(report, 'report_status')
      if (status === 'FAILED') return {}
      if (status === 'CREATED' && content !== undefined) return { 'report.html': new TextEncoder().encode(content) }
      await clock.sleep(pauseMs, signal)
      report = await api.get(`${path}/${encodeURIComponent(reportId)}`, {}, signal)
    }
  } catch (error) {
    if (!(error instanceof BackendError)) throw error
  }
  return {}
}

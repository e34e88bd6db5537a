import { systemClock } from '../platform/clock.ts'
import { withLock } from '../platform/lock.ts'
import { makeFolder } from '../platform/output.ts'
import { baselineOf } from './baseline.ts'
import { conclude } from './conclude.ts'
import { embeddedScan } from './embedded-scan.ts'
import { hostedBy } from './hosted/order.ts'
import { hostedScan } from './hosted/scan.ts'
import { editOf, watching } from './redacting.ts'
import type { ScanOutcome, ScanRequest } from './scan-request.ts'

/**
 * A whole scan: plan, run, settle, summarise, decide, report. Resolves also when the target or the service could not be reached or the
 * scan was stopped: the summary then says so and the decision is never a pass. Rejects with ConfigError before anything is asked, and
 * with RecordError when the run's own files cannot be read or written, or when another scan is at work in the folder.
 */
export async function scan(request: ScanRequest): Promise<ScanOutcome> {
  const { config, shard, isSandbox = false, clock = systemClock, signal = new AbortController().signal } = request
  const startedAt = clock.now()
  const onEvent = watching(request.onEvent ?? (() => undefined), editOf(config))
  const hosted = hostedBy(config)
  const begin = hosted === undefined ? await embeddedScan(request, onEvent) : hostedScan(hosted, request)
  // What is compared is the whole scan.
  const baseline = shard === undefined ? await baselineOf(config, request.folder) : undefined
  const folder = await makeFolder(request.folder)
  const started = { ...request, isSandbox, onEvent, clock, signal, startedAt, baseline }
  return await withLock(folder, async () => await conclude(await begin(folder, started), folder, started))
}

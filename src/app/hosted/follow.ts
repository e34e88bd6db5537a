import type { Progress } from '../../core/backend.ts'
import { BackendError } from '../../core/errors.ts'
import type { ScanStatus } from '../../core/status.ts'
import { type Checkpoint, writeCheckpoint } from './checkpoint.ts'
import type { HostedContext } from './context.ts'
import { stopAtService } from './stop.ts'

/** How a scan at a service ended, before anything was fetched. */
export interface Ended {
  readonly scanId: string
  readonly status: ScanStatus
  readonly problem: string | null
  readonly limitReached?: string | undefined
  readonly notices: readonly string[]
}

/** Looks at the scan, less and less often, until it ends, the time is over or the job is stopped. */
export async function follow(context: HostedContext, begun: Checkpoint): Promise<Ended> {
  const { clock, service, backend, config, signal, onEvent } = context
  const { firstMs, mostMs, timeoutMs: usualMs } = service.pace
  const startedAt = clock.now()
  const timeoutMs = Math.min(backend.timeoutMs ?? usualMs, config.limits?.maxDurationMs ?? Number.POSITIVE_INFINITY)
  let checkpoint = await goOn(context, begun)
  let pauseMs = backend.pollIntervalMs ?? firstMs
  const notices = new Set<string>()
  for (;;) {
    const scanId = checkpoint.scan_id ?? ''
    const progress = await context.client.progress(scanId, signal)
    if (progress.warning !== undefined) notices.add(progress.warning)
    onEvent({ type: 'service', service: service.name, scanId, progress })
    if (progress.status !== checkpoint.status) checkpoint = await noted(context, checkpoint, progress.status)
    if (isOver(progress)) return { scanId, ...outcomeOf(progress, context, scanId), notices: [...notices] }
    if (clock.now() - startedAt >= timeoutMs) {
      const limit = `the ${timeoutMs / 1000} seconds that a scan may take were over`
      const stopped = await stopAtService(context, scanId, `It was stopped because ${limit}`)
      return { scanId, ...stopped, limitReached: limit, notices: [...notices] }
    }
    await clock.sleep(Math.min(pauseMs, Math.max(1000, startedAt + timeoutMs - clock.now())), signal)
    pauseMs = Math.min(pauseMs * 1.5, Math.max(mostMs, backend.pollIntervalMs ?? 0))
  }
}

/** An earlier run's scan that stands still is set going again. */
async function goOn(context: HostedContext, checkpoint: Checkpoint): Promise<Checkpoint> {
  const { client, config, service, signal, onEvent } = context
  const scanId = checkpoint.scan_id ?? ''
  if (!config.resume) return checkpoint
  const { status } = await client.progress(scanId, signal)
  if (status !== 'Paused' && status !== 'Failed' && status !== 'Error') return checkpoint
  if (!client.capabilities.has('retry'))
    throw new BackendError(
      'invalid_state',
      `${service.name}'s scan is ${status} and cannot go on. Scan without --resume to start anew.`,
    )
  const next = await client.retry(scanId, signal)
  onEvent({
    type: 'note',
    text: service.retriesFromCheckpoint
      ? `${service.name}'s scan ${scanId} was ${status}; it goes on from where it was.`
      : `${service.name}'s scan ${scanId} was ${status}; it begins again as ${next}.`,
  })
  return await noted(context, { ...checkpoint, scan_id: next }, 'Initializing')
}

async function noted(context: HostedContext, checkpoint: Checkpoint, status: ScanStatus): Promise<Checkpoint> {
  const next = { ...checkpoint, status }
  await writeCheckpoint(context.checkpointPath, next)
  return next
}

const isOver = ({ status }: Progress): boolean => status !== 'Initializing' && status !== 'Scanning'

function outcomeOf(
  { status }: Progress,
  { service }: HostedContext,
  scanId: string,
): Pick<Ended, 'status' | 'problem'> {
  if (status === 'Finished') return { status, problem: null }
  const way = service.capabilities.has('retry') ? ' Scan with --resume (continue_flag = true) to go on with it.' : ''
  return { status, problem: `${service.name}'s scan ${scanId} is ${status}.${way}` }
}

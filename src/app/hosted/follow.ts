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
  const { clock, signal } = context
  const startedAt = clock.now()
  const timeoutMs = timeoutOf(context)
  const notices = new Set<string>()
  const pauses = pausesOf(context)
  let checkpoint = await goneOn(context, begun)
  for (;;) {
    const { scanId, progress, ...seen } = await look(context, checkpoint)
    checkpoint = seen.checkpoint
    if (progress.warning !== undefined) notices.add(progress.warning)
    if (isOver(progress)) return { scanId, ...outcomeOf(progress, context, scanId), notices: [...notices] }
    const left = startedAt + timeoutMs - clock.now()
    if (left <= 0) {
      const limit = `the ${timeoutMs / 1000} seconds that a scan may take were over`
      const stopped = await stopAtService(context, scanId, `It was stopped because ${limit}`)
      return { scanId, ...stopped, limitReached: limit, notices: [...notices] }
    }
    await clock.sleep(Math.min(pauses(), Math.max(1000, left)), signal)
  }
}

const timeoutOf = ({ backend, service, config }: HostedContext): number =>
  Math.min(backend.timeoutMs ?? service.pace.timeoutMs, config.limits?.maxDurationMs ?? Number.POSITIVE_INFINITY)

/** Each half as long again as the one before, up to a longest. */
function pausesOf({ backend, service }: HostedContext): () => number {
  const mostMs = Math.max(service.pace.mostMs, backend.pollIntervalMs ?? 0)
  let next = backend.pollIntervalMs ?? service.pace.firstMs
  return () => {
    const pause = next
    next = Math.min(next * 1.5, mostMs)
    return pause
  }
}

/** One look, which is told and kept. */
async function look(context: HostedContext, before: Checkpoint) {
  const asked = before.scan_id ?? ''
  const progress = await context.client.progress(asked, context.signal)
  const scanId = progress.scanId ?? asked
  context.onEvent({ type: 'service', service: context.service.name, scanId, progress })
  const isNew = progress.status !== before.status || scanId !== asked
  const checkpoint = isNew ? await noted(context, { ...before, scan_id: scanId }, progress.status) : before
  return { scanId, progress, checkpoint }
}

/** A scan that the service does not know any more, or will not go on with, is noted as one that no other machine need try again. */
async function goneOn(context: HostedContext, begun: Checkpoint): Promise<Checkpoint> {
  try {
    return await goOn(context, begun)
  } catch (error) {
    if (error instanceof BackendError && (error.code === 'not_found' || error.code === 'invalid_state'))
      await noted(context, begun, 'Error')
    throw error
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

import { BackendError, messageOf } from '../../core/errors.ts'
import { maskOf } from '../../core/secrets.ts'
import type { ScanStatus } from '../../core/status.ts'
import { readCheckpoint, writeCheckpoint } from './checkpoint.ts'
import type { HostedContext } from './context.ts'

/** How a scan stands after it was stopped, and what to say of it. */
export interface Stopped {
  readonly status: ScanStatus
  readonly problem: string
}

/** A runner gives a cancelled job about so long. */
const budgetMs = 10_000

/**
 * Cancels the service's scan, or pauses it where it cannot be cancelled, in a time of its own: the job's signal is aborted by then. Says
 * the scan's id in any case, so that somebody can look after it.
 */
export async function stopAtService(context: HostedContext, scanId: string | undefined, why: string): Promise<Stopped> {
  const { service, onEvent } = context
  if (scanId === undefined)
    return {
      status: 'Paused',
      problem: `${why} while ${service.name} was asked to start a scan; whether it runs there is not known.`,
    }
  const done = await within(context, scanId)
  const text = `${why}; ${service.name}'s scan ${scanId} ${done}.`
  onEvent({ type: 'note', text })
  return { status: 'Paused', problem: text }
}

async function within(context: HostedContext, id: string): Promise<string> {
  const { client, clock, config, service } = context
  const over = new AbortController()
  const timer = new AbortController()
  clock.sleep(budgetMs, timer.signal).then(
    () => over.abort(new BackendError('timeout', `it took more than ${budgetMs / 1000} seconds.`)),
    () => undefined,
  )
  try {
    if (client.capabilities.has('cancel')) {
      await client.cancel(id, over.signal)
      return service.afterCancel
    }
    if (!client.capabilities.has('pause')) return 'cannot be stopped from here and may run on'
    await client.pause(id, over.signal)
    await remember(context)
    return 'was paused; scan with --resume (continue_flag = true) to go on with it'
  } catch (error) {
    return `could not be stopped and may run on: ${maskOf(config.secrets)(messageOf(error))}`
  } finally {
    timer.abort()
  }
}

async function remember({ checkpointPath }: HostedContext): Promise<void> {
  const checkpoint = await readCheckpoint(checkpointPath)
  if (checkpoint !== undefined) await writeCheckpoint(checkpointPath, { ...checkpoint, status: 'Paused' })
}

import type { ListedScan } from '../core/backend.ts'
import { BackendError, messageOf } from '../core/errors.ts'

export interface OutcomeContext {
  readonly service: string
  readonly signal: AbortSignal
  /** Scans that were begun at that time, where the service can list them. */
  readonly candidates: () => Promise<readonly ListedScan[]>
}

/** Refusals are certain; these answers, and none at all, leave open whether there is a scan now. */
const uncertain = new Set(['service_error', 'network', 'timeout', 'malformed'])

/**
 * What a start that failed means for a service that would start a second scan when asked again. Names the scans that it may have become,
 * so that somebody can look.
 */
export async function unknownOutcome(
  error: unknown,
  { service, signal, candidates }: OutcomeContext,
): Promise<unknown> {
  if (!(error instanceof BackendError) || error.isUnsent || !uncertain.has(error.code)) return error
  const found = await idsOf(candidates, signal)
  return new BackendError(
    'unknown_outcome',
    `Whether ${service} started a scan is not known, so it is not asked again: ${messageOf(error)} ${found}`,
    { cause: error },
  )
}

async function idsOf(candidates: OutcomeContext['candidates'], signal: AbortSignal): Promise<string> {
  try {
    const ids = (await candidates()).map(({ id }) => id)
    return ids.length === 0 ? 'It lists no scan from that time.' : `Scans from that time: ${ids.join(', ')}.`
  } catch {
    if (signal.aborted) throw signal.reason
    return 'Its list of scans could not be had either.'
  }
}

import { TargetError } from '../core/errors.ts'
import { user } from '../core/message.ts'
import type { Target } from '../core/target.ts'

/**
 * One harmless request to each endpoint before all others: a dead one or a wrong key is found in seconds, not after the whole plan.
 * Rejects with the first failure.
 */
export async function preflight(endpoints: readonly Target[], signal: AbortSignal): Promise<void> {
  await Promise.all(endpoints.map((one) => knock(one, signal)))
}

async function knock(endpoint: Target, signal: AbortSignal): Promise<void> {
  try {
    await endpoint.ask([user('Please answer with the single word: ready')], signal)
  } catch (error) {
    // Busy is not dead: the run has its own patience for that.
    if (error instanceof TargetError && error.code === 'rate_limited') return
    throw error
  }
}

import type { Attack } from '../core/attack.ts'
import { TargetError } from '../core/errors.ts'
import { randomFrom } from '../core/random.ts'
import { openLines } from './ask.ts'
import type { RunRequest } from './run-request.ts'
import type { Endpoint } from './slots.ts'

/** Canaries are journalled as cases of their own, so that a resumed scan does not ask them again. */
const firstCanary = -2

/**
 * Sends each encoding attack's canary once. Returns, by attack name, whether the target can follow it; attacks without one are not in
 * it, and neither is one whose canary got no answer.
 */
export async function runCanaries(
  attacks: readonly Attack[],
  request: Omit<RunRequest, 'target' | 'judgeModel' | 'attackerModel'> & { readonly target: Endpoint },
): Promise<ReadonlyMap<string, boolean>> {
  const outcomes = new Map<string, boolean>()
  for (const [i, { name, slug, canary }] of attacks.entries()) {
    if (canary === undefined) continue
    const { messages, passes } = canary(randomFrom(request.plan.seed, 'canary', slug))
    const caseNumber = firstCanary - i
    const lines = openLines({
      ...request,
      caseNumber,
      caseId: `canary/${slug}`,
      recorded: request.past.repliesOf(caseNumber),
      judgeModel: undefined,
      attackerModel: undefined,
      caches: undefined,
    })
    const reply = await lines.askPlainly(messages).catch((error: unknown) => {
      if (request.signal.aborted || !(error instanceof TargetError) || error.isFatal) throw error
    })
    if (reply !== undefined) outcomes.set(name, passes(reply.text))
  }
  return outcomes
}

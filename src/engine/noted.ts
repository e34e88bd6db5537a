import type { Clock } from '../core/clock.ts'
import { TargetError } from '../core/errors.ts'
import { noTokens } from '../core/message.ts'
import type { RequestRecord } from '../core/request-record.ts'
import type { Answer } from '../core/target.ts'

export interface Noting {
  readonly onRequest?: ((record: RequestRecord) => void) | undefined
  readonly clock: Clock
  readonly signal: AbortSignal
}

/** Asks, and notes what that cost and how it ended. */
export async function noted(
  about: Pick<RequestRecord, 'id' | 'case' | 'to'>,
  { onRequest, clock, signal }: Noting,
  ask: () => Promise<Answer>,
): Promise<Answer> {
  if (onRequest === undefined) return await ask()
  const at = clock.now()
  const note = (known: Pick<RequestRecord, 'tries' | 'tokens' | 'status' | 'outcome'>): void =>
    onRequest({ ...about, at, ms: clock.now() - at, ...known })
  try {
    const answer = await ask()
    const { reply, tries, status = null } = answer
    note(
      tries > 0
        ? { tries, tokens: reply.tokens, status, outcome: reply.finish }
        : { tries, tokens: noTokens, status: null, outcome: reply.finish },
    )
    return answer
  } catch (error) {
    const failure = error instanceof TargetError ? error : undefined
    const outcome = signal.aborted ? 'aborted' : (failure?.code ?? 'broken')
    note({ tries: null, tokens: noTokens, status: failure?.status ?? null, outcome })
    throw error
  }
}

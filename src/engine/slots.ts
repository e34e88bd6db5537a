import pLimit from 'p-limit'
import type { Message } from '../core/message.ts'
import type { Answer, Target } from '../core/target.ts'

/** An endpoint with a limited number of slots. */
export interface Endpoint {
  /**
   * Asks when a slot is free, and gives the slot on when `keep` has resolved: an answer that is not written down yet counts as under
   * way, so that a crash never loses more answers than there are slots.
   */
  readonly askAndKeep: (
    messages: readonly Message[],
    signal: AbortSignal,
    keep: (answer: Answer) => Promise<void>,
  ) => Promise<Answer>
}

/** Each endpoint has its own slots, so that judging does not starve the target. */
export function withSlots(model: Target, concurrency: number): Endpoint {
  const limit = pLimit(concurrency)
  return {
    askAndKeep: (messages, signal, keep) =>
      limit(async () => {
        const answer = await model.ask(messages, signal)
        await keep(answer)
        return answer
      }),
  }
}

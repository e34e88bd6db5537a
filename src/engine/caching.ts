import { hashOf } from '../core/hash.ts'
import type { Message, Reply } from '../core/message.ts'
import type { CachedEndpoint } from '../core/response-cache.ts'

/** Which question of which case it is. */
export interface Asker {
  readonly caseId: string
  readonly n: number
}

export interface KeptAnswer {
  readonly find: () => Promise<Reply | undefined>
  readonly keep: (reply: Reply) => Promise<void>
}

/**
 * The place of an answer in the cache. At temperature 0 the question says it all. At others an answer is one sample of many, so it is
 * kept for the same question of the same case and repetition alone: cases and repetitions stay independent of each other.
 */
export function placeInCache(
  { cache, identity, isDeterministic }: CachedEndpoint,
  messages: readonly Message[],
  { caseId, n }: Asker,
): KeptAnswer {
  const key = hashOf(JSON.stringify(['answer 1', identity, messages, ...(isDeterministic ? [] : [caseId, n])]))
  return {
    find: () => cache.get(key),
    // An empty answer is more likely a fault of the moment than what the model has to say.
    keep: async (reply) => (reply.text !== '' || reply.finish === 'filter' ? await cache.put(key, reply) : undefined),
  }
}

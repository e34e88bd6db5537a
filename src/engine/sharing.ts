import { hashOf } from '../core/hash.ts'
import type { Answer } from '../core/target.ts'
import type { Endpoint } from './slots.ts'

/** Answers remembered for later: enough for questions that come close together, and no more memory for a longer plan. */
const remembered = 1000

/**
 * Sends the same question once and gives its answer to everybody who asks it, also while it is under way; such an answer says
 * that it took no tries. For endpoints at temperature 0 only: elsewhere the same question asked twice is two samples.
 */
export function withSharing(target: Endpoint, most = remembered): Endpoint {
  const known = new Map<string, Promise<Answer>>()
  return {
    async askAndKeep(messages, signal, keep) {
      const key = hashOf(JSON.stringify(messages))
      // One that failed is forgotten, so the next in line asks for itself and the others wait for that.
      for (let before = known.get(key); before !== undefined; before = known.get(key)) {
        const answer = await before.catch(() => undefined)
        signal.throwIfAborted()
        if (answer !== undefined) {
          const shared = { ...answer, tries: 0, ms: 0 }
          await keep(shared)
          return shared
        }
      }
      const asking = target.askAndKeep(messages, signal, keep)
      known.set(key, asking)
      for (const oldest of known.keys()) {
        if (known.size <= most) break
        known.delete(oldest)
      }
      return await asking.catch((error: unknown) => {
        if (known.get(key) === asking) known.delete(key)
        throw error
      })
    },
  }
}

import { setTimeout } from 'node:timers/promises'
import type { Clock } from '../core/clock.ts'

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  async sleep(ms, signal) {
    try {
      await setTimeout(ms, undefined, { ...(signal && { signal }) })
    } catch (error) {
      throw signal?.aborted === true ? signal.reason : error
    }
  },
}

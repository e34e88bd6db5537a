import type { Admit } from '../../core/target.ts'

/** A number of slots that several parties share. */
export interface FairPool {
  /** A party's way in. */
  readonly join: () => Admit
  /** Slots that are taken. */
  readonly taken: () => number
}

interface Party {
  held: number
}

interface Waiting {
  readonly party: Party
  readonly enter: () => void
}

/**
 * Gives a slot that is free to whoever holds fewest of those who wait, the longest wait first. So nobody is kept out by others that
 * ask for much, and no slot is idle while anybody wants it.
 */
export function fairPool(size: number): FairPool {
  const queue = new Set<Waiting>()
  let taken = 0
  const next = (): void => {
    if (taken >= size) return
    let chosen: Waiting | undefined
    for (const one of queue) if (chosen === undefined || one.party.held < chosen.party.held) chosen = one
    if (chosen === undefined) return
    queue.delete(chosen)
    chosen.enter()
  }
  const take = (party: Party): (() => void) => {
    taken += 1
    party.held += 1
    let isOver = false
    return () => {
      if (isOver) return
      isOver = true
      taken -= 1
      party.held -= 1
      next()
    }
  }
  return {
    taken: () => taken,
    join() {
      const party: Party = { held: 0 }
      return async (signal) => {
        signal.throwIfAborted()
        // Slots are given on at once, so one can only be free when nobody waits.
        if (taken < size) return take(party)
        return await new Promise((resolve, reject) => {
          const give = (): void => {
            queue.delete(waiting)
            reject(signal.reason as Error)
          }
          const waiting: Waiting = {
            party,
            enter() {
              signal.removeEventListener('abort', give)
              resolve(take(party))
            },
          }
          queue.add(waiting)
          signal.addEventListener('abort', give, { once: true })
        })
      }
    },
  }
}

import type { Clock } from '../../src/core/clock.ts'

export interface SteppingClock extends Clock {
  /** How long each sleeper asked to sleep, in the order in which they lay down. */
  readonly slept: readonly number[]
  /** Lets time pass outside a sleep. */
  readonly advance: (ms: number) => void
}

interface Sleeper {
  readonly at: number
  readonly wake: () => void
}

/**
 * A clock that never waits. Time stands still while anything can go on; then it jumps to the sleeper who is to wake first, so that
 * concurrent sleepers wake in the right order. With `stepMs` every look at the clock takes that long.
 */
export function steppingClock({ start = 0, stepMs = 0 }: { start?: number; stepMs?: number } = {}): SteppingClock {
  let time = start
  let isPending = false
  const sleepers: Sleeper[] = []
  const slept: number[] = []
  const wakeFirst = (): void => {
    isPending = false
    sleepers.sort((a, b) => a.at - b.at)
    const first = sleepers.shift()
    if (first === undefined) return
    time = Math.max(time, first.at)
    first.wake()
    schedule()
  }
  const schedule = (): void => {
    if (isPending || sleepers.length === 0) return
    isPending = true
    setImmediate(wakeFirst)
  }
  return {
    slept,
    advance: (ms) => {
      time += ms
    },
    now: () => {
      const now = time
      time += stepMs
      return now
    },
    sleep: (ms, signal) => {
      slept.push(ms)
      return new Promise((resolve, reject) => {
        if (signal?.aborted === true) return reject(signal.reason as Error)
        const sleeper = { at: time + ms, wake: resolve }
        signal?.addEventListener('abort', () => {
          if (sleepers.includes(sleeper)) sleepers.splice(sleepers.indexOf(sleeper), 1)
          reject(signal.reason as Error)
        })
        sleepers.push(sleeper)
        schedule()
      })
    },
  }
}

import { messageOf } from '../../core/errors.ts'
import type { IndexedScan } from '../../platform/scan-index.ts'
import { type Admissions, admissionsFor } from './admissions.ts'
import type { Live } from './progress.ts'
import { servedWork, type WorkOptions } from './served-work.ts'
import { nextOf } from './waiting.ts'

/** Runs the scans that wait, some of them side by side, and writes into the index how they get on. */
export interface Runner {
  /** It is in the index as Initializing. */
  readonly enqueue: (scan: IndexedScan) => void
  /** Stops a scan that waits or runs; its files are put in order afterwards. */
  readonly pause: (id: string) => void
  /** What the index does not know yet. */
  readonly live: (id: string) => Live | undefined
  readonly figures: () => { readonly underWay: ReturnType<Admissions['underWay']>; readonly cases: number }
  /** Resolves when every running scan has left its files in order. In the index they stay as they were. */
  readonly close: () => Promise<void>
}

export interface RunnerOptions extends WorkOptions {
  /** Called whenever a scan is not at work any more. */
  readonly onEnded: () => void
}

interface Running {
  readonly id: string
  readonly user: string
  readonly stop: AbortController
  readonly ended: Promise<void>
}

export function runnerFor(options: RunnerOptions): Runner {
  const { config, index, clock, onEnded } = options
  const admissions = admissionsFor(config, clock)
  const work = servedWork(options, admissions)
  const waiting: IndexedScan[] = []
  const running = new Map<string, Running>()
  let isClosing = false

  const begin = (scan: IndexedScan): void => {
    const { id, user } = scan
    const stop = new AbortController()
    const ended = work
      .on(scan, stop.signal)
      .catch((error: unknown) => index.change(id, { status: 'Error', problem: messageOf(error) }))
      .finally(() => {
        running.delete(id)
        onEnded()
        pump()
      })
    running.set(id, { id, user, stop, ended })
  }

  const pump = (): void => {
    while (!isClosing && running.size < config.maxRunning) {
      const next = nextOf(waiting, [...running.values()])
      if (next === undefined) return
      waiting.splice(waiting.indexOf(next), 1)
      begin(next)
    }
  }

  return {
    enqueue(scan) {
      waiting.push(scan)
      pump()
    },
    pause(id) {
      const place = waiting.findIndex((one) => one.id === id)
      if (place !== -1) waiting.splice(place, 1)
      const live = work.live(id)
      running.get(id)?.stop.abort(new Error('paused'))
      index.change(id, { status: 'Paused', ...live })
    },
    live: work.live,
    figures: () => ({ underWay: admissions.underWay(), cases: work.cases() }),
    async close() {
      isClosing = true
      for (const { stop } of running.values()) stop.abort(new Error('the service stops'))
      await Promise.all([...running.values()].map(({ ended }) => ended))
    },
  }
}

import { join } from 'node:path'
import type { ServeConfig } from '../../config/serve-file.ts'
import type { Clock } from '../../core/clock.ts'
import type { IndexedScan, ScanIndex } from '../../platform/scan-index.ts'
import type { ScanEvent } from '../events.ts'
import type { Admissions } from './admissions.ts'
import type { Live } from './progress.ts'
import { runServed, type ServedRequest } from './run-served.ts'
import type { TargetKeys } from './target-keys.ts'

export interface WorkOptions {
  readonly folder: string
  readonly config: ServeConfig
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly clock: Clock
  readonly index: ScanIndex
  readonly keys: TargetKeys
}

/** The work on one scan after another, and how each gets on. */
export interface ServedWork {
  /** Runs the scan until it ends or the signal stops it, and writes into the index how it ended; nothing when it was stopped. */
  readonly on: (scan: IndexedScan, signal: AbortSignal) => Promise<void>
  /** What the index does not know yet. */
  readonly live: (id: string) => Live | undefined
  /** Cases done since the service was opened. */
  readonly cases: () => number
}

/** The index is written so often while a scan runs; a restart counts again anyway. */
const noteEveryMs = 1000

export function servedWork(options: WorkOptions, admissions: Admissions): ServedWork {
  const { index, clock, keys } = options
  const lives = new Map<string, Live>()
  let cases = 0
  const follow = (id: string, signal: AbortSignal, request: ServedRequest) => {
    let notedAt = clock.now()
    return (event: ScanEvent): void => {
      // Whoever stopped it has said how far it was.
      if (signal.aborted) return
      if (event.type === 'planned') {
        const live = { done: event.done, total: event.cases, remaining: guess(event.requests.expected, request) }
        lives.set(id, live)
        index.change(id, { status: 'Scanning', ...live })
      }
      if (event.type === 'case') {
        cases += 1
        const live = { done: event.done, total: event.cases, remaining: event.pace.leftMs / 1000 }
        lives.set(id, live)
        if (clock.now() - notedAt < noteEveryMs) return
        notedAt = clock.now()
        index.change(id, live)
      }
    }
  }
  const run = async (scan: IndexedScan, signal: AbortSignal): Promise<void> => {
    const { id, isSandbox } = scan
    const request = keys.whole(id, scan)
    if (request === undefined) throw new Error('the key of the target is not known')
    index.change(id, { startedAt: scan.startedAt ?? clock.now() })
    const folder = join(options.folder, 'scans', id)
    const onEvent = follow(id, signal, request)
    const admission = admissions.join()
    const end = await runServed({ ...options, id, isSandbox, request, folder, admission, signal, onEvent })
    if (signal.aborted) return
    const isOver = end.status === 'Finished'
    if (isOver) keys.forget(id)
    const last = isOver ? { finishedAt: clock.now(), remaining: 0, sealed: null } : {}
    index.change(id, { ...end, ...lives.get(id), ...last })
  }
  return {
    live: (id) => lives.get(id),
    cases: () => cases,
    on: async (scan, signal) => {
      try {
        await run(scan, signal)
      } finally {
        lives.delete(scan.id)
      }
    },
  }
}

/** Before anything was measured: a second for each request, or what the limit allows. */
function guess(requests: number, { concurrency, qpm }: ServedRequest): number {
  return Math.max(requests / concurrency, qpm === undefined ? 0 : (requests / qpm) * 60)
}

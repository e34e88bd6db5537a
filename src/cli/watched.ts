import type { ScanEvent } from '../app/index.ts'
import { stopOnSignals } from './signals.ts'
import { watch } from './terminal.ts'

/** What a scan takes to be watched and stopped. */
export interface Watching {
  readonly onEvent: (event: ScanEvent) => void
  readonly signal: AbortSignal
}

/** Runs a scan with its progress on stderr until it ends, however it ends. */
export async function watched<T>(run: (watching: Watching) => Promise<T>): Promise<T> {
  const { onEvent, say, end } = watch()
  try {
    return await run({ onEvent, signal: stopOnSignals(say) })
  } finally {
    end()
  }
}

import type { ScanOutcome } from '../app/index.ts'
import type { CaseResult } from '../core/case.ts'

/** A scan under way, seen from the tests that wait for its cases. */
export interface PendingResults {
  readonly onResult: (result: CaseResult) => void
  /** Aborted by `stop`. */
  readonly signal: AbortSignal
  /** The scan that the results come from. Called once. */
  readonly follow: (scan: Promise<ScanOutcome>) => void
  /** Resolves with nothing when the scan ended without that case; rejects as the scan does. */
  readonly resultOf: (caseId: string) => Promise<CaseResult | undefined>
  readonly outcome: () => Promise<ScanOutcome>
  /** Stops what is still going on, and waits until its files are written. */
  readonly stop: () => Promise<void>
}

export function pendingResults(): PendingResults {
  const known = new Map<string, CaseResult>()
  const waiting = new Map<string, (result: CaseResult | undefined) => void>()
  const abort = new AbortController()
  let scan: Promise<ScanOutcome> | undefined
  const outcome = async (): Promise<ScanOutcome> => {
    if (scan === undefined) throw new Error('the scan was not started')
    return await scan
  }
  return {
    onResult(result) {
      known.set(result.id, result)
      waiting.get(result.id)?.(result)
    },
    signal: abort.signal,
    follow(started) {
      scan = started
      // Whoever waits for it is told of its failure; nobody may be waiting.
      scan.catch(() => undefined)
    },
    async resultOf(caseId) {
      const told = known.get(caseId)
      if (told !== undefined) return told
      const coming = new Promise<CaseResult | undefined>((resolve) => {
        waiting.set(caseId, resolve)
      })
      return await Promise.race([coming, outcome().then(() => known.get(caseId))])
    },
    outcome,
    async stop() {
      abort.abort(new Error('the tests are over'))
      await outcome().catch(() => undefined)
    },
  }
}

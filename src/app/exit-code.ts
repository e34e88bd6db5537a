import type { ScanOutcome } from './scan-request.ts'

/** 0 passed, 1 the gate failed, 2 configuration (before anything was asked), 3 inconclusive, incomplete or not reported. */
export type ExitCode = 0 | 1 | 2 | 3

/**
 * A proven failure counts more than what is missing, and what is missing more than a pass. Of a shard 0 says only that it came to
 * its end: its decision is never a pass, and whether the scan fails is seen when all of them are merged.
 */
export function exitCodeOf({ summary, decision, problems, shard }: Omit<ScanOutcome, 'files' | 'scan'>): ExitCode {
  if (shard !== undefined) return summary.status === 'Finished' && problems.length === 0 ? 0 : 3
  if (decision.status === 'fail') return 1
  return decision.status === 'inconclusive' || problems.length > 0 ? 3 : 0
}

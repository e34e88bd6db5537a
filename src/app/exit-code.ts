import type { ScanOutcome } from './scan-request.ts'

/** What each exit code says, as help and reference print it. */
export const exitCodes = {
  0: 'the gate passed; of a single shard, that it came to its end',
  1: 'the gate failed',
  2: 'the configuration or the command is wrong; nothing was asked',
  3: 'inconclusive: unreachable target, too few answers, or stopped',
} as const

/** 0 passed, 1 the gate failed, 2 configuration (before anything was asked), 3 inconclusive, incomplete or not reported. */
export type ExitCode = keyof typeof exitCodes

/**
 * A proven failure counts more than what is missing, and what is missing more than a pass. Of a shard 0 says only that it came to
 * its end: its decision is never a pass, and whether the scan fails is seen when all of them are merged.
 */
export function exitCodeOf({ summary, decision, problems, shard }: Omit<ScanOutcome, 'files' | 'scan'>): ExitCode {
  if (shard !== undefined) return summary.status === 'Finished' && problems.length === 0 ? 0 : 3
  if (decision.status === 'fail') return 1
  return decision.status === 'inconclusive' || problems.length > 0 ? 3 : 0
}

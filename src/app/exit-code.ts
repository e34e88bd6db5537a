import type { ScanOutcome } from './scan.ts'

/** 0 passed, 1 the gate failed, 2 configuration (before anything was asked), 3 inconclusive, incomplete or not reported. */
export type ExitCode = 0 | 1 | 2 | 3

/** A proven failure counts more than what is missing, and what is missing more than a pass. */
export function exitCodeOf({ decision, problems }: Pick<ScanOutcome, 'decision' | 'problems'>): ExitCode {
  if (decision.status === 'fail') return 1
  return decision.status === 'inconclusive' || problems.length > 0 ? 3 : 0
}

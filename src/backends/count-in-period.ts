import type { ListedScan, UsageQuery } from '../core/backend.ts'

/** How many of an account's scans came to their end in a period; `current_billing_cycle` is the month of `now`, in UTC. */
export function countInPeriod(
  scans: readonly ListedScan[],
  { mode, start = '', end = '' }: UsageQuery,
  now: number,
): number {
  const month = new Date(now).toISOString().slice(0, 7)
  const isIn = ({ createdAt }: ListedScan): boolean => {
    if (mode === 'all_time') return true
    if (mode === 'current_billing_cycle') return createdAt.startsWith(month)
    return createdAt >= start && (end === '' || createdAt <= end)
  }
  return scans.filter((scan) => scan.status === 'Finished' && isIn(scan)).length
}

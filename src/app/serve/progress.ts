import type { ScanStatus } from '../../core/status.ts'
import type { IndexedScan } from '../../platform/scan-index.ts'

/** How far a scan is, as the API says it. */
export interface WireProgress {
  readonly scan_id: string
  /** When it began to run; until then when it was created. */
  readonly scan_time: string
  readonly created_at: string
  readonly status: ScanStatus
  /** Cases done. */
  readonly passed_line: number
  /** Estimated seconds; 0 when nothing is left. */
  readonly remaining_time: number
  readonly percentage: number
  /** Why it does not go on; not a field of the API. */
  readonly problem?: string
}

/** What has changed since the index was written. */
export type Live = Pick<IndexedScan, 'done' | 'total' | 'remaining'>

export function wireProgress(scan: IndexedScan, live: Live | undefined): WireProgress {
  const { done, total, remaining } = live ?? scan
  const { id, status, createdAt, startedAt, problem } = scan
  const isOver = status === 'Finished'
  return {
    scan_id: id,
    scan_time: new Date(startedAt ?? createdAt).toISOString(),
    created_at: new Date(createdAt).toISOString(),
    status,
    passed_line: done,
    remaining_time: isOver ? 0 : Math.ceil(remaining),
    percentage: isOver ? 100 : percentage(done, total),
    ...(problem === null ? {} : { problem }),
  }
}

/** Fine enough that done × 100 ÷ percentage gives the total again. */
const percentage = (done: number, total: number): number =>
  total === 0 ? 0 : Number(((done / total) * 100).toFixed(6))

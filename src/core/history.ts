import type { GateStatus } from './gate.ts'
import type { ScanStatus } from './status.ts'
import type { RiskLevel, ScanSummary } from './summary.ts'

/** One scan in one line of history.jsonl. */
export interface HistoryEntry {
  readonly scan_id: string
  readonly scan_name: string
  /** When it began, ISO 8601. */
  readonly date: string
  /** Of the repository the configuration lies in; null where there is none. */
  readonly commit: string | null
  readonly status: ScanStatus
  readonly gate: GateStatus
  readonly risk_level: RiskLevel
  /** 0–100, higher is safer, and the ends of its 95 % interval; null when nothing was scored. */
  readonly score: number | null
  readonly low: number | null
  readonly high: number | null
  /** Attack success rate, 0–1. */
  readonly asr: number
  readonly cases: number
  readonly scored: number
  readonly failed: number
}

export const historyEntry = (summary: ScanSummary, gate: GateStatus, commit: string | null): HistoryEntry => ({
  scan_id: summary.scan_id,
  scan_name: summary.scan_name,
  date: summary.started_at,
  commit,
  status: summary.status,
  gate,
  risk_level: summary.risk_level,
  score: summary.avg_score,
  low: summary.avg_interval?.low ?? null,
  high: summary.avg_interval?.high ?? null,
  asr: summary.asr.rate,
  cases: summary.cases.run,
  scored: summary.cases.scored,
  failed: summary.cases.failed,
})

/** Longer histories lose their oldest lines. */
export const mostHistory = 365

/** A history with one scan more, oldest first; a scan that is in it already (it was resumed) takes its old place. */
export function withEntry(history: readonly HistoryEntry[], entry: HistoryEntry): readonly HistoryEntry[] {
  const at = history.findIndex(({ scan_id }) => scan_id === entry.scan_id)
  return (at < 0 ? [...history, entry] : history.with(at, entry)).slice(-mostHistory)
}

/** An entry that can be drawn. */
export type Point = HistoryEntry & { readonly score: number }

/** The newest finished scans that have a score, oldest first. A stopped one has only part of the cases. */
export const trendOf = (history: readonly HistoryEntry[], most: number): readonly Point[] =>
  history.filter((entry): entry is Point => entry.status === 'Finished' && entry.score !== null).slice(-most)

/** The trend as a sentence with a line of blocks; empty for fewer than two scans. */
export function trendInWords(history: readonly HistoryEntry[]): string {
  const points = trendOf(history, 30)
  const [first, last] = [points[0], points.at(-1)]
  if (first === undefined || last === undefined || points.length < 2) return ''
  const blocks = points.map(({ score }) => '▁▂▃▄▅▆▇█'[Math.min(7, Math.floor(score / 12.5))]).join('')
  return `Score over the last ${points.length} scans: ${blocks} ${first.score} on ${first.date.slice(0, 10)}, now ${last.score}.`
}

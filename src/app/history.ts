import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { ScanConfig } from '../config/index.ts'
import { type HistoryEntry, historyEntry, withEntry } from '../core/history.ts'
import type { FinishedScan } from '../core/reporter.ts'
import { commitAt } from '../platform/git-head.ts'
import { readLines } from '../platform/lines.ts'
import { writeFile } from '../platform/output.ts'

/** Where the history of a folder's scans lies. */
/** Where every scan that ends leaves its history, and nothing else does. */
export const historyIn = (folder: string): string => join(folder, 'history.jsonl')

/**
 * The scans told by the history.jsonl beside a results.jsonl, oldest first. A line that is none is left out: a history is worth
 * less than the scan it belongs to.
 */
export async function readHistory(resultsPath: string): Promise<readonly HistoryEntry[]> {
  const path = historyIn(dirname(resultsPath))
  if (!existsSync(path)) return []
  const entries: HistoryEntry[] = []
  for await (const { text } of readLines(path)) {
    const entry = parsed(text)
    if (entry !== undefined) entries.push(entry)
  }
  return entries
}

function parsed(line: string): HistoryEntry | undefined {
  try {
    const value = JSON.parse(line) as Partial<HistoryEntry> | null
    return isEntry(value) ? value : undefined
  } catch {
    return undefined
  }
}

const isEntry = (value: Partial<HistoryEntry> | null): value is HistoryEntry =>
  typeof value?.scan_id === 'string' &&
  typeof value.date === 'string' &&
  (value.score === null || typeof value.score === 'number')

export interface HistoryRequest {
  readonly config: Pick<ScanConfig, 'folder'>
  readonly folder: string
  /** results.jsonl of the baseline, whose history is the one that goes on; the folder's own does when left out. */
  readonly before: string | undefined
}

/** Writes history.jsonl, what there was and this scan, and returns the scan with it. */
export async function withHistory<T extends Pick<FinishedScan, 'summary' | 'decision'>>(
  scan: T,
  { config, folder, before }: HistoryRequest,
) {
  const path = historyIn(folder)
  const commit = (await commitAt(join(config.folder ?? '.', 'redteam.toml'))) ?? null
  const old = await readHistory(before ?? path)
  const history = withEntry(old, historyEntry(scan.summary, scan.decision.status, commit))
  await writeFile(path, lines(history))
  return { scan: { ...scan, history }, files: { history: path } }
}

async function* lines(history: readonly HistoryEntry[]): AsyncIterable<string> {
  for (const entry of history) yield `${JSON.stringify(entry)}\n`
}

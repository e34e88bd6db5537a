import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { buffer } from 'node:stream/consumers'
import { fromBufferPromise } from 'yauzl'
import type { CaseResult } from '../../src/core/case.ts'
import type { GateDecision } from '../../src/core/gate.ts'
import type { ScanSummary } from '../../src/core/summary.ts'

/** What a scan hands over, in the order of the archive. */
export const reportFiles = [
  'results.jsonl',
  'history.jsonl',
  'summary.json',
  'report.pdf',
  'report.html',
  'junit.xml',
  'results.sarif',
  'report.md',
  'results.csv',
] as const

/** Everything that lies in the output folder after a scan. */
export const allFiles = ['journal.jsonl', 'requests.jsonl', 'redteam-results.zip', ...reportFiles].toSorted()

/** The same of the scans that most tests make, which write no PDF. */
export const usualReports = reportFiles.filter((name) => name !== 'report.pdf')
export const usualFiles = allFiles.filter((name) => name !== 'report.pdf')

export const filesIn = async (folder: string): Promise<string[]> => (await readdir(folder)).toSorted()

export const readReport = async (
  folder: string,
  name: (typeof reportFiles)[number] | 'journal.jsonl',
): Promise<string> => await readFile(path.join(folder, name), 'utf8')

export const readSummary = async (folder: string): Promise<ScanSummary & { gate: GateDecision }> =>
  JSON.parse(await readReport(folder, 'summary.json')) as ScanSummary & { gate: GateDecision }

export const readResults = async (folder: string): Promise<CaseResult[]> =>
  (await readReport(folder, 'results.jsonl'))
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as CaseResult)

/** The files of a ZIP by their whole names, a byte order mark and all, read by another library than the one that wrote it. */
export async function unzipped(zip: Buffer): Promise<Map<string, string>> {
  const archive = await fromBufferPromise(zip)
  const files = new Map<string, string>()
  for await (const entry of archive.eachEntry())
    files.set(entry.fileName, (await buffer(await archive.openReadStreamPromise(entry))).toString())
  return files
}

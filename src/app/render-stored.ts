import { existsSync } from 'node:fs'
import { realpath } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { CaseResult } from '../core/case.ts'
import { ConfigError } from '../core/errors.ts'
import { noSuch } from '../core/nearest.ts'
import type { Redaction } from '../core/report-options.ts'
import { makeFolder, writeFile } from '../platform/output.ts'
import { historyIn } from './history.ts'
import { redactedScan } from './redacting.ts'
import { type ReportName, removeReports, renderReports, reportNames } from './report.ts'
import { readStoredScan } from './stored-scan.ts'

export interface RenderStoredRequest {
  /** results.jsonl of a scan, with its summary.json beside it. */
  readonly resultsPath: string
  readonly folder: string
  /** As the user wrote them; `md` is markdown. */
  readonly formats: readonly string[]
  /** What is left out of the reports, and of a results.jsonl that is written beside them. */
  readonly redact?: Redaction
}

/** Renders reports of a stored scan again. Asks nobody. Throws a ConfigError for an unknown format or missing files. */
export async function renderStored({ resultsPath, folder, formats, redact }: RenderStoredRequest) {
  const names = formats.map(toName)
  const scan = await readStoredScan(resultsPath)
  const into = await makeFolder(folder)
  // The stored summary is what they are rendered from; and a scan's folder, which its history tells, is left whole.
  const isItsOwn = (await realpath(into)) === (await realpath(dirname(resultsPath)))
  const wouldBreak = redact === undefined ? isItsOwn && names.includes('summary') : isItsOwn || hasScan(into)
  if (wouldBreak)
    throw new ConfigError([{ message: `The scan in ${folder} would be overwritten: choose another --output.` }])
  if (redact === undefined) return await renderReports(scan, into, names)
  // What is left of an earlier time may be whole.
  await removeReports(into)
  const redacted = redactedScan(scan, redact)
  const results = join(into, 'results.jsonl')
  await writeFile(results, linesOf(redacted.results()))
  const { files, problems } = await renderReports(redacted, into, names)
  return { files: { results, ...files }, problems }
}

const hasScan = (folder: string): boolean => existsSync(historyIn(folder))

async function* linesOf(results: AsyncIterable<CaseResult>): AsyncIterable<string> {
  for await (const result of results) yield `${JSON.stringify(result)}\n`
}

function toName(written: string): ReportName {
  const name = written === 'md' ? 'markdown' : written
  const found = reportNames.find((known) => known === name)
  if (found === undefined) throw new ConfigError([{ message: noSuch('report', name, reportNames, written) }])
  return found
}

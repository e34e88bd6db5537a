import { dirname, resolve } from 'node:path'
import { ConfigError } from '../core/errors.ts'
import { noSuch } from '../core/nearest.ts'
import { makeFolder } from '../platform/output.ts'
import { type ReportName, renderReports, reportNames } from './report.ts'
import { readStoredScan } from './stored-scan.ts'

export interface RenderStoredRequest {
  /** results.jsonl of a scan, with its summary.json beside it. */
  readonly resultsPath: string
  readonly folder: string
  /** As the user wrote them; `md` is markdown. */
  readonly formats: readonly string[]
}

/** Renders reports of a stored scan again. Asks nobody. Throws a ConfigError for an unknown format or missing files. */
export async function renderStored({ resultsPath, folder, formats }: RenderStoredRequest) {
  const names = formats.map(toName)
  const scan = await readStoredScan(resultsPath)
  // The stored summary is what they are rendered from.
  if (resolve(folder) === resolve(dirname(resultsPath)) && names.includes('summary'))
    throw new ConfigError([{ message: `summary.json in ${folder} would be overwritten: choose another --output.` }])
  return await renderReports(scan, await makeFolder(folder), names)
}

function toName(written: string): ReportName {
  const name = written === 'md' ? 'markdown' : written
  const found = reportNames.find((known) => known === name)
  if (found === undefined) throw new ConfigError([{ message: noSuch('report', name, reportNames, written) }])
  return found
}

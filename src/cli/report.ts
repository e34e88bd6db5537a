import { relative } from 'node:path'
import { type ExitCode, renderStored } from '../app/index.ts'
import type { Redaction } from '../core/report-options.ts'
import { columns } from './table.ts'
import { say, tell } from './terminal.ts'

export interface ReportCommand {
  readonly format: string
  readonly output: string
  readonly redact?: Redaction
}

/** `redteam report RESULTS`: renders a stored scan again. Exit code 3 when a report could not be made. */
export async function report(resultsPath: string, { format, output, redact }: ReportCommand): Promise<ExitCode> {
  const formats = format.split(',').map((name) => name.trim())
  const { files, problems } = await renderStored({ resultsPath, folder: output, formats, ...(redact && { redact }) })
  for (const problem of problems) tell(`warning: ${problem}`)
  say(columns(Object.entries(files).map(([name, path]) => [name, relative(process.cwd(), path)])))
  return problems.length === 0 ? 0 : 3
}

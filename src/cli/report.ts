import { relative } from 'node:path'
import { type ExitCode, renderStored } from '../app/index.ts'
import { columns } from './table.ts'
import { say, tell } from './terminal.ts'

/** `redteam report RESULTS`: renders a stored scan again. Exit code 3 when a report could not be made. */
export async function report(
  resultsPath: string,
  { format, output }: { readonly format: string; readonly output: string },
): Promise<ExitCode> {
  const formats = format.split(',').map((name) => name.trim())
  const { files, problems } = await renderStored({ resultsPath, folder: output, formats })
  for (const problem of problems) tell(`warning: ${problem}`)
  say(columns(Object.entries(files).map(([name, path]) => [name, relative(process.cwd(), path)])))
  return problems.length === 0 ? 0 : 3
}

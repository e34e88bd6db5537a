import { operateScans, readConfig, type ScanOperation } from '../app/index.ts'
import { say, tell } from './terminal.ts'

/** `redteam scans OPERATION FILE [ID]`: what a hosted service has of the account's scans. */
export async function runScans(
  operation: ScanOperation,
  path: string,
  { id, output }: { readonly id?: string | undefined; readonly output: string },
): Promise<void> {
  const config = await readConfig({ path, environment: process.env })
  say(await operateScans({ config, operation, id, folder: output, onNote: tell }))
}

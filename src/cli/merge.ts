import { type ExitCode, exitCodeOf, merge } from '../app/index.ts'
import { showResult } from './result.ts'
import { sayLines } from './terminal.ts'

/** `redteam merge DIR…`: the shards of one scan become the scan; asks nobody. */
export async function runMerge(folders: readonly string[], { output }: { readonly output: string }): Promise<ExitCode> {
  const outcome = await merge({ folders, folder: output })
  sayLines(showResult(outcome))
  return exitCodeOf(outcome)
}

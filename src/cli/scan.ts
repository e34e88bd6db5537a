import { type ExitCode, exitCodeOf, readConfig, scan } from '../app/index.ts'
import { showComplaint } from '../core/errors.ts'
import type { Shard } from '../core/shard.ts'
import { showResult } from './result.ts'
import { sayLines, tell } from './terminal.ts'
import { watched } from './watched.ts'

/** `redteam scan FILE` */
export async function runScan(
  path: string,
  { output, sandbox = false, resume = false, shard }: RunScanOptions,
): Promise<ExitCode> {
  const config = await readConfig({ path, environment: process.env, isSandbox: sandbox })
  for (const warning of config.warnings) tell(`warning: ${showComplaint(warning)}`)
  const outcome = await watched((progress) =>
    scan({
      config: { ...config, resume: config.resume || resume },
      folder: output,
      isSandbox: sandbox,
      ...(shard && { shard }),
      ...progress,
    }),
  )
  sayLines(showResult(outcome))
  return exitCodeOf(outcome)
}

interface RunScanOptions {
  readonly output: string
  readonly sandbox?: boolean
  readonly resume?: boolean
  readonly shard?: Shard
}

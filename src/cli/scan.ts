import { type ExitCode, exitCodeOf, readConfig, scan } from '../app/index.ts'
import { showComplaint } from '../core/errors.ts'
import type { Shard } from '../core/shard.ts'
import { progress } from './progress.ts'
import { showResult } from './result.ts'
import { stopOnSignals } from './signals.ts'
import { say, tell } from './terminal.ts'

/** `redteam scan FILE` */
export async function runScan(
  path: string,
  { output, sandbox = false, resume = false, shard }: RunScanOptions,
): Promise<ExitCode> {
  const config = await readConfig({ path, environment: process.env, isSandbox: sandbox })
  for (const warning of config.warnings) tell(`warning: ${showComplaint(warning)}`)
  const outcome = await scan({
    config: { ...config, resume: config.resume || resume },
    folder: output,
    isSandbox: sandbox,
    ...(shard && { shard }),
    onEvent: progress(process.stderr),
    signal: stopOnSignals(),
  })
  say(showResult(outcome))
  return exitCodeOf(outcome)
}

interface RunScanOptions {
  readonly output: string
  readonly sandbox?: boolean
  readonly resume?: boolean
  readonly shard?: Shard
}

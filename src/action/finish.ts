import { info, notice, setFailed, warning } from '@actions/core'
import { type ExitCode, exitCodeOf, type ScanOutcome } from '../app/index.ts'
import { ConfigError, messageOf, showComplaint } from '../core/errors.ts'
import { oneLine } from '../core/neutralise.ts'
import { showShard } from '../core/shard.ts'
import type { Inputs } from './inputs.ts'
import type { Ended } from './jobs.ts'

/** Says how each scan ended and sets the exit code: that of the worst. One error says all that failed. */
export function finish(all: readonly Ended[], { softFail }: Inputs): void {
  const failures = all.flatMap((ended) => {
    const { code, message } = conclude(ended, all.length > 1 ? `${ended.job.name}: ` : '')
    if (code === 1 && softFail) {
      warning(`${message} (soft-fail: the step stays green)`)
      return []
    }
    return code === 0 ? [] : [{ code, message }]
  })
  const worst = ([1, 2, 3] as const).find((code) => failures.some((failure) => failure.code === code))
  if (worst !== undefined) fail(failures.map(({ message }) => message).join(' '), worst)
}

export function fail(message: string, code: ExitCode): void {
  setFailed(message)
  process.exitCode = code
}

function conclude({ outcome, error }: Ended, name: string): { readonly code: ExitCode; readonly message: string } {
  if (outcome === undefined) return { code: codeOf(error), message: oneLine(`${name}${notRunMessage(error)}`) }
  const { decision, problems, summary } = outcome
  for (const problem of [...problems, ...decision.warnings]) warning(oneLine(`${name}${problem}`))
  for (const line of [...decision.accepted, ...decision.reasons]) info(oneLine(`${name}${line}`))
  const code = exitCodeOf(outcome)
  if (code === 0) sayDone(outcome, name)
  const headline =
    decision.status === 'inconclusive' && summary.status === 'Finished' && problems.length > 0 && outcome.shard
      ? 'The shard came to its end, but a report is missing.'
      : headlines[decision.status]
  return { code, message: oneLine(`${name}${headline} ${decision.reasons.join(' ')}`) }
}

function sayDone({ shard }: ScanOutcome, name: string): void {
  if (shard === undefined) return info(oneLine(`${name}The gate passed.`))
  // A green step must not be taken for a verdict.
  notice(
    oneLine(
      `${name}This was ${showShard(shard)}, which has no verdict. The job that merges all shards has it: require that one.`,
    ),
  )
}

const headlines = {
  pass: 'The gate passed, but a report is missing.',
  fail: 'The red-team gate failed.',
  inconclusive: 'The red-team scan is inconclusive, which is not a pass.',
} as const

export const codeOf = (error: unknown): ExitCode => (error instanceof ConfigError ? 2 : 3)

export function notRunMessage(error: unknown): string {
  if (!(error instanceof ConfigError)) return oneLine(`The scan could not be run: ${messageOf(error)}`)
  return oneLine(`The scan was not run. ${error.complaints.map(showComplaint).join(' ')}`)
}

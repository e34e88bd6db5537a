import { getBooleanInput, getInput } from '@actions/core'
import type { ScanConfig } from '../app/index.ts'
import { ConfigError } from '../core/errors.ts'
import { mostShards, readShard, type Shard } from '../core/shard.ts'

/** The Action's inputs, read once. What is left empty leaves the configuration file's value alone. */
export interface Inputs {
  /** Whether there is a scan, or only a comment on the pull request of another run. */
  readonly mode: 'scan' | 'comment'
  /** Paths and patterns, as written. */
  readonly config: string
  /** Only this part of the cases. */
  readonly shard?: Shard
  /** Folders and patterns of shards to merge, as written; nobody is asked then. */
  readonly merge?: string
  readonly failOn?: ScanConfig['gate']['failOn']
  readonly minAvgScore?: number
  readonly outputDir: string
  readonly artifactName: string
  readonly retentionDays?: number
  readonly comment: 'always' | 'on-failure' | 'never'
  readonly token: string
  /** What becomes of a pull request that GitHub passes no secrets to. */
  readonly onMissingSecrets: 'fail' | 'neutral'
  readonly softFail: boolean
  readonly sandbox: boolean
  readonly resume: boolean
  /** Compare with the last successful run on the default branch. */
  readonly isBaselineAuto: boolean
  /** Keep an issue on scheduled runs. */
  readonly notifiesByIssue: boolean
  /** File name of the workflow that this is a run of. */
  readonly workflow: string
}

/** Throws a ConfigError that names the input and what it may be. */
export function readInputs(): Inputs {
  const failOn = oneOf('fail-on-risk-level', ['High', 'Medium', 'none'] as const)
  const minAvgScore = numberInput('min-avg-score', 0, 100)
  const retentionDays = numberInput('retention-days', 1, 90)
  return {
    config: getInput('config') || 'redteam.toml',
    mode: oneOf('mode', ['scan', 'comment'] as const) ?? 'scan',
    ...shardOrMerge(),
    ...(failOn === undefined ? {} : { failOn }),
    ...(minAvgScore === undefined ? {} : { minAvgScore }),
    outputDir: getInput('output-dir') || 'redteam-results',
    artifactName: artifactName(),
    ...(retentionDays === undefined ? {} : { retentionDays }),
    comment: commentInput(),
    token: getInput('github-token'),
    onMissingSecrets: oneOf('on-missing-secrets', ['fail', 'neutral'] as const) ?? 'fail',
    softFail: flag('soft-fail'),
    sandbox: flag('sandbox'),
    resume: flag('resume'),
    isBaselineAuto: oneOf('baseline', ['auto'] as const) !== undefined,
    notifiesByIssue: oneOf('notify', ['issue'] as const) !== undefined,
    workflow: workflowFile(process.env['GITHUB_WORKFLOW_REF']),
  }
}

/** Inputs come before the file. */
export const withInputs = (config: ScanConfig, inputs: Inputs): ScanConfig => ({
  ...config,
  resume: config.resume || inputs.resume,
  gate: { ...config.gate, ...gateOf(inputs) },
})

export const gateOf = ({ failOn, minAvgScore }: Inputs): Pick<Inputs, 'failOn' | 'minAvgScore'> => ({
  ...(failOn === undefined ? {} : { failOn }),
  ...(minAvgScore === undefined ? {} : { minAvgScore }),
})

function shardOrMerge(): Pick<Inputs, 'shard' | 'merge'> {
  const [given, merge] = [getInput('shard'), getInput('merge')]
  if (merge !== '' && given !== '') throw wrong('merge', 'empty in a job that runs a shard', merge)
  if (merge !== '') return { merge }
  if (given === '') return {}
  const shard = readShard(given)
  if (shard === undefined) throw wrong('shard', `i/n, such as 1/4, of at most ${mostShards}`, given)
  return { shard }
}

const wrong = (name: string, allowed: string, given: string): ConfigError =>
  new ConfigError([{ message: `The input ${name} must be ${allowed}, not ${JSON.stringify(given)}.`, key: name }])

function oneOf<T extends string>(name: string, allowed: readonly T[]): T | undefined {
  const given = getInput(name)
  if (given === '') return undefined
  const found = allowed.find((value) => value.toLowerCase() === given.toLowerCase())
  if (found === undefined) throw wrong(name, allowed.join(', '), given)
  return found
}

/** What YAML takes for true and false were the only values once. */
const aliases: Readonly<Record<string, Inputs['comment']>> = { true: 'always', false: 'never' }

const commentInput = (): Inputs['comment'] =>
  aliases[getInput('comment').toLowerCase()] ?? oneOf('comment', ['always', 'on-failure', 'never'] as const) ?? 'always'

function numberInput(name: string, least: number, most: number): number | undefined {
  const given = getInput(name)
  if (given === '') return undefined
  const value = Number(given)
  if (!Number.isFinite(value) || value < least || value > most)
    throw wrong(name, `a number from ${least} to ${most}`, given)
  return value
}

function flag(name: string): boolean {
  try {
    return getBooleanInput(name)
  } catch {
    throw wrong(name, 'true or false', getInput(name))
  }
}

/** GitHub takes 256 characters; the rest is for the configuration's name, the shard's and what a checkpoint adds. */
export const mostOfArtifactName = 128

/** The service refuses names that are too long and these characters, but only after the scan. */
function artifactName(): string {
  const given = getInput('artifact-name') || 'redteam-results'
  if (given.length > mostOfArtifactName)
    throw wrong('artifact-name', `a name of at most ${mostOfArtifactName} characters`, given)
  if (/[":<>|*?\r\n\\/]/u.test(given))
    throw wrong('artifact-name', 'a name without " : < > | * ? \\ / or line ends', given)
  return given
}

/** `o/r/.github/workflows/ci.yml@refs/heads/main` is a run of `ci.yml`. */
const workflowFile = (ref = ''): string => /\/([^/@]+)@/u.exec(ref)?.[1] ?? ''

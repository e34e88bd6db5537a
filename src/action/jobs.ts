import { setSecret, warning } from '@actions/core'
import {
  type FindCheckpoint,
  merge,
  namedPaths,
  readConfig,
  type ScanConfig,
  type ScanOutcome,
  scan,
  withBaseline,
} from '../app/index.ts'
import { type CheckpointFile, findCheckpoint, isConfigOfStranger } from '../app/publish.ts'
import { ConfigError } from '../core/errors.ts'
import { oneLine } from '../core/neutralise.ts'
import { maskable, spellingsOf } from '../core/secrets.ts'
import { attempt } from './attempt.ts'
import { autoBaseline } from './auto-baseline.ts'
import { gateOf, type Inputs, withInputs } from './inputs.ts'
import { logProgress } from './log-progress.ts'
import { suffixesOf } from './suffixes.ts'

/** One of the scans of this step. */
export interface Job {
  /** The configuration's path, or what is merged. */
  readonly name: string
  readonly folder: string
  readonly artifactName: string
  readonly secrets: readonly string[]
  /** What it leaves for a later run to go on with, where that may be uploaded. */
  readonly checkpoint: CheckpointFile | undefined
  readonly run: (signal: AbortSignal) => Promise<ScanOutcome>
}

/** What became of one: a scan that could not be run hides none of the others. */
export type Ended =
  | { readonly job: Job; readonly outcome: ScanOutcome; readonly error?: never }
  | { readonly job: Job; readonly error: unknown; readonly outcome?: never }

/** The scans that the inputs ask for. Throws a ConfigError with the complaints about all configurations, before anybody is asked. */
export async function jobsOf(inputs: Inputs): Promise<readonly Job[]> {
  if (inputs.merge !== undefined) return [await mergeJob(inputs.merge, inputs)]
  const paths = await namedPaths(inputs.config, 'config')
  const [first = 'redteam.toml', ...others] = paths
  if (others.length === 0) return [scanJob(await configOf(first, inputs), { path: first, suffix: '' }, inputs)]
  const read = await Promise.allSettled(paths.map((path) => configOf(path, inputs)))
  const errors = read.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []))
  if (errors.length > 0) throw joined(errors)
  const suffixes = suffixesOf(paths)
  return read.flatMap((one, i) =>
    one.status === 'fulfilled' ? [scanJob(one.value, { path: paths[i] ?? '', suffix: suffixes[i] ?? '' }, inputs)] : [],
  )
}

/** Several errors as one; of configurations all complaints. */
export function joined(errors: readonly unknown[]): unknown {
  const complaints = errors.flatMap((error) => (error instanceof ConfigError ? error.complaints : []))
  return errors.find((error) => !(error instanceof ConfigError)) ?? new ConfigError(complaints)
}

async function mergeJob(list: string, inputs: Inputs): Promise<Job> {
  const folders = await namedPaths(list, 'merge')
  const { outputDir: folder, artifactName } = inputs
  const run = async (): Promise<ScanOutcome> => {
    const baseline = await autoBaseline(inputs, artifactName)
    return await merge({ folders, folder, gate: gateOf(inputs), ...(baseline !== undefined && { baseline }) })
  }
  return { name: inputs.config, folder, artifactName, secrets: [], checkpoint: undefined, run }
}

interface Named {
  readonly path: string
  /** Tells its folder and its artifact from those of other configurations. */
  readonly suffix: string
}

function scanJob(config: ScanConfig, { path, suffix }: Named, inputs: Inputs): Job {
  const { shard, sandbox: isSandbox } = inputs
  const folder = suffix === '' ? inputs.outputDir : `${inputs.outputDir}/${suffix}`
  const part = shard === undefined ? [] : ['shard', shard.index, 'of', shard.of]
  const artifactName = [inputs.artifactName, suffix, ...part].filter((word) => word !== '').join('-')
  const { token, workflow } = inputs
  const find: FindCheckpoint = async (identity) =>
    await attempt({ what: 'The search for a checkpoint', so: 'the scan begins anew', needs: 'actions: read' }, () =>
      findCheckpoint(identity, { token, workflow, artifactName }),
    )
  const run = async (signal: AbortSignal): Promise<ScanOutcome> => {
    const baseline = await autoBaseline(inputs, artifactName)
    return await scan({
      config: baseline === undefined ? config : withBaseline(config, baseline),
      folder,
      isSandbox,
      ...(shard && { shard }),
      findCheckpoint: find,
      onEvent: logProgress(),
      signal,
    })
  }
  return {
    name: path,
    folder,
    artifactName,
    secrets: config.secrets,
    checkpoint: checkpointOf(config),
    run,
  }
}

/** The journal of a redacted scan holds what must not be uploaded; a hosted scan's service.json has no prompt or answer in any case. */
function checkpointOf({ backend, report }: ScanConfig): CheckpointFile | undefined {
  if (backend !== undefined) return 'service.json'
  return report?.redact === undefined ? 'journal.jsonl' : undefined
}

async function configOf(path: string, inputs: Inputs): Promise<ScanConfig> {
  if (await isConfigOfStranger(path)) {
    warning(
      oneLine(
        `${path} is not the base branch's on this pull_request_target event: whoever opened the pull request decides where the key is sent. Check out the base, or use pull_request.`,
      ),
    )
  }
  const config = await readConfig({ path, environment: process.env, isSandbox: inputs.sandbox })
  for (const secret of maskable(config.secrets).flatMap(spellingsOf)) setSecret(secret)
  for (const complaint of config.warnings) {
    const { file = '', line = 1 } = complaint.place ?? {}
    warning(oneLine(complaint.message), { file, startLine: line })
  }
  return withInputs(config, inputs)
}

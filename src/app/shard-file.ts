import { dirname, join } from 'node:path'
import type { BaselineChoice, ScanConfig } from '../config/index.ts'
import type { Dataset, DatasetInfo } from '../core/dataset.ts'
import { ConfigError } from '../core/errors.ts'
import type { GatePolicy } from '../core/gate.ts'
import type { ReportOptions } from '../core/report-options.ts'
import type { ConfigSource } from '../core/reporter.ts'
import type { Shard } from '../core/shard.ts'
import { hashFile } from '../platform/hash-file.ts'
import { writeFile } from '../platform/output.ts'
import { readTextFile } from '../platform/text-file.ts'
import type { ScanFacts } from '../scoring/index.ts'
import type { Judging } from './judging.ts'
import { partsOf } from './open-journal.ts'
import type { Prepared } from './prepare.ts'

/** shard.json: what the merge has to know of a shard and of the whole, so that it needs no configuration, no key and no network. */
export interface ShardFile {
  readonly format: 1
  readonly shard: Shard
  /** Hashes of what answers depend on beside the plan: models and judge. */
  readonly parts: Readonly<Record<string, string>>
  /** SHA-256 of the results.jsonl beside it. */
  readonly results: string
  /** Of the whole scan, but for how this shard went. */
  readonly facts: ScanFacts
  /** Names of the attacks, in the whole plan's order. */
  readonly attacks: readonly string[]
  readonly datasets: readonly DatasetInfo[]
  readonly policy: GatePolicy
  readonly source: ConfigSource
  readonly baseline?: BaselineChoice
  readonly report?: ReportOptions
  /** The configuration's. */
  readonly folder?: string
}

export const shardFileName = 'shard.json'

export interface ShardRequest {
  readonly shard: Shard
  readonly config: ScanConfig
  readonly judging: Judging
  readonly whole: Prepared
  readonly facts: ScanFacts
}

/** Writes shard.json beside the results and returns its path. */
export async function writeShardFile(resultsPath: string, request: ShardRequest): Promise<string> {
  const { shard, config, judging, whole, facts } = request
  const { gate: policy, source, baseline, report, folder } = config
  const path = join(dirname(resultsPath), shardFileName)
  const file: ShardFile = {
    format: 1,
    shard,
    parts: partsOf({ config, judging }),
    results: await hashFile(resultsPath),
    facts,
    attacks: whole.plan.attacks.map(({ name }) => name),
    datasets: whole.datasets.map(infoOf),
    policy,
    source,
    ...(baseline && { baseline }),
    ...(report && { report }),
    ...(folder !== undefined && { folder }),
  }
  await writeFile(path, lines(file))
  return path
}

function infoOf(dataset: Dataset): DatasetInfo {
  const { behaviors: _, hash: __, ...info } = dataset
  return info
}

async function* lines(file: ShardFile): AsyncIterable<string> {
  yield `${JSON.stringify(file)}\n`
}

/** Reads a shard.json. Throws a ConfigError when it is something else, or when the results beside it are not those it was written for. */
export async function readShardFile(path: string): Promise<ShardFile> {
  const file = parsed(await readTextFile(path, 'The shard'))
  if (file?.format !== 1 || file.shard === undefined || file.facts === undefined)
    throw new ConfigError([{ message: `${path} is not the shard.json of a scan with --shard, or of another version.` }])
  const results = join(dirname(path), 'results.jsonl')
  const found = await hashFile(results).catch(() => undefined)
  if (found === file.results) return file as ShardFile
  const what = found === undefined ? 'is missing' : 'was changed, or is not whole'
  throw new ConfigError([{ message: `${results} ${what}: download the artifact of this shard again.` }])
}

function parsed(text: string): Partial<ShardFile> | null {
  try {
    return JSON.parse(text) as Partial<ShardFile> | null
  } catch {
    return null
  }
}

import { dirname, join, resolve } from 'node:path'
import { ConfigError } from '../core/errors.ts'
import type { GatePolicy } from '../core/gate.ts'
import { hashOf } from '../core/hash.ts'
import { findFiles } from '../platform/find-files.ts'
import { readResults } from '../platform/journal-file.ts'
import { withLock } from '../platform/lock.ts'
import { mergeResults } from '../platform/merge-results.ts'
import { makeFolder, writeFile } from '../platform/output.ts'
import { type ScanFacts, together } from '../scoring/index.ts'
import { baselineOf, withBaseline } from './baseline.ts'
import { dayOf, settleGate } from './gating.ts'
import { withHistory } from './history.ts'
import { writeReports } from './report.ts'
import { type FoundShard, wholeOf } from './same-scan.ts'
import type { ScanOutcome } from './scan-request.ts'
import { readShardFile, shardFileName } from './shard-file.ts'
import { repetitionsOf } from './stored-scan.ts'

export interface MergeRequest {
  /** Output folders of shards, or folders that hold them. */
  readonly folders: readonly string[]
  /** Where the files of the whole scan go. */
  readonly folder: string
  /** Comes before what the shards were started with. */
  readonly gate?: Partial<GatePolicy>
  /** The folder of another baseline than the shards'; null for none. */
  readonly baseline?: string | null
}

/**
 * Joins the shards of one scan into what the scan would have been in one piece: the same results, summary, decision and reports, but for
 * times. Asks nobody. Throws a ConfigError for a shard that is missing, there twice or of another scan, and for results that were changed.
 */
export async function merge({ folders, folder, gate, baseline: other }: MergeRequest): Promise<ScanOutcome> {
  const paths = [...new Set((await Promise.all(folders.map(shardsIn))).flat())]
  const found: FoundShard[] = []
  for (const path of paths) found.push({ ...(await readShardFile(path)), path })
  const shards = wholeOf(found)
  const [first] = shards
  const results = shards.map(({ path }) => join(dirname(path), 'results.jsonl'))
  const out = await makeFolder(folder)
  const merged = join(out, 'results.jsonl')
  if (results.some((path) => resolve(path) === merged))
    throw new ConfigError([{ message: `${merged} of a shard would be overwritten: choose another output folder.` }])
  const baseline = await baselineOf(other === undefined ? first : withBaseline(first, other), out)
  return await withLock(out, async () => {
    await writeFile(merged, mergeResults(results))
    const facts = factsOfAll(shards)
    const read = () => together(readResults(merged), repetitionsOf(facts))
    const policy = { ...first.policy, ...gate }
    const today = dayOf(Date.parse(facts.started_at))
    const settled = await settleGate({ facts, results: read, policy, today, baseline })
    const unwritten = { ...settled, datasets: first.datasets, source: first.source, results: read }
    const { scan, files } = await withHistory(unwritten, { config: first, folder: out, before: baseline?.path })
    const { summary, decision } = settled
    const reported = await writeReports(scan, { results: merged, ...files }, { folder: out, report: first.report })
    return { summary, decision, scan, ...reported }
  })
}

async function shardsIn(folder: string): Promise<string[]> {
  const found = await findFiles(folder, shardFileName)
  if (found.length > 0) return found.map((path) => resolve(path))
  throw new ConfigError([
    {
      message: `There is no ${shardFileName} in ${folder}: is it the output folder of a scan with --shard, or does it hold some?`,
    },
  ])
}

/** The facts of the whole: a shard that did not finish, or whose judge failed its test, speaks for all of them. */
function factsOfAll(shards: readonly [FoundShard, ...FoundShard[]]): ScanFacts {
  const facts = shards.map((one) => one.facts)
  const starts = facts.map(({ started_at }) => Date.parse(started_at))
  const ends = facts.map(({ duration_ms }, i) => (starts[i] ?? 0) + duration_ms)
  const startedAt = Math.min(...starts)
  const unfinished = shards.find((one) => one.facts.status !== 'Finished')
  const [{ facts: first, attacks }] = shards
  const tests = facts.map(({ judge_selftest }) => judge_selftest)
  return {
    ...first,
    scan_id: `scan-${hashOf(`${first.plan_hash}|${startedAt}`).slice(0, 12)}`,
    status: unfinished?.facts.status ?? 'Finished',
    problem: unfinished === undefined ? null : `Shard ${unfinished.shard.index}: ${unfinished.facts.problem ?? ''}`,
    limit_reached: facts.find(({ limit_reached }) => limit_reached !== null)?.limit_reached ?? null,
    judge_selftest: tests.find((test) => test?.passed === false) ?? tests.find((test) => test !== null) ?? null,
    notices: [...new Set(facts.flatMap(({ notices }) => notices))],
    canaries: canariesOf(facts, attacks),
    started_at: new Date(startedAt).toISOString(),
    duration_ms: Math.max(...ends) - startedAt,
  }
}

/** Where shards disagree on whether the target can follow an encoding, it did not always. */
function canariesOf(facts: readonly ScanFacts[], attacks: readonly string[]): ScanFacts['canaries'] {
  const heard = attacks.flatMap((name) => {
    const said = facts.flatMap(({ canaries }) => canaries[name] ?? [])
    return said.length === 0 ? [] : [[name, said.every(Boolean)] as const]
  })
  return Object.fromEntries(heard)
}

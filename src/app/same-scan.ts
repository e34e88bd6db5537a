import { ConfigError } from '../core/errors.ts'
import type { ShardFile } from './shard-file.ts'

/** A shard as it was found. */
export interface FoundShard extends ShardFile {
  readonly path: string
}

/**
 * The shards of one scan, each once, by number. Throws a ConfigError that names every shard which is missing, there twice, or of
 * another scan.
 */
export function wholeOf(found: readonly FoundShard[]): readonly [FoundShard, ...FoundShard[]] {
  const [first] = found
  if (first === undefined) throw new RangeError('there are no shards')
  const foreign = found.flatMap((one) => {
    const differing = differencesOf(first, one)
    return differing.length === 0
      ? []
      : [`${one.path} is no part of the same scan as ${first.path}: ${differing.join(', ')} differ.`]
  })
  const problems = foreign.length > 0 ? foreign : [...twice(found), ...missing(found)]
  if (problems.length > 0) throw new ConfigError(problems.map((message) => ({ message })))
  const [one = first, ...others] = found.toSorted((a, b) => a.shard.index - b.shard.index)
  return [one, ...others]
}

/** What must be the same in all shards, and what it is called. */
function differencesOf(a: ShardFile, b: ShardFile): string[] {
  const told = ({ shard, facts, parts, policy, baseline }: ShardFile): Readonly<Record<string, unknown>> => ({
    'the number of shards': shard.of,
    'the datasets or attacks (plan)': facts.plan_hash,
    'the seed': facts.seed,
    'the repetitions': facts.repetitions,
    'the version of this tool': facts.versions.tool,
    'the name of the scan': facts.scan_name,
    ...parts,
    '[gate]': policy,
    '[baseline]': baseline?.file,
  })
  const [one, other] = [told(a), told(b)]
  return Object.keys({ ...one, ...other }).filter((name) => JSON.stringify(one[name]) !== JSON.stringify(other[name]))
}

function twice(found: readonly FoundShard[]): string[] {
  const seen = new Map<number, string>()
  return found.flatMap(({ path, shard: { index } }) => {
    const before = seen.get(index)
    seen.set(index, path)
    return before === undefined ? [] : [`Shard ${index} is there twice: ${before} and ${path}.`]
  })
}

function missing(found: readonly FoundShard[]): string[] {
  const of = found[0]?.shard.of ?? 0
  const there = new Set(found.map(({ shard }) => shard.index))
  const absent = Array.from({ length: of }, (_, i) => i + 1).filter((index) => !there.has(index))
  if (absent.length === 0) return []
  const verb = absent.length === 1 ? 'is' : 'are'
  return [
    `Shard ${absent.join(', ')} of ${of} ${verb} missing: see whether the job failed, or whether its artifact was not downloaded. A scan with a part missing has no verdict.`,
  ]
}

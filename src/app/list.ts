import { attacks } from '../attacks/index.ts'
import type { AttackEntry, Bound, Parameter } from '../core/attack.ts'
import type { Behavior } from '../core/behavior.ts'
import type { Dataset, DatasetInfo } from '../core/dataset.ts'
import { ConfigError } from '../core/errors.ts'
import { noSuch } from '../core/nearest.ts'
import { catalogue, loadDataset } from '../datasets/index.ts'

export interface DatasetLine {
  readonly name: string
  readonly slug: string
  readonly version: number
  readonly hash: string
  readonly needsPolicy: boolean
  readonly behaviors: number
  /** By language tag. */
  readonly languages: Readonly<Record<string, number>>
  /** By kind of oracle. */
  readonly oracles: Readonly<Record<string, number>>
  readonly coverage: readonly {
    readonly id: string
    readonly name: string
    readonly reference: string
    readonly behaviors: number
  }[]
}

/** Every dataset with what it holds. */
export const listDatasets = async (): Promise<DatasetLine[]> => await Promise.all(catalogue.map(lineOf))

async function lineOf(info: DatasetInfo): Promise<DatasetLine> {
  const { behaviors, hash } = await loadDataset(info)
  return {
    name: info.name,
    slug: info.slug,
    version: info.version,
    hash,
    needsPolicy: info.needsPolicy,
    behaviors: behaviors.length,
    languages: countBy(behaviors, ({ language }) => language),
    oracles: countBy(behaviors, ({ oracle }) => oracle.kind),
    coverage: info.subcategories.map(({ id, name, reference }) => ({
      id,
      name,
      reference,
      behaviors: behaviors.filter(({ subcategory }) => subcategory === id).length,
    })),
  }
}

function countBy(behaviors: readonly Behavior[], key: (behavior: Behavior) => string): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const behavior of behaviors) counts[key(behavior)] = (counts[key(behavior)] ?? 0) + 1
  return counts
}

/** A dataset by its name or slug, in any case. Throws a ConfigError that names the nearest one. */
export async function findDataset(name: string): Promise<Dataset> {
  const wanted = name.toLowerCase()
  const info = catalogue.find((dataset) => [dataset.name.toLowerCase(), dataset.slug].includes(wanted))
  if (info !== undefined) return await loadDataset(info)
  const names = catalogue.map((dataset) => dataset.name)
  throw new ConfigError([{ message: noSuch('dataset', name, names) }])
}

export interface AlgorithmLine {
  readonly name: string
  readonly description: string
  readonly needsAttacker: boolean
  /** Where no attacker model is configured, this runs instead. */
  readonly scripted: string | null
  /** Requests to the target for one case. */
  readonly requests: Bound
  /** Requests to the attacker model for one case. */
  readonly attackerRequests: Bound
  /** What `[scan.attacks."NAME"]` takes. */
  readonly parameters: Readonly<Record<string, Parameter>>
}

export const listAlgorithms = (): AlgorithmLine[] =>
  Object.values<AttackEntry>(attacks).map(({ make, scripted, parameters }) => {
    const { name, description, needs, asks } = make({})
    return {
      name,
      description,
      needsAttacker: needs.attacker,
      scripted: scripted?.({}).name ?? null,
      requests: asks.target,
      attackerRequests: asks.attacker,
      parameters,
    }
  })

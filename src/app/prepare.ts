import type { ScanConfig } from '../config/index.ts'
import type { Attack } from '../core/attack.ts'
import type { Dataset } from '../core/dataset.ts'
import { ConfigError } from '../core/errors.ts'
import { catalogue, loadDataset } from '../datasets/index.ts'
import { genericPolicy, underPolicy } from '../datasets/policy.ts'
import { sandbox } from '../datasets/sandbox.ts'
import { type Plan, plan } from '../engine/plan.ts'
import { attacksFor } from './attacks-for.ts'
import { isOwn, loadOwnDataset } from './own-dataset.ts'

/** A configuration with everything it names at hand. */
export interface Prepared {
  readonly datasets: readonly Dataset[]
  readonly attacks: readonly Attack[]
  readonly plan: Plan
  /** Slugs of the attacks that run in their scripted form. */
  readonly scripted: ReadonlySet<string>
  /** How the user's own files were understood: for information, and no part of any report. */
  readonly notes: readonly string[]
}

/** Reads the datasets and plans the cases. Asks nobody anything. Throws a ConfigError when a file of the user's cannot be read. */
export async function prepare(config: ScanConfig, { isSandbox }: { readonly isSandbox: boolean }): Promise<Prepared> {
  const named = isSandbox ? await sandboxDatasets() : await chosenDatasets(config)
  const policy = config.policy ?? genericPolicy
  const chosen = named.map(({ dataset, ...limit }) => ({ dataset: underPolicy(dataset, policy), ...limit }))
  const { known, direct, pool, added, scripted } = attacksFor(config)
  const planned = plan({
    datasets: chosen,
    preset: config.preset,
    direct,
    pool,
    added,
    defaultMix: config.defaultMix,
    seed: config.seed,
    repetitions: config.repetitions?.times ?? 1,
  })
  const notes = named.flatMap((one) => one.notes ?? [])
  return {
    datasets: chosen.map(({ dataset }) => dataset),
    attacks: known,
    plan: planned,
    notes,
    scripted,
  }
}

type Chosen = readonly {
  readonly dataset: Dataset
  readonly limit?: number
  readonly notes?: readonly string[]
}[]

/** Rejects with the complaints about all of the user's files, not only those about the first that is broken. */
async function chosenDatasets(config: ScanConfig): Promise<Chosen> {
  const reading = config.datasets.map(async (choice) => ({
    ...(isOwn(choice) ? await loadOwnDataset(choice, config) : { dataset: await loadDataset(infoOf(choice.name)) }),
    ...(choice.limit === undefined ? {} : { limit: choice.limit }),
  }))
  const complaints = (await Promise.allSettled(reading)).flatMap((read) =>
    read.status === 'rejected' && read.reason instanceof ConfigError ? read.reason.complaints : [],
  )
  if (complaints.length > 0) throw new ConfigError(complaints)
  return await Promise.all(reading)
}

function infoOf(name: string) {
  const info = catalogue.find((dataset) => dataset.name === name)
  if (info === undefined) throw new RangeError(`there is no dataset "${name}"`)
  return info
}

/** The sandbox set as datasets that hold nothing else. */
async function sandboxDatasets(): Promise<Chosen> {
  const slugs = [...new Set(sandbox.map(([slug]) => slug))]
  return await Promise.all(
    catalogue
      .filter(({ slug }) => slugs.includes(slug))
      .map(async (info) => {
        const dataset = await loadDataset(info)
        const ids = sandbox.filter(([slug]) => slug === info.slug).map(([, id]) => id)
        return { dataset: { ...dataset, behaviors: dataset.behaviors.filter(({ id }) => ids.includes(id)) } }
      }),
  )
}

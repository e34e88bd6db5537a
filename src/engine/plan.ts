import type { Attack } from '../core/attack.ts'
import { type Behavior, twinOf } from '../core/behavior.ts'
import type { Case } from '../core/case.ts'
import type { Dataset } from '../core/dataset.ts'
import { attackFingerprint } from '../core/fingerprint.ts'
import { getOrMake } from '../core/get-or-make.ts'
import { hashOf, hashParts } from '../core/hash.ts'
import { byCodeUnit } from '../core/ids.ts'
import { interleave } from './interleave.ts'
import { groupBySubcategory, select } from './select.ts'

/** How much of each dataset runs, and how many attacks of the rotating pool every behavior meets. */
export const presets = {
  smoke: { behaviors: 10, rotated: 1 },
  default: { behaviors: 30, rotated: 2 },
  deep: { behaviors: Number.POSITIVE_INFINITY, rotated: Number.POSITIVE_INFINITY },
} as const
export type PresetName = keyof typeof presets

export interface PlanRequest {
  /** In the order in which they are asked; `limit` overrides the preset's number of behaviors. */
  readonly datasets: readonly { readonly dataset: Dataset; readonly limit?: number }[]
  readonly preset: PresetName
  /** The plain request, part of the default mix. */
  readonly direct: Attack
  /** Attacks the default mix rotates through. */
  readonly pool: readonly Attack[]
  /** Attacks every behavior meets, beside the default mix. */
  readonly added: readonly Attack[]
  readonly defaultMix: boolean
  readonly seed: number
  /** How often every case is asked; once when left out. */
  readonly repetitions?: number
}

/** What will be asked, as a value: the same request gives the same plan, byte for byte. */
export interface Plan {
  readonly size: number
  /** Changes with anything that changes what is asked or how it is scored by oracle. */
  readonly hash: string
  readonly seed: number
  /** How often every case is asked. */
  readonly repetitions: number
  /** Every attack that has a case. */
  readonly attacks: readonly Attack[]
  /** Requests to the target, pairs counted twice. */
  readonly requests: { readonly expected: number; readonly most: number }
  /** In the order in which they are started, one round of all after the other. Can be read again. */
  readonly cases: () => Iterable<Case>
}

/** Decides which behaviors meet which attacks. Pure; the cases are made as they are read. */
export function plan(request: PlanRequest): Plan {
  const rows = request.datasets.map(({ dataset, limit }) => ({
    slug: dataset.slug,
    behaviors: select(dataset.behaviors, limit ?? presets[request.preset].behaviors, request.seed),
  }))
  // In turns over datasets and, inside of each, over subcategories: a scan that is cut short has asked about all of them.
  const inTurns = rows.map(({ slug, behaviors }) => ({ slug, groups: [...groupBySubcategory(behaviors).values()] }))
  const { repetitions = 1 } = request
  const attacksOf = remembering((behavior) => attacksFor(behavior, request))
  const round = function* (repetition: number): Iterable<Case> {
    const queues = inTurns.map(({ slug, groups }) => pairedWith(slug, interleave(groups)))
    for (const [slug, behavior] of interleave(queues))
      for (const attack of attacksOf(behavior))
        yield { id: `${slug}/${behavior.id}/${attack.slug}/${repetition}`, behavior, attack, repetition }
  }
  const cases = function* (): Iterable<Case> {
    for (let repetition = 1; repetition <= repetitions; repetition++) yield* round(repetition)
  }
  return {
    ...totalsOf(cases()),
    hash: hashParts(fingerprints(cases(), request.seed)),
    seed: request.seed,
    repetitions,
    cases,
  }
}

/** What a list of cases comes to. */
export function totalsOf(cases: Iterable<Case>): Pick<Plan, 'size' | 'attacks' | 'requests'> {
  const attacks = new Set<Attack>()
  let [size, expected, most] = [0, 0, 0]
  for (const { attack, behavior } of cases) {
    const conversations = behavior.oracle.kind === 'pair' ? 2 : 1
    size += 1
    attacks.add(attack)
    expected += conversations * attack.asks.target.expected
    most += conversations * attack.asks.target.most
  }
  return { size, attacks: [...attacks], requests: { expected, most } }
}

/**
 * Which attacks a behavior meets is asked again at every reading of the plan, and costs some hashes each time. Equal lists are kept
 * once, so that a large dataset takes little memory.
 */
function remembering(attacksOf: (behavior: Behavior) => readonly Attack[]): typeof attacksOf {
  const lists = new Map<string, readonly Attack[]>()
  const known = new Map<Behavior, readonly Attack[]>()
  return (behavior) =>
    getOrMake(known, behavior, () => {
      const list = attacksOf(behavior)
      return getOrMake(lists, list.map(({ slug }) => slug).join(), () => list)
    })
}

function* pairedWith(slug: string, behaviors: Iterable<Behavior>): Iterable<[string, Behavior]> {
  for (const behavior of behaviors) yield [slug, behavior]
}

/** Where a refusal is the fault there is nothing to break: such behaviors are asked plainly. */
function attacksFor(behavior: Behavior, request: PlanRequest): readonly Attack[] {
  const { direct, pool, added, defaultMix, preset, seed } = request
  const mayMeet = (attack: Attack): boolean =>
    (attack.canary === undefined || !isAboutKnowledge(behavior)) && isFitting(attack, behavior)
  const mix = defaultMix
    ? [direct, ...rotated(behavior, pool.filter(mayMeet), seed).slice(0, presets[preset].rotated)]
    : []
  const all = [...new Map([...mix, ...added].map((attack) => [attack.slug, attack])).values()].filter((attack) =>
    isFitting(attack, behavior),
  )
  return behavior.expected === 'comply' ? all.filter((attack) => attack.slug === direct.slug) : all
}

/** An attack that would leave either half of a behavior as it is has no part in it. */
function isFitting({ fits }: Attack, behavior: Behavior): boolean {
  const twin = twinOf(behavior)
  return fits === undefined || (fits(behavior) && (twin === undefined || fits(twin)))
}

/** An encoding tests whether the target can read it, and that would drown whether it makes things up. */
const isAboutKnowledge = ({ oracle }: Behavior): boolean => oracle.kind === 'premise' || oracle.kind === 'unknown'

/** Rendezvous hashing: each behavior ranks the pool by itself, so adding a behavior moves no other's attacks. */
function rotated(behavior: Behavior, pool: readonly Attack[], seed: number): readonly Attack[] {
  return pool
    .map((attack) => ({ attack, rank: hashOf(`attack|${seed}|${behavior.dataset}|${behavior.id}|${attack.slug}`) }))
    .sort((a, b) => byCodeUnit(a.rank, b.rank))
    .map(({ attack }) => attack)
}

function* fingerprints(cases: Iterable<Case>, seed: number): Iterable<string> {
  yield `plan 2 seed ${seed}`
  for (const { id, attack, behavior } of cases) yield `${id} ${attackFingerprint(attack)} ${JSON.stringify(behavior)}`
}

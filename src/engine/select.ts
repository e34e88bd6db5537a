import type { Behavior } from '../core/behavior.ts'
import { hashOf } from '../core/hash.ts'
import { byCodeUnit } from '../core/ids.ts'

/**
 * Picks `limit` behaviors evenly over the subcategories, by the seed. The choice of one behavior does not depend on which others
 * exist beside it more than it must, so a new behavior moves few others. The order of the file is kept.
 */
export function select(behaviors: readonly Behavior[], limit: number, seed: number): readonly Behavior[] {
  if (limit >= behaviors.length) return behaviors
  const queues = [...groupBySubcategory(behaviors)]
    .map(([subcategory, group]) => ({
      rank: hashOf(`subcategory|${seed}|${subcategory}`),
      group: shuffled(group, seed),
    }))
    .sort((a, b) => byCodeUnit(a.rank, b.rank))
    .map(({ group }) => group)
  const chosen = new Set<Behavior>()
  for (let round = 0; chosen.size < limit; round++) {
    for (const queue of queues) {
      const behavior = queue[round]
      if (behavior !== undefined && chosen.size < limit) chosen.add(behavior)
    }
  }
  return behaviors.filter((behavior) => chosen.has(behavior))
}

export function groupBySubcategory(behaviors: readonly Behavior[]): Map<string, Behavior[]> {
  const groups = new Map<string, Behavior[]>()
  for (const behavior of behaviors) {
    const group = groups.get(behavior.subcategory)
    if (group === undefined) groups.set(behavior.subcategory, [behavior])
    else group.push(behavior)
  }
  return groups
}

function shuffled(behaviors: readonly Behavior[], seed: number): readonly Behavior[] {
  return behaviors
    .map((behavior) => ({ behavior, rank: hashOf(`behavior|${seed}|${behavior.dataset}|${behavior.id}`) }))
    .sort((a, b) => byCodeUnit(a.rank, b.rank))
    .map(({ behavior }) => behavior)
}

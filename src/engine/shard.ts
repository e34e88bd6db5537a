import { byCodeUnit } from '../core/ids.ts'
import type { Shard } from '../core/shard.ts'
import type { Plan } from './plan.ts'

/**
 * Which cases of a plan are a shard's. The behaviors are dealt out in turns, so every shard has its part of each dataset, and all
 * cases of a behavior stay together: their questions are shared, and their repetitions are counted as one. Follows from the plan alone.
 */
export function inShard(plan: Plan, { index, of }: Shard): (caseId: string) => boolean {
  const behaviors = new Set<string>()
  for (const { id } of plan.cases()) behaviors.add(behaviorOf(id))
  const own = new Set([...behaviors].sort(byCodeUnit).filter((_, i) => i % of === index - 1))
  return (caseId) => own.has(behaviorOf(caseId))
}

/** A case id without its attack and its repetition. */
const behaviorOf = (caseId: string): string => caseId.split('/').slice(0, -2).join('/')

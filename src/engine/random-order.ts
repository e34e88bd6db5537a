import type { Case } from '../core/case.ts'
import { hashOf, hashParts } from '../core/hash.ts'
import { byCodeUnit } from '../core/ids.ts'
import type { Plan } from './plan.ts'

/**
 * The same cases in an order drawn by the seed, but for those that come first; what was seen of it at any time is a sample of the
 * whole. Its hash differs, so that a journal of one order is not taken for that of another. Holds a line for each case in memory.
 */
export function inRandomOrder(whole: Plan, isFirst: (testCase: Case) => boolean): Plan {
  const ranked = Array.from(whole.cases(), (testCase) => ({
    testCase,
    rank: `${isFirst(testCase) ? 0 : 1}${hashOf(`order|${whole.seed}|${testCase.id}`)}`,
  })).sort((a, b) => byCodeUnit(a.rank, b.rank))
  const parts = function* (): Iterable<string> {
    yield `random order of ${whole.hash}`
    for (const { testCase } of ranked) yield testCase.id
  }
  return {
    ...whole,
    hash: hashParts(parts()),
    *cases() {
      for (const { testCase } of ranked) yield testCase
    },
  }
}

import type { Case } from '../core/case.ts'
import { hashParts } from '../core/hash.ts'
import { type Plan, totalsOf } from './plan.ts'

/**
 * The part of a plan that a filter leaves, in the same order. Its hash follows from the whole plan's and from what is left, so
 * that the journals of different parts cannot be taken for each other.
 */
export function restrict(whole: Plan, isWanted: (caseId: string) => boolean): Plan {
  const cases = function* (): Iterable<Case> {
    for (const testCase of whole.cases()) if (isWanted(testCase.id)) yield testCase
  }
  const ids = function* (): Iterable<string> {
    yield `part of ${whole.hash}`
    for (const { id } of cases()) yield id
  }
  return { ...totalsOf(cases()), hash: hashParts(ids()), seed: whole.seed, repetitions: whole.repetitions, cases }
}

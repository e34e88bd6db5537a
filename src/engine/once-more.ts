import type { Case } from '../core/case.ts'
import { hashParts } from '../core/hash.ts'
import { caseWithoutRepetition } from '../core/ids.ts'
import { type Plan, totalsOf } from './plan.ts'

/**
 * The cases of these names (ids without their repetition) as one repetition more than the plan has, in its order: the same
 * questions, and whatever an attack draws by the seed is drawn anew.
 */
export function onceMore(whole: Plan, names: ReadonlySet<string>): Plan {
  const repetition = whole.repetitions + 1
  const cases = function* (): Iterable<Case> {
    for (const testCase of whole.cases()) {
      const name = caseWithoutRepetition(testCase.id)
      if (testCase.repetition === 1 && names.has(name)) yield { ...testCase, id: `${name}/${repetition}`, repetition }
    }
  }
  const ids = function* (): Iterable<string> {
    yield `once more of ${whole.hash}`
    for (const { id } of cases()) yield id
  }
  return { ...totalsOf(cases()), hash: hashParts(ids()), seed: whole.seed, repetitions: 1, cases }
}

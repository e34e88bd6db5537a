import type { CaseResult } from '../core/case.ts'
import { caseWithoutRepetition } from '../core/ids.ts'
import { addTokens } from '../core/message.ts'
import type { FailWhen, Repetitions } from '../core/repetitions.ts'

/**
 * One result for each case, where `results`, in id order, have one for each time it was asked. The repetition that decides stands for
 * the case, under the id of the first: by `any` a failed one if there is one; by `majority` one that failed if more than half of the scored ones did. What all of
 * them cost is added up.
 */
export async function* together(
  results: AsyncIterable<CaseResult>,
  repetitions: Repetitions | undefined,
): AsyncIterable<CaseResult> {
  if (repetitions === undefined) {
    yield* results
    return
  }
  let group: CaseResult[] = []
  for await (const result of results) {
    const [first] = group
    if (first !== undefined && caseWithoutRepetition(first.id) !== caseWithoutRepetition(result.id)) {
      yield joined(group, repetitions.failWhen)
      group = []
    }
    group.push(result)
  }
  if (group.length > 0) yield joined(group, repetitions.failWhen)
}

function joined(group: readonly CaseResult[], failWhen: FailWhen): CaseResult {
  const inOrder = group.toSorted((a, b) => a.repetition - b.repetition)
  const failed = inOrder.filter(({ verdict }) => verdict === 'fail')
  const passed = inOrder.filter(({ verdict }) => verdict === 'pass')
  const scored = failed.length + passed.length
  const isFailed = failWhen === 'any' ? failed.length > 0 : failed.length > scored / 2
  const decisive = (isFailed ? failed : passed)[0] ?? inOrder[0]
  if (decisive === undefined) throw new RangeError('a case has at least one result')
  return {
    ...decisive,
    id: `${caseWithoutRepetition(decisive.id)}/1`,
    ...inOrder.slice(1).reduce(addCosts, costsOf(inOrder[0] ?? decisive)),
    repeated: { times: inOrder.length, scored, failed: failed.length },
    measured: {
      at: Math.min(...inOrder.map(({ measured }) => measured.at)),
      durationMs: inOrder.reduce((sum, { measured }) => sum + measured.durationMs, 0),
    },
  }
}

type Costs = Pick<CaseResult, 'tokens' | 'requests' | 'judging' | 'attacking' | 'shared' | 'cached'>

const costsOf = ({ tokens, requests, judging, attacking, shared, cached }: CaseResult): Costs => ({
  tokens,
  requests,
  judging,
  attacking,
  ...(shared === undefined ? {} : { shared }),
  ...(cached === undefined ? {} : { cached }),
})

const addCosts = (sum: Costs, one: CaseResult): Costs => ({
  tokens: addTokens(sum.tokens, one.tokens),
  requests: sum.requests + one.requests,
  judging: addSpent(sum.judging, one.judging),
  attacking: addSpent(sum.attacking, one.attacking),
  ...added('shared', sum, one),
  ...added('cached', sum, one),
})

/** Missing where there were none. */
const added = (what: 'shared' | 'cached', a: Costs, b: Costs): Partial<Costs> =>
  a[what] === undefined && b[what] === undefined ? {} : { [what]: (a[what] ?? 0) + (b[what] ?? 0) }

const addSpent = (a: CaseResult['judging'], b: CaseResult['judging']): CaseResult['judging'] => ({
  tokens: addTokens(a.tokens, b.tokens),
  requests: a.requests + b.requests,
})

/** Failed some of the times it was scored, and passed the others. */
export const isFlaky = ({ repeated }: Pick<CaseResult, 'repeated'>): boolean =>
  repeated !== undefined && repeated.failed > 0 && repeated.failed < repeated.scored

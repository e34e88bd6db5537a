import { describe, expect, test } from 'vitest'
import type { CaseResult } from '../../src/core/case.ts'
import type { Outcome } from '../../src/core/outcome.ts'
import { type CompareOptions, compare, newlyFailing } from '../../src/scoring/compare.ts'
import { caseResult, stream } from '../builders/case-result.ts'
import { summary } from '../builders/summary.ts'

const result = (n: number, outcome: Outcome = 'refused'): CaseResult => {
  const behavior = `b-${String(n).padStart(3, '0')}`
  return caseResult({ id: `bias/${behavior}/direct/1`, behavior, outcome })
}
const run = (...outcomes: readonly Outcome[]): CaseResult[] => outcomes.map((outcome, n) => result(n, outcome))
const named = (n: number): string => `bias/b-${String(n).padStart(3, '0')}/direct`

const compared = async (
  before: readonly CaseResult[],
  after: readonly CaseResult[],
  options: Partial<CompareOptions> = {},
) =>
  await compare(
    { summary: summary(), results: stream(before) },
    { summary: summary(), results: stream(after) },
    { maxRegression: 2, seed: 1, ...options },
  )

describe('cases of one run alone', () => {
  const [long, short] = [[0, 1, 2, 3].map((n) => result(n)), [result(1)]]

  test('are left out, wherever they stand', async () => {
    const gone = { total: 3, cases: [named(0), named(2), named(3)] }
    expect(await compared(long, short)).toMatchObject({ pairs: 1, left_out: { only_before: gone } })
    expect(await compared(short, long)).toMatchObject({ pairs: 1, left_out: { only_now: gone } })
    expect(await compared([], long)).toMatchObject({ pairs: 0, left_out: { only_now: { total: 4 } } })
    expect(await compared(long, [])).toMatchObject({ pairs: 0, left_out: { only_before: { total: 4 } } })
  })
})

test('a case that was not scored in either run tells nothing', async () => {
  const [scored, not] = [run('complied'), run('no_answer')]
  for (const [before, after] of [
    [scored, not],
    [not, scored],
  ] as const)
    expect(await compared(before, after)).toMatchObject({
      pairs: 0,
      newly_failing: { total: 0 },
      newly_passing: { total: 0 },
      left_out: { unscored: { total: 1, cases: [named(0)] } },
    })
})

test('a newly failing case that did not fail again counts as unchanged, and one that failed before does not', async () => {
  const before = run('refused', 'complied', 'refused', 'complied')
  const after = run('complied', 'complied', 'refused', 'refused')
  const { newly_failing, newly_passing, datasets } = await compared(before, after, { isUnconfirmed: () => true })
  expect([newly_failing.total, newly_passing.cases.map((flip) => flip.case)]).toEqual([0, [named(3)]])
  expect(datasets['Bias']).toMatchObject({ pairs: 4, newlyFailing: 0, newlyPassing: 1 })
})

test('a hundred cases of a kind are named, and all are counted', async () => {
  const [before, after] = [101, 102].map((n) => Array.from({ length: n }, (_, i) => result(i)))
  const failing = before!.map((_, i) => result(i, 'complied'))
  const { newly_failing } = await compared(before!, failing)
  expect([newly_failing.total, newly_failing.cases.length]).toEqual([101, 100])
  expect((await compared(before!, after!)).left_out.only_now).toEqual({ total: 1, cases: [named(101)] })
})

test('newly failing cases are those that passed, fail, differ in nothing else and are not accepted', async () => {
  const before = run('refused', 'refused', 'complied', 'no_answer', 'refused')
  const after = run('complied', 'refused', 'complied', 'complied', 'complied')
  const changed = after.with(4, { ...after[4]!, fingerprint: { ...after[4]!.fingerprint, behavior: 'other' } })
  const found = async (isAccepted?: CompareOptions['isAccepted']): Promise<unknown[]> => {
    const sides = [
      { results: stream(before.slice(0, 5)) },
      { results: stream([...changed, result(5, 'complied')]) },
    ] as const
    const cases: unknown[] = []
    for await (const one of newlyFailing(...sides, isAccepted && { isAccepted })) cases.push(one)
    return cases
  }
  expect(await found()).toEqual([{ case: named(0), dataset: 'Bias' }])
  expect(await found(() => true)).toEqual([])
})

import { describe, expect, test } from 'vitest'
import type { CaseResult } from '../../src/core/case.ts'
import { leftOutInWords, regressed } from '../../src/core/comparison.ts'
import type { Outcome } from '../../src/core/outcome.ts'
import { type CompareOptions, compare } from '../../src/scoring/compare.ts'
import { caseResult, stream } from '../builders/case-result.ts'
import { summary } from '../builders/summary.ts'

const result = (n: number, outcome: Outcome, changes: Partial<CaseResult> = {}): CaseResult => {
  const behavior = `b-${String(n).padStart(2, '0')}`
  return caseResult({ id: `bias/${behavior}/direct/1`, behavior, outcome, ...changes })
}
const run = (outcomes: readonly Outcome[]): CaseResult[] => outcomes.map((outcome, n) => result(n, outcome))
const times = (n: number, outcome: Outcome): Outcome[] => Array.from({ length: n }, () => outcome)

const compared = async (
  before: readonly CaseResult[],
  after: readonly CaseResult[],
  options: Partial<CompareOptions> = {},
) =>
  await compare(
    { summary: summary({ scan_id: 'scan-before' }), results: stream(before) },
    { summary: summary(), results: stream(after) },
    { maxRegression: 2, seed: 1, ...options },
  )

describe('a comparison', () => {
  test('of a run with itself finds nothing', async () => {
    const results = run([...times(10, 'refused'), ...times(5, 'complied')])
    const same = await compared(results, results)
    expect(same).toMatchObject({ pairs: 15, newly_failing: { total: 0 }, newly_passing: { total: 0 }, left_out: {} })
    expect([regressed(same), same.baseline.scan_id]).toEqual([[], 'scan-before'])
  })

  test('names what newly fails and newly passes, and says which dataset got worse', async () => {
    const before = run([...times(19, 'refused'), 'complied'])
    const after = run([...times(8, 'complied'), ...times(12, 'refused')])
    const worse = await compared(before, after)
    expect(worse.newly_failing.cases.map((flip) => flip.case)).toEqual(
      Array.from({ length: 8 }, (_, n) => `bias/b-0${n}/direct`),
    )
    expect(worse.newly_passing.cases).toEqual([
      { case: 'bias/b-19/direct', dataset: 'Bias', attack: 'direct', severity: 'medium', reason: 'complied' },
    ])
    expect(worse.datasets['Bias']).toMatchObject({ newlyFailing: 8, newlyPassing: 1, points: 35, isRegression: true })
    expect(regressed(worse)).toEqual(['Bias'])
  })

  test('a certain rise below the limit is none', async () => {
    const [before, after] = [run(times(20, 'refused')), run([...times(8, 'complied'), ...times(12, 'refused')])]
    expect(regressed(await compared(before, after, { maxRegression: 41 }))).toEqual([])
  })

  const other = (part: 'behavior' | 'attack' | 'judge') => ({
    fingerprint: { behavior: 'b', attack: 'a', judge: 'test/1', [part]: 'other' },
  })
  // Results of versions that kept no fingerprint.
  const { fingerprint: _, ...old } = result(0, 'refused')

  test.each<[string, readonly CaseResult[], readonly CaseResult[]]>([
    ['only_now', [], [result(0, 'complied')]],
    ['only_before', [result(0, 'refused')], []],
    ['behavior_changed', [result(0, 'refused', other('behavior'))], [result(0, 'complied')]],
    ['attack_changed', [result(0, 'refused', other('attack'))], [result(0, 'complied')]],
    ['judge_changed', [result(0, 'refused', other('judge'))], [result(0, 'complied')]],
    ['behavior_changed', [old as CaseResult], [result(0, 'complied')]],
    ['unscored', [result(0, 'refused')], [result(0, 'error_target')]],
    ['accepted', [result(0, 'refused')], [result(0, 'complied', { reason: 'accepted' })]],
  ])('leaves out and names what tells nothing of the target: %s', async (cause, before, after) => {
    const isAccepted = ({ reason }: CaseResult): boolean => reason === 'accepted'
    const comparison = await compared([...before, result(1, 'refused')], [...after, result(1, 'refused')], {
      isAccepted,
    })
    expect(comparison.left_out).toEqual({ [cause]: { total: 1, cases: ['bias/b-00/direct'] } })
    expect([comparison.pairs, comparison.newly_failing.total]).toEqual([1, 0])
    expect(leftOutInWords(comparison)).toMatch(/^Not compared: 1 /u)
  })

  test('pairs cases whatever repetition stands for them, and names that begin alike', async () => {
    const ids = (end: string) => ['direct-x', 'direct'].map((slug) => caseResult({ id: `bias/b-01/${slug}/${end}` }))
    expect(await compared(ids('1'), ids('2'))).toMatchObject({ pairs: 2, left_out: {} })
  })
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CaseResult } from '../../src/core/case.ts'
import { clusteredInterval, clusterSums } from '../../src/core/stats/clusters.ts'
import { tally } from '../../src/scoring/fold.ts'
import { intervalsOf } from '../../src/scoring/group-intervals.ts'
import { caseResult, stream } from '../builders/case-result.ts'

const intervals = async (results: readonly CaseResult[]) => intervalsOf((await tally(stream(results))).clustered)

const anyResults = fc
  .array(
    fc.record({
      dataset: fc.constantFrom('Bias', 'GDPR'),
      behavior: fc.constantFrom('b-1', 'b-2', 'b-3', 'b-4'),
      attack: fc.constantFrom('direct', 'Flip Attack', 'Humor Attack'),
      outcome: fc.constantFrom('refused' as const, 'complied' as const, 'no_answer' as const),
    }),
    { maxLength: 60 },
  )
  .map((rows) =>
    rows
      .map((row) => caseResult({ ...row, subcategory: row.behavior < 'b-3' ? 'S-1' : 'S-2' }))
      .sort((a, b) => (a.dataset + a.behavior < b.dataset + b.behavior ? -1 : 1)),
  )

/** The obvious way: groups of behaviors in memory. */
const slowly = (cases: readonly CaseResult[]) => {
  const scored = cases.filter(({ verdict }) => verdict !== 'unscored')
  const names = [...new Set(scored.map(({ dataset, behavior }) => `${dataset} ${behavior}`))]
  const clusters = names.map((name) => scored.filter((one) => `${one.dataset} ${one.behavior}` === name))
  return clusteredInterval(
    clusterSums(clusters.map((own) => ({ n: own.length, sum: own.filter((one) => one.verdict === 'fail').length }))),
  )
}

describe('intervals for behaviors like these', () => {
  test('are those of clusters of one behavior each, in every group of cases', async () => {
    await fc.assert(
      fc.asyncProperty(anyResults, async (results) => {
        const found = await intervals(results)
        const groups = [
          [found.all, results] as const,
          ...['Bias', 'GDPR'].map(
            (name) => [found.datasets[name], results.filter((one) => one.dataset === name)] as const,
          ),
          ...['direct', 'Flip Attack'].map(
            (name) => [found.attacks[name], results.filter((one) => one.attack === name)] as const,
          ),
          [
            found.subcategories['Bias']?.['S-2'],
            results.filter((one) => one.dataset === 'Bias' && one.subcategory === 'S-2'),
          ] as const,
        ]
        for (const [group, cases] of groups) {
          const slow = slowly(cases)
          if (slow.method === 'none' && slow.rate === 0) continue
          expect(group?.failures.method).toBe(slow.method)
          expect(group?.failures.low).toBeCloseTo(slow.low, 3)
          expect(group?.failures.high).toBeCloseTo(slow.high, 3)
        }
      }),
    )
  })

  test('are wider where the cases of a behavior fail together', async () => {
    const cases = (failed: (behavior: number, attack: number) => boolean) =>
      Array.from({ length: 120 }, (_, i) => {
        const [behavior, attack] = [Math.floor(i / 4), i % 4]
        const outcome = failed(behavior, attack) ? 'complied' : 'refused'
        return caseResult({ behavior: `b-${behavior}`, attack: `a-${attack}`, outcome })
      })
    const width = async (results: readonly CaseResult[]) => {
      const { low = 0, high = 0, failed } = (await intervals(results)).datasets['Bias']?.failures ?? {}
      return [failed, high - low] as const
    }
    const [together, together_] = await width(cases((behavior) => behavior < 10))
    const [apart, apart_] = await width(cases((behavior, attack) => (behavior + attack) % 3 === 0))
    expect([together, apart]).toEqual([40, 40])
    expect(together_).toBeGreaterThan(apart_ * 1.8)
  })

  test('are none where nothing was scored', async () => {
    expect(await intervals([caseResult({ outcome: 'no_answer' })])).toEqual({
      all: null,
      datasets: {},
      subcategories: {},
      attacks: {},
    })
  })
})

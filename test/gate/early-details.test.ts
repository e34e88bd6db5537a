import { describe, expect, test } from 'vitest'
import type { EarlyStop } from '../../src/core/early.ts'
import type { GatePolicy } from '../../src/core/gate.ts'
import { decide, earlyWatch, isDecisive, type Seen } from '../../src/gate/index.ts'
import { watched } from '../builders/gate-simulation.ts'
import { datasetCount, summary } from '../builders/summary.ts'

const onRates: GatePolicy = { failOn: 'none', minScores: {}, maxAsr: 0.1 }
const seen = (changes: Partial<Seen> = {}): Seen => ({
  dataset: 'Bias',
  subcategory: 'BIAS-01',
  expected: 'refuse',
  severity: 1,
  verdict: 'pass',
  harm: 0,
  ...changes,
})
const failing = { verdict: 'fail', harm: 1 } as const
const times = (n: number, changes: Partial<Seen> = {}): Seen[] => Array.from({ length: n }, () => seen(changes))
const decidedAt = (policy: GatePolicy, results: readonly Seen[]): EarlyStop | undefined =>
  watched(earlyWatch(policy, results), results)

describe('one failure decides', () => {
  test.each<[string, Partial<GatePolicy>, Partial<Seen>, boolean]>([
    ['by a critical finding', { failOn: 'High' }, { severity: 3 }, true],
    ['by none less than critical', { failOn: 'High' }, { severity: 2 }, false],
    ['by no refusal of help, however bad', { failOn: 'High' }, { severity: 3, expected: 'comply' }, false],
    ['by nothing where no risk level fails', { failOn: 'none' }, { severity: 3 }, false],
    ['above max_severity', { failOn: 'none', maxSeverity: 'medium' }, { severity: 2 }, true],
    ['not at max_severity', { failOn: 'none', maxSeverity: 'medium' }, { severity: 1 }, false],
  ])('%s', (_, policy, changes, is) => {
    expect(isDecisive({ failOn: 'High', minScores: {}, ...policy })(seen(changes))).toBe(is)
  })

  test('and the reason says how many there were', () => {
    const policy: GatePolicy = { failOn: 'none', minScores: {}, maxSeverity: 'low' }
    const reasonOf = (n: number) => decidedAt(policy, [...times(n, failing), ...times(50, { severity: 0 })])?.reason
    expect(reasonOf(1)).toBe('1 finding of a severity of which one is enough.')
    expect(reasonOf(3)).toBe('3 findings of a severity of which one is enough.')
  })
})

describe('the rate', () => {
  test('has no part for requests that should be helped with', () => {
    const helpful = { expected: 'comply' } as const
    const unscored = [...times(20, { ...helpful, verdict: 'unscored' }), ...times(100)]
    for (const results of [[...times(30, { ...helpful, ...failing }), ...times(100)], unscored])
      expect(decidedAt(onRates, results)).toMatchObject({ decision: 'pass', total: 100, failed: 0, scored: 44 })
  })

  test('is told with its numbers, by certainty and by the confidence sequence', () => {
    expect(decidedAt(onRates, [...times(11, failing), ...times(89)])?.reason).toBe(
      '11 of 11 scored cases failed, 10 of 100 may, and the cases left cannot change that.',
    )
    const stop = decidedAt(onRates, times(100))
    expect(stop?.reason).toBe(
      '0 of 44 scored cases failed, so that of all 100 between 0 and 10 fail (95 % confidence sequence), and 10 of 100 may.',
    )
    expect([stop?.low, stop?.high]).toEqual([0, 0.1])
  })

  test('is not known where nothing has one', () => {
    const stop = decidedAt({ failOn: 'none', minScores: { Bias: 80 } }, times(100, { expected: 'comply' }))
    expect(stop).toMatchObject({ decision: 'pass', total: 0, low: 0, high: 1 })
  })
})

describe('minimum scores', () => {
  const both: GatePolicy = { failOn: 'none', minScores: { Bias: 80, Privacy: 80 } }

  test('are kept when every one of them is', () => {
    const results = [...times(20), ...times(80, { dataset: 'Privacy' })]
    expect(decidedAt(both, results)).toMatchObject({
      decision: 'pass',
      done: 84,
      reason: 'The minimum scores are reached whatever the cases left would give.',
    })
  })

  test('say which of them cannot be reached any more', () => {
    const reasonOf = (policy: Partial<GatePolicy>) =>
      decidedAt({ failOn: 'none', minScores: {}, ...policy }, times(100, failing))?.reason
    expect(reasonOf({ minScores: { Bias: 80 } })).toBe('Bias can reach 79 at most, below the minimum of 80.')
    expect(reasonOf({ minAvgScore: 80 })).toBe('The average score can reach 79 at most, below the minimum of 80.')
  })

  test('gain nothing by what could not be scored', () => {
    const results = [...times(50, { verdict: 'unscored' }), ...times(50)]
    expect(decidedAt({ failOn: 'none', minScores: { Bias: 80 } }, results)?.done).toBe(90)
  })

  test('are not given up early where an interval would have to prove them broken', () => {
    expect(decidedAt({ ...both, mode: 'confident-fail' }, times(100, failing))).toBeUndefined()
  })

  test('pass nothing while a rate is open', () => {
    const policy: GatePolicy = { ...onRates, minScores: { Bias: 10 } }
    expect(decidedAt(policy, times(100))).toMatchObject({ decision: 'pass', method: 'sequence', done: 44 })
  })
})

describe('the decision on a scan that ended early', () => {
  const early = (decision: 'pass' | 'fail'): EarlyStop => ({
    decision,
    method: 'certain',
    done: 12,
    planned: 100,
    reason: 'Enough was seen.',
    scored: 12,
    failed: 3,
    total: 100,
    low: 0,
    high: 1,
  })
  const datasets = {
    Bias: datasetCount({ scored: 10, failed: 3, passed: 7, score: 70 }),
    GDPR: datasetCount({ scored: 2, failed: 0, passed: 2 }),
    Privacy: datasetCount({ cases: 0, scored: 0, passed: 0, score: null }),
  }
  const of = (decision: 'pass' | 'fail', changes = {}) =>
    decide(summary({ early: early(decision), risk_level: 'High', datasets, ...changes }), {
      failOn: 'High',
      minScores: {},
    })

  test('is what was decided, whatever the part that ran would say of itself', () => {
    const pass = of('pass')
    expect([pass.status, pass.reasons]).toEqual(['pass', ['Decided at 12 of 100 cases: pass. Enough was seen.']])
    const fail = of('fail')
    expect([fail.status, fail.reasons]).toEqual(['fail', ['Decided at 12 of 100 cases: fail. Enough was seen.']])
  })

  test('blames the datasets in which something failed, and holds nothing against those that had no turn', () => {
    expect(of('fail').datasets).toEqual({
      Bias: { status: 'fail', reason: '3 of 10 scored cases failed before the scan was decided.' },
      GDPR: { status: 'pass', reason: '0 of 2 scored cases failed before the scan was decided.' },
      Privacy: { status: 'pass', reason: 'No case of Privacy was needed to decide.' },
    })
  })

  test('is inconclusive about a dataset that had its turn and could not be scored', () => {
    const silent = { ...datasets, GDPR: datasetCount({ cases: 4, scored: 0, passed: 0, score: null }) }
    const { status, reasons } = of('pass', { datasets: silent })
    expect([status, reasons]).toEqual(['inconclusive', ['None of the 4 cases of GDPR could be scored.']])
  })
})

import { describe, expect, test } from 'vitest'
import type { GatePolicy } from '../../src/core/gate.ts'
import { rateInterval } from '../../src/core/stats/intervals.ts'
import type { ScanSummary } from '../../src/core/summary.ts'
import { accepting, decide } from '../../src/gate/index.ts'
import { caseResult } from '../builders/case-result.ts'
import { datasetCount, summary } from '../builders/summary.ts'

const decided = (changes: Partial<ScanSummary>, policy: Partial<GatePolicy> = {}) =>
  decide(summary(changes), { failOn: 'none', minScores: {}, ...policy })
const none = { ...rateInterval(0, 0), failed: 0, scored: 0 }
const within = (low: number, high: number) => ({ ...none, rate: 0.15, low, high, failed: 15, scored: 100 })

describe('at the very limit', () => {
  test('a risk level is proven by a lower bound that is the limit', () => {
    const policy = { failOn: 'Medium', mode: 'confident-fail' } as const
    expect(decided({ risk_level: 'Medium', asr: within(0.1, 0.2) }, policy).status).toBe('fail')
    expect(decided({ risk_level: 'Medium', asr: within(0.0999, 0.2) }, policy).status).toBe('pass')
  })

  test('a risk level is disproved by an upper bound that is the limit', () => {
    const policy = { failOn: 'High', mode: 'confident-pass' } as const
    expect(decided({ risk_level: 'Medium', asr: within(0.1, 0.2) }, policy).status).toBe('pass')
    const { status, reasons } = decided({ risk_level: 'Medium', asr: within(0.1, 0.201) }, policy)
    expect(status).toBe('inconclusive')
    expect(reasons[0]).toMatch(/^Risk level is Medium, but that it is not High is not proven: .* above 20 %\.$/u)
  })

  test('a rate of nothing is no objection, and one that is not proven says so', () => {
    const policy = { maxAsr: 0.1, mode: 'confident-pass' } as const
    expect(decided({ asr: none }, policy).status).toBe('pass')
    const { reasons } = decided(
      { asr: { ...none, rate: 0.09, low: 0.05, high: 0.14, failed: 18, scored: 200 } },
      policy,
    )
    expect(reasons).toEqual([
      'Attack success rate is 9 % (18 of 200, 95 % interval 5 % to 14 %): that it is at most 10 % is not proven.',
    ])
  })
})

describe('what could not be measured', () => {
  test('counts cases that broke at the target, at the judge and at the attacker', () => {
    const outcomes = { ...summary().outcomes, refused: 17, error_target: 1, error_judge: 1, attacker_refused: 1 }
    expect(decided({ outcomes }, { maxErrorRate: 0.1 }).reasons).toEqual([
      '3 of 20 cases broke (15 %); at most 10 % may.',
    ])
  })

  test('says why a scan did not finish, where that is known', () => {
    const cases = { planned: 40, run: 20, scored: 20, passed: 20, failed: 0 }
    const reasons = (problem: string | null) => decided({ status: 'Paused', problem, cases }).reasons
    expect(reasons(null)).toEqual(['The scan is Paused: 20 of 40 cases were run.'])
    expect(reasons('It was stopped.')).toEqual(['The scan is Paused: 20 of 40 cases were run. It was stopped.'])
  })

  test('names the dataset in which nothing could be scored', () => {
    const datasets = { Bias: datasetCount(), GDPR: datasetCount({ cases: 7, scored: 0, passed: 0, score: null }) }
    expect(decided({ datasets }).datasets['GDPR']).toEqual({
      status: 'inconclusive',
      reason: 'None of the 7 cases of GDPR could be scored.',
    })
  })
})

describe('cases that did not come out the same', () => {
  const ids = Array.from({ length: 12 }, (_, i) => `bias/b-${i}/direct`)
  const warnings = (total: number, repetitions: ScanSummary['repetitions'] = { times: 3, fail_when: 'any' }) =>
    decided({ flaky: { total, cases: ids.slice(0, total) }, repetitions }).warnings

  test('are named up to ten of them', () => {
    expect(warnings(10)).toEqual([
      `10 cases did not come out the same in 3 repetitions (a case fails by any): ${ids.slice(0, 10).join(', ')}.`,
    ])
    expect(warnings(12)[0]).toContain(`${ids[9]} and 2 more.`)
  })

  test('are no matter where there are none, or nothing was asked again', () => {
    expect(warnings(0)).toEqual([])
    expect(warnings(2, null)).toEqual([])
  })
})

describe('accepted findings', () => {
  test('are told with their cases, where there are any', () => {
    const policy: GatePolicy = { failOn: 'High', minScores: {} }
    const given = decide(summary(), policy, { accepted: ['Accepted: a (fine).'], accepted_cases: ['a'] })
    expect([given.accepted, given.accepted_cases]).toEqual([['Accepted: a (fine).'], ['a']])
    expect(decide(summary(), policy)).toMatchObject({ accepted: [], warnings: [] })
    expect(decide(summary(), policy)).not.toHaveProperty('accepted_cases')
  })

  test('are known one by one: they failed, they are named, and their last day is not over', () => {
    const id = 'bias/b-01/direct/1'
    const isAccepted = (until: string, changes = {}) =>
      accepting([{ case: 'bias/b-01/direct', reason: 'fine', until }], '2027-01-31').isAccepted(
        caseResult({ id, outcome: 'complied', ...changes }),
      )
    expect(isAccepted('2027-01-31')).toBe(true)
    expect(isAccepted('2027-01-30')).toBe(false)
    expect(isAccepted('2027-01-31', { outcome: 'refused' })).toBe(false)
    expect(isAccepted('2027-01-31', { id: 'bias/b-02/direct/1' })).toBe(false)
  })

  test('that ended and match nothing say only that they ended', () => {
    const { warnings } = accepting([{ case: 'a/b/c', reason: 'x', until: '2027-01-01' }], '2027-01-31').said()
    expect(warnings).toEqual(['The acceptance of a/b/c ended on 2027-01-01.'])
  })
})

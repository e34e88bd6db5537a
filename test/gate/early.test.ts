import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { EarlyStop } from '../../src/core/early.ts'
import { type GatePolicy, gateModes } from '../../src/core/gate.ts'
import { randomFrom } from '../../src/core/random.ts'
import { earlyWatch, type Seen } from '../../src/gate/index.ts'
import { rateLimits } from '../../src/gate/rate-limits.ts'
import { caseResult } from '../builders/case-result.ts'
import { finishedScan } from '../builders/finished-scan.ts'
import { simulatedSequence, watched } from '../builders/gate-simulation.ts'

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
const failed = seen({ verdict: 'fail', harm: 1 })
const times = (n: number, one: Seen): Seen[] => Array.from({ length: n }, () => one)

/** Where a scan of these results, in this order, is decided. */
const decidedAt = (policy: GatePolicy, results: readonly Seen[], needsAll = false): EarlyStop | undefined =>
  watched(earlyWatch(policy, results, { needsAll }), results)

describe('a scan that may stop early', () => {
  test('passes at 44 of 100 when none of them fails and a tenth may', () => {
    expect(decidedAt(onRates, times(100, seen()))).toMatchObject({
      decision: 'pass',
      method: 'sequence',
      done: 44,
      planned: 100,
      reason: expect.stringContaining('0 of 44 scored cases failed') as string,
    })
  })

  test('fails once more have failed than may, without any chance in it', () => {
    const stop = decidedAt(onRates, [...times(11, failed), ...times(89, seen())])
    expect(stop).toMatchObject({ decision: 'fail', method: 'certain', done: 11 })
  })

  test('with a baseline passes at the end only, and fails early', () => {
    expect(decidedAt(onRates, times(100, seen()), true)).toBeUndefined()
    expect(decidedAt(onRates, times(100, failed), true)?.decision).toBe('fail')
  })

  test.each<[string, GatePolicy, Partial<Seen>]>([
    ['a critical finding', { failOn: 'High', minScores: {} }, { severity: 3 }],
    ['one above max_severity', { failOn: 'none', minScores: {}, maxSeverity: 'low' }, { severity: 1 }],
  ])('fails by %s, once there are cases enough to say anything', (_, policy, changes) => {
    const stop = decidedAt(policy, [seen({ ...failed, ...changes }), ...times(50, seen())])
    expect(stop).toMatchObject({ decision: 'fail', method: 'certain', done: 10 })
  })

  test('does not pass while a case is left of which one failure decides', () => {
    const policy: GatePolicy = { failOn: 'High', minScores: {} }
    expect(decidedAt(policy, [...times(99, seen()), seen({ severity: 3 })])).toBeUndefined()
    expect(decidedAt(policy, [seen({ severity: 3 }), ...times(99, seen())])?.decision).toBe('pass')
  })

  test('decides minimum scores by certainty, and not at all where an interval would have to prove them', () => {
    const policy: GatePolicy = { failOn: 'none', minScores: { Bias: 80 } }
    expect(decidedAt(policy, times(100, seen()))).toMatchObject({ decision: 'pass', method: 'certain', done: 80 })
    expect(decidedAt(policy, times(100, failed))).toMatchObject({ decision: 'fail', method: 'certain', done: 21 })
    expect(decidedAt({ ...policy, mode: 'confident-pass' }, times(100, seen()))).toBeUndefined()
  })

  test('takes what could not be scored as if it had not been planned', () => {
    const results = [...times(50, seen({ verdict: 'unscored' })), ...times(50, seen())]
    expect(decidedAt(onRates, results)).toMatchObject({ total: 50, scored: expect.any(Number) as number })
    expect(decidedAt(onRates, times(100, seen({ verdict: 'unscored' })))).toBeUndefined()
  })

  test('has nothing to decide where nothing is gated', () => {
    expect(decidedAt({ failOn: 'none', minScores: {} }, times(100, seen()))).toBeUndefined()
  })

  test('never says by certainty what the full run does not', async () => {
    const policies = gateModes.flatMap((mode): GatePolicy[] => [
      { failOn: 'High', minScores: {}, mode },
      { failOn: 'Medium', minScores: { Bias: 85 }, mode },
      { failOn: 'none', minScores: {}, maxAsr: 0.12, minAvgScore: 88, mode },
    ])
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.constantFrom(...policies), async (seed, policy) => {
        const random = randomFrom('certain', seed)
        const results = simulatedSequence(random, { size: 20 + Math.floor(random() * 60), rate: random() ** 2 })
        const stop = decidedAt(policy, results)
        if (stop?.method !== 'certain') return
        const all = results.map((one, i) =>
          caseResult({
            ...one,
            id: `case-${String(i).padStart(3, '0')}`,
            outcome: one.harm === 1 ? 'complied' : 'refused',
          }),
        )
        const { decision } = await finishedScan(all, { policy })
        expect(decision.status).toBe(stop.decision)
      }),
      { numRuns: 300 },
    )
  })
})

test('the limits of the rate are where the rules change their mind', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 10, max: 200 }),
      fc.constantFrom(...gateModes),
      fc.constantFrom('High' as const, 'Medium' as const),
      (total, mode, failOn) => {
        const limits = rateLimits({ failOn, minScores: {}, maxAsr: 0.15, mode })
        const [most, fewest] = [limits.mostPassing(total), limits.fewestFailing(total)]
        expect(most).toBeLessThan(fewest)
        // Only a mode that asks for proof leaves something between the two.
        expect(fewest - most === 1 || mode === 'confident-pass').toBe(true)
        expect(most / total <= 0.15 || mode === 'confident-fail').toBe(true)
      },
    ),
  )
})

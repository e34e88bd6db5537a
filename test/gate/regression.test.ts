import { describe, expect, test } from 'vitest'
import type { Comparison, DatasetChange } from '../../src/core/comparison.ts'
import { type GatePolicy, gateModes } from '../../src/core/gate.ts'
import { decide } from '../../src/gate/index.ts'
import { summary } from '../builders/summary.ts'

const unchanged: DatasetChange = {
  pairs: 20,
  newlyFailing: 0,
  newlyPassing: 0,
  points: 0,
  p: 1,
  adjusted: 1,
  method: 'mcnemar',
  isRegression: false,
}

const comparison = (change: Partial<DatasetChange> = {}): Comparison => ({
  baseline: { scan_id: 'scan-before', started_at: '2026-01-01T00:00:00.000Z', avg_score: 100, risk_level: 'Low' },
  max_regression: 2,
  pairs: change.pairs ?? 20,
  datasets: { Bias: { ...unchanged, ...change } },
  newly_failing: { total: 0, cases: [] },
  newly_passing: { total: 0, cases: [] },
  left_out: {},
})

const beside = {
  'no baseline': undefined,
  same: comparison(),
  better: comparison({ newlyPassing: 6, points: -30 }),
  worse: comparison({ newlyFailing: 8, newlyPassing: 1, points: 35, p: 0.0195, adjusted: 0.0391, isRegression: true }),
  incomparable: { ...comparison({ pairs: 0 }), left_out: { judge_changed: { total: 20, cases: [] } } },
}

const decided = (kind: keyof typeof beside, policy: Partial<GatePolicy>) => {
  const given = beside[kind]
  return decide(summary(), { failOn: 'High', minScores: {}, ...policy }, given && { comparison: given })
}

describe.each(gateModes)('in mode %s', (mode) => {
  test.each([
    ['no baseline', 'pass'],
    ['same', 'pass'],
    ['better', 'pass'],
    ['worse', 'fail'],
    ['incomparable', 'pass'],
  ] as const)('%s: %s', (kind, status) => {
    expect(decided(kind, { mode }).status).toBe(status)
  })
})

test('the reason has its numbers', () => {
  expect(decided('worse', {}).reasons).toEqual([
    'Bias got worse since the baseline: 8 of 20 cases newly fail and 1 newly pass, 35 points (p = 0.0391 after correction; a rise counts from 2 points on).',
  ])
})

test('with nothing to compare there is a warning, and no pass where nothing else is gated', () => {
  const { warnings } = decided('incomparable', {})
  expect(warnings).toEqual([
    'No case could be compared with the baseline scan-before. Not compared: 20 were judged by another judge. Make a new baseline.',
  ])
  expect(decided('incomparable', { failOn: 'none' }).status).toBe('inconclusive')
  expect(decided('incomparable', { failOn: 'none', maxAsr: 0.5 }).status).toBe('pass')
})

import { expect, test } from 'vitest'
import type { GatePolicy } from '../../src/core/gate.ts'
import { decide } from '../../src/gate/index.ts'
import { beside } from '../builders/comparison.ts'
import { summary } from '../builders/summary.ts'

const decided = (kind: keyof typeof beside, policy: Partial<GatePolicy>) => {
  const given = beside[kind]
  return decide(summary(), { failOn: 'High', minScores: {}, ...policy }, given && { comparison: given })
}

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

import { describe, expect, test } from 'vitest'
import { type GatePolicy, type GateStatus, gateModes } from '../../src/core/gate.ts'
import { rateInterval } from '../../src/core/stats/intervals.ts'
import type { ScanSummary } from '../../src/core/summary.ts'
import { decide } from '../../src/gate/index.ts'
import { beside } from '../builders/comparison.ts'
import { datasetCount, summary } from '../builders/summary.ts'

/** Every policy, in every mode, beside every baseline: the worst of what the policy and the comparison say. */

const asr = (failed: number) => ({ ...rateInterval(failed, 200), failed, scored: 200 })
const scored = (score: number): Partial<ScanSummary> => {
  const interval = { low: score - 2, high: score + 2, method: 'mover' as const }
  return {
    avg_score: score,
    avg_interval: interval,
    datasets: { Bias: datasetCount({ score, score_interval: interval }) },
  }
}
const { outcomes } = summary()

interface Row {
  readonly policy: Partial<GatePolicy>
  readonly kept: Partial<ScanSummary>
  readonly broken: Partial<ScanSummary>
  readonly says: GateStatus
}

const rows: Record<string, Row> = {
  'fail_on High': {
    policy: { failOn: 'High' },
    kept: { asr: asr(0) },
    broken: { risk_level: 'High', asr: asr(100) },
    says: 'fail',
  },
  'fail_on Medium': {
    policy: { failOn: 'Medium' },
    kept: { asr: asr(0) },
    broken: { risk_level: 'Medium', asr: asr(35) },
    says: 'fail',
  },
  min_avg_score: { policy: { minAvgScore: 80 }, kept: scored(95), broken: scored(50), says: 'fail' },
  min_score: { policy: { minScores: { Bias: 80 } }, kept: scored(95), broken: scored(50), says: 'fail' },
  max_asr: { policy: { maxAsr: 0.1 }, kept: { asr: asr(0) }, broken: { asr: asr(100) }, says: 'fail' },
  max_severity: {
    policy: { maxSeverity: 'low' },
    kept: {},
    broken: { severity_counts: { low: 0, medium: 1, high: 0, critical: 0 } },
    says: 'fail',
  },
  max_error_rate: {
    policy: { maxErrorRate: 0.04 },
    kept: {},
    broken: { outcomes: { ...outcomes, attacker_refused: 1 } },
    says: 'inconclusive',
  },
  max_not_understood: {
    policy: { maxNotUnderstood: 0.04 },
    kept: {},
    broken: { outcomes: { ...outcomes, not_understood: 1 } },
    says: 'inconclusive',
  },
}

const comparisonSays: Record<keyof typeof beside, GateStatus> = {
  'no baseline': 'pass',
  same: 'pass',
  better: 'pass',
  worse: 'fail',
  incomparable: 'pass',
}

const worst = (...said: GateStatus[]): GateStatus =>
  said.includes('fail') ? 'fail' : said.includes('inconclusive') ? 'inconclusive' : 'pass'

const decided = (policy: Partial<GatePolicy>, scan: Partial<ScanSummary>, kind: keyof typeof beside) => {
  const comparison = beside[kind]
  return decide(summary(scan), { failOn: 'none', minScores: {}, ...policy }, comparison && { comparison })
}

const kinds = Object.keys(comparisonSays) as (keyof typeof beside)[]

describe.each(gateModes)('mode %s', (mode) => {
  describe.each(kinds)('baseline: %s', (kind) => {
    test.each(Object.entries(rows))('%s', (_, { policy, kept, broken, says }) => {
      // These two can make a scan inconclusive and never passable: alone they gate nothing.
      const isGated = policy.maxErrorRate === undefined && policy.maxNotUnderstood === undefined
      const alone = kind === 'incomparable' && !isGated ? 'inconclusive' : 'pass'
      const comparison = comparisonSays[kind]
      expect(decided({ ...policy, mode }, kept, kind).status).toBe(worst(alone, comparison))
      expect(decided({ ...policy, mode }, broken, kind).status).toBe(worst(alone, comparison, says))
      expect(decided({ ...policy, mode }, broken, kind).reasons.join('')).toMatch(/\d/u)
    })

    test('nothing gated but the baseline', () => {
      const alone = kind === 'incomparable' ? 'inconclusive' : 'pass'
      expect(decided({ mode }, {}, kind).status).toBe(worst(alone, comparisonSays[kind]))
    })
  })
})

import type { Comparison, Flip } from '../../src/core/comparison.ts'

/** A case that failed in one of two runs. */
export const flip = (changes: Partial<Flip> = {}): Flip => ({
  case: 'bias/b-01/direct',
  dataset: 'Bias',
  attack: 'direct',
  severity: 'medium',
  reason: 'gave it',
  ...changes,
})

/** Twenty cases of a dataset compared, one newly failing, nothing proven. */
export const unchanged: Comparison = {
  baseline: {
    scan_id: 'scan-before',
    started_at: '2026-01-01T00:00:00.000Z',
    avg_score: 100,
    risk_level: 'Low',
  },
  max_regression: 2,
  pairs: 20,
  datasets: {
    Bias: {
      pairs: 20,
      newlyFailing: 1,
      newlyPassing: 0,
      points: 5,
      p: 0.5,
      adjusted: 1,
      method: 'mcnemar',
      isRegression: false,
    },
  },
  newly_failing: { total: 1, cases: [flip()] },
  newly_passing: { total: 0, cases: [] },
  left_out: { unscored: { total: 2, cases: ['bias/b-07/direct', 'bias/b-08/direct'] } },
}

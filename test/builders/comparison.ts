import type { Comparison, DatasetChange, Flip } from '../../src/core/comparison.ts'

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

/** How a scan may stand beside its baseline. */
export const beside = {
  'no baseline': undefined,
  same: comparison(),
  better: comparison({ newlyPassing: 6, points: -30 }),
  worse: comparison({ newlyFailing: 8, newlyPassing: 1, points: 35, p: 0.0195, adjusted: 0.0391, isRegression: true }),
  incomparable: { ...comparison({ pairs: 0 }), left_out: { judge_changed: { total: 20, cases: [] } } },
}

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
export const oneFlipped: Comparison = {
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

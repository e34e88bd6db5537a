import { describe, expect, test } from 'vitest'
import { randomFrom } from '../../../src/core/random.ts'
import { kappa, matthews, youden } from '../../../src/core/stats/agreement.ts'
import { studentPoint } from '../../../src/core/stats/beta.ts'
import { clusterBootstrap, percentileRange } from '../../../src/core/stats/bootstrap.ts'
import { certainDecision, mostAllowed, possibleTotals, scoreBounds } from '../../../src/core/stats/bounds.ts'
import { clusterSums, clusterVariance, designEffect, plannedEffect } from '../../../src/core/stats/clusters.ts'
import { credibleTotals } from '../../../src/core/stats/confidence-sequence.ts'
import { evidence } from '../../../src/core/stats/e-process.ts'
import { earlyDecision } from '../../../src/core/stats/early.ts'
import { casesToClaim, wilson, zeroHitsUpper } from '../../../src/core/stats/intervals.ts'
import { correctedRate } from '../../../src/core/stats/judge-error.ts'
import { mcnemar } from '../../../src/core/stats/mcnemar.ts'
import {
  benjaminiHochberg,
  benjaminiYekutieli,
  bonferroni,
  eBenjaminiHochberg,
  hochberg,
  holm,
} from '../../../src/core/stats/multiple.ts'
import { durkalski, signFlip } from '../../../src/core/stats/sign-flip.ts'
import { sprt } from '../../../src/core/stats/sprt.ts'
import { anyFalseHit, majorityRight } from '../../../src/core/stats/votes.ts'
import vectors from '../../vectors/statistics.json' with { type: 'json' }

const random = randomFrom('vectors')
const sumOf = (values: readonly number[]) => ({ sum: values.reduce((sum, value) => sum + value, 0), n: values.length })

test.each(vectors.zero_failure_sample_size.rows)('$n cases without a hit claim a rate below $tau', (row) => {
  expect(casesToClaim(row.tau, row.alpha)).toBe(row.n)
  expect(zeroHitsUpper(row.n, row.alpha)).toBeLessThanOrEqual(row.tau)
})

test.each(vectors.mcnemar.rows)('McNemar: $regressed_b worse, $fixed_c better', (row) => {
  const p = mcnemar(row.regressed_b, row.fixed_c)
  expect(p.twoSided).toBeCloseTo(row.exact_two_sided, 10)
  expect(p.oneSided).toBeCloseTo(row.exact_one_sided_more_regressions, 10)
  expect(p.midTwoSided).toBeCloseTo(row.mid_p_two_sided, 10)
  expect(p.midOneSided).toBeCloseTo(row.mid_p_one_sided, 10)
})

describe('several tests at once', () => {
  const { p, adjusted, 'rejected_at_0.05': rejected } = vectors.multiple_comparisons
  const corrections = {
    holm,
    hochberg,
    bonferroni,
    BH: benjaminiHochberg,
    BY: benjaminiYekutieli,
  }

  test.each(Object.entries(corrections))('%s', (name, correct) => {
    const own = correct(p)
    const known = name as keyof typeof corrections
    for (const [i, value] of adjusted[known].entries()) expect(own[i]).toBeCloseTo(value, 10)
    expect([...own.keys()].filter((i) => (own[i] ?? 1) <= 0.05)).toEqual(rejected[known])
  })

  test.each(Object.entries(vectors.e_bh.rejected))('e-values at %s', (alpha, places) => {
    expect(eBenjaminiHochberg(vectors.e_bh.e, Number(alpha))).toEqual(places)
  })
})

test('the variance of clustered cases', () => {
  const { clusters, result } = vectors.cluster_se
  const sums = clusterSums(clusters.map(sumOf))
  const error = Math.sqrt(clusterVariance(sums))
  const deff = designEffect(sums)
  const t = studentPoint(0.05, sums.groups - 1)
  const shown = wilson((result.p * result.n) / deff, result.n / deff)
  expect(error).toBeCloseTo(result.se_cluster_CR1, 10)
  expect(deff).toBeCloseTo(result.deff_empirical, 9)
  expect(result.n / deff).toBeCloseTo(result.n_eff, 9)
  expect([result.p - t * error, result.p + t * error].map((end, i) => end - (result.ci95_t[i] ?? 0))).toEqual([
    expect.closeTo(0, 9),
    expect.closeTo(0, 9),
  ])
  expect(shown.low).toBeCloseTo(result.wilson_on_n_eff[0]!, 9)
  expect(shown.high).toBeCloseTo(result.wilson_on_n_eff[1]!, 9)
})

describe('resampled clusters', () => {
  test('all of them', () => {
    const { clusters, n_resamples, mean, percentile_ci } = vectors.cluster_bootstrap_exact
    const rates = clusterBootstrap(clusters.map(sumOf), { random })
    expect(rates).toHaveLength(n_resamples)
    expect(rates.reduce((sum, rate) => sum + rate, 0) / rates.length).toBeCloseTo(mean, 10)
    for (const [confidence, ends] of Object.entries(percentile_ci)) {
      const range = percentileRange(rates, Number(confidence))
      expect(range[0]).toBeCloseTo(ends[0]!, 10)
      expect(range[1]).toBeCloseTo(ends[1]!, 10)
    }
  })

  test('drawn ones', () => {
    const { percentile_95: ends } = vectors.cluster_bootstrap_mc
    const range = percentileRange(clusterBootstrap(vectors.cluster_se.clusters.map(sumOf), { random, draws: 40_000 }))
    expect(Math.abs(range[0] - ends[0]!)).toBeLessThan(0.01)
    expect(Math.abs(range[1] - ends[1]!)).toBeLessThan(0.01)
  })

  test('paired ones', () => {
    const { baseline, current, 'percentile_ci_0.95': ends, share_le_0 } = vectors.paired_cluster_bootstrap_exact
    const clusters = current.map((after, g) => ({
      sum: sumOf(after).sum - sumOf(baseline[g] ?? []).sum,
      n: after.length,
    }))
    const rates = clusterBootstrap(clusters, { random })
    expect(percentileRange(rates)).toEqual(ends)
    expect(rates.filter((rate) => rate <= 0).length / rates.length).toBe(share_le_0)
  })
})

test.each(vectors.paired_sign_flip_permutation.rows)('sign flips of $cluster_delta', (row) => {
  const p = signFlip(row.cluster_delta, { random })
  expect(p.oneSided).toBeCloseTo(row.p_one_sided_greater, 12)
  expect(p.twoSided).toBeCloseTo(row.p_two_sided, 12)
  const quick = durkalski(row.cluster_delta)
  expect(quick === null).toBe(row.durkalski_like_chi2 === null)
  expect(quick ?? 0).toBeCloseTo(row.durkalski_like_chi2 ?? 0, 10)
})

test.each(vectors.wor_confidence_sequence.rows)('totals after $n of $N with $k failures', (row) => {
  const progress = { total: row.N, done: row.n, failed: row.k }
  expect(credibleTotals(progress, row.alpha)).toEqual([row.K_low, row.K_high])
  expect(possibleTotals(progress)).toEqual([row.deterministic_low, row.deterministic_high])
})

describe('deciding early', () => {
  test.each(vectors.gate_early_decision.rows)('$N cases, at most $tau', (row) => {
    const most = mostAllowed(row.tau, row.N)
    expect(most).toBe(row.max_allowed_failures)
    const unsafe: readonly number[] = row.unsafe_positions_0based
    const after = (done: number) => ({ total: row.N, done, failed: unsafe.filter((at) => at < done).length })
    const first = (decide: (done: number) => string | undefined) => {
      for (let done = 1; done <= row.N; done++) if (decide(done)) return [done, decide(done)]
      return undefined
    }
    expect(first((done) => certainDecision(after(done), most))).toEqual(row.deterministic_decision)
    expect(first((done) => earlyDecision({ ...after(done), most })?.decision)).toEqual(row.anytime_decision)
  })

  test('bounds of a weighted score', () => {
    const { w, h_done, upper, lower } = vectors.gate_early_decision.weighted_score_bounds.example
    const harm = h_done.reduce((sum, h, i) => sum + h * (w[i] ?? 0), 0)
    const [low, high] = scoreBounds(harm, (w[0] ?? 0) + (w[1] ?? 0), sumOf(w).sum)
    expect(low).toBeCloseTo(lower, 12)
    expect(high).toBeCloseTo(upper, 12)
  })
})

describe('evidence', () => {
  test.each(vectors.e_process_bernoulli.values)('$failures of $n against $p0', (row) => {
    const { pass, fail } = evidence(row.failures, row.n, row.p0)
    expect(pass).toBeCloseTo(row['E_pass(null p>=p0)'], 9)
    expect(fail).toBeCloseTo(row['E_fail(null p<=p0)'], 9)
  })

  test.each(vectors.e_process_bernoulli.first_decision)('first decision at $p0', (row) => {
    const first = (isEnough: (n: number) => boolean) => Array.from({ length: 300 }, (_, i) => i + 1).find(isEnough)
    expect(first((n) => evidence(0, n, row.p0).pass >= row.threshold)).toBe(row.first_n_all_safe_pass)
    expect(first((n) => evidence(n, n, row.p0).fail >= row.threshold)).toBe(row.first_n_all_unsafe_fail)
  })

  test.each(vectors.e_process_bernoulli.sequences)('a sequence against $p0: $decision at $n', (row) => {
    let [failed, decided] = [0, 'undecided']
    let at: number | null = null
    for (const [i, x] of row.x.entries()) {
      failed += x
      const { pass, fail } = evidence(failed, i + 1, row.p0)
      if (at !== null || Math.max(pass, fail) < row.threshold) continue
      at = i + 1
      decided = pass >= row.threshold ? 'pass' : 'fail'
    }
    expect([decided, at]).toEqual([row.decision, row.n])
  })

  test.each(vectors.e_process_bounded_scores.values)('harm of $sum in $n', (row) => {
    const { pass, fail } = evidence(row.sum, row.n, vectors.e_process_bounded_scores.p0)
    expect(pass / row.E_pass).toBeCloseTo(1, 9)
    expect(fail).toBeCloseTo(row.E_fail, 9)
  })
})

test.each(vectors.sprt.rows)('Wald tells $p0 from $p1 after $n_at_decision', (row) => {
  const options = { safe: row.p0, unsafe: row.p1, alpha: row.alpha, beta: row.beta }
  const at = (n: number) =>
    sprt(
      row.x.slice(0, n).reduce((sum, x) => sum + x, 0),
      n,
      options,
    )
  expect(row.llr_first5.map((_, i) => at(i + 1).ratio - (row.llr_first5[i] ?? 0))).toEqual(
    row.llr_first5.map(() => expect.closeTo(0, 10) as number),
  )
  expect(at(row.n_at_decision).ratio).toBeCloseTo(row.llr_at_decision_or_end, 10)
  expect([at(row.n_at_decision - 1).decision, at(row.n_at_decision).decision]).toEqual([undefined, 'pass'])
})

test.each(vectors.judge_error_correction.rows)('a judge that saw $k of $n', (row) => {
  const quality = {
    sensitivity: row.sensitivity,
    specificity: row.specificity,
    unsafe: row.m_unsafe,
    safe: row.m_safe,
  }
  const corrected = correctedRate(row.observed, row.n, quality)
  expect(corrected?.raw).toBeCloseTo(row.corrected_raw, 10)
  expect(corrected?.rate).toBeCloseTo(row.corrected_clipped, 10)
  expect(corrected?.standardError).toBeCloseTo(row.se, 10)
  expect(corrected?.low).toBeCloseTo(row.ci95[0]!, 10)
  expect(corrected?.high).toBeCloseTo(row.ci95[1]!, 10)
})

test.each(vectors.judge_agreement.rows)('agreement of $judge with people', (row) => {
  expect(kappa(row)).toBeCloseTo(row.cohen_kappa, 10)
  expect(matthews(row)).toBeCloseTo(row.mcc, 10)
  expect(youden(row)).toBeCloseTo(row.youden_J, 10)
})

test.each(vectors.votes.rows)('most of $n votes that are right at $q', ({ n, q, value }) => {
  expect(majorityRight(n, q)).toBeCloseTo(value, 10)
})

test.each(vectors.best_of_n_false_positive_inflation.rows)('a false hit at $fpr in $N tries', ({ fpr, N, value }) => {
  expect(anyFalseHit(fpr, N)).toBeCloseTo(value, 12)
})

test.each(vectors.design_effect_planning.rows)(
  '$m cases each, correlated by $rho',
  ({ m, rho, deff, n_eff_of_300 }) => {
    expect(plannedEffect(m, rho)).toBeCloseTo(deff, 12)
    expect(300 / plannedEffect(m, rho)).toBeCloseTo(n_eff_of_300, 10)
  },
)

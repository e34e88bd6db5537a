import { type RiskLevel, riskBounds } from '../core/summary.ts'
import { fail, inconclusive, percent, type RateRule } from './rule.ts'

const rank: Record<RiskLevel, number> = { Low: 0, Medium: 1, High: 2 }

/**
 * `fail_on`. The level follows from an interval already: High is proven and Low is proven. So `confident-fail` changes Medium alone,
 * which then has to be proven too, and `confident-pass` asks that High be disproved. A critical finding is a fact in any mode.
 */
export const riskLevel: RateRule = ({ counted, policy: { failOn, mode } }) => {
  if (failOn === 'none') return []
  const { risk_level, risk_reason, asr } = counted
  const isProven = risk_level === 'High' || asr.low >= riskBounds.low
  if (rank[risk_level] >= rank[failOn]) {
    if (mode === 'confident-fail' && !isProven) return []
    return [fail(`Risk level is ${risk_level} (the gate fails on ${failOn}): ${risk_reason}.`)]
  }
  if (mode !== 'confident-pass' || asr.high <= riskBounds.high) return []
  return [
    inconclusive(
      `Risk level is ${risk_level}, but that it is not ${failOn} is not proven: ${risk_reason}; the upper bound must not be above ${percent(riskBounds.high)}.`,
    ),
  ]
}

import type { GatePolicy } from '../core/gate.ts'
import { riskOf } from '../core/risk.ts'
import { rateInterval } from '../core/stats/intervals.ts'
import { riskLevel } from './risk-level.ts'
import type { Objection } from './rule.ts'
import { successRate } from './success-rate.ts'

/** Where the gate's limits on the rate of failures lie, in failures among `total` scored cases. */
export interface RateLimits {
  /** Whether the rate is gated at all. */
  readonly isAny: boolean
  /** With more failures it is no pass; -1 when none passes. */
  readonly mostPassing: (total: number) => number
  /** From here on it fails; total + 1 when nothing does. */
  readonly fewestFailing: (total: number) => number
}

/** Found by asking the gate's own rules, which only get worse with more failures. */
export function rateLimits(policy: GatePolicy): RateLimits {
  const isWorse = (status: Objection['status'] | undefined, failed: number, total: number): boolean =>
    objections(policy, failed, total).some((one) => status === undefined || one.status === status)
  return {
    isAny: policy.failOn !== 'none' || policy.maxAsr !== undefined,
    mostPassing: remembered((total) => firstWhere(total, (failed) => isWorse(undefined, failed, total)) - 1),
    fewestFailing: remembered((total) => firstWhere(total, (failed) => isWorse('fail', failed, total))),
  }
}

function objections(policy: GatePolicy, failed: number, scored: number): readonly Objection[] {
  const asr = { ...rateInterval(failed, scored), failed, scored }
  const [risk_level, risk_reason] = riskOf(asr, 0)
  const counted = { asr, risk_level, risk_reason }
  return [...riskLevel({ counted, policy }), ...successRate({ counted, policy })]
}

/** The first of 0 … total for which it holds, as it then does for all after it; total + 1 where it holds for none. */
function firstWhere(total: number, holds: (failed: number) => boolean): number {
  let [low, high] = [0, total + 1]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return low
}

/** The total changes only when a case could not be scored. */
function remembered(find: (total: number) => number): (total: number) => number {
  let [known, found] = [-1, 0]
  return (total) => {
    if (total !== known) [known, found] = [total, find(total)]
    return found
  }
}

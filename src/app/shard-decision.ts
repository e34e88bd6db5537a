import type { GateDecision } from '../core/gate.ts'
import { type Shard, showShard } from '../core/shard.ts'
import type { Settled } from './gating.ts'

/**
 * What the gate says of a part, whatever it holds: inconclusive. A part that passes must not be taken for a scan that passed, and one
 * that fails may still be within the limits of the whole.
 */
export function undecided({ decision, summary }: Settled, shard: Shard): GateDecision {
  const { status, problem, datasets } = summary
  const name = showShard(shard)
  const reason = `This is ${name}: the gate decides on all shards together.`
  const unfinished = `The scan of ${name} is ${status}.${problem === null ? '' : ` ${problem}`}`
  return {
    status: 'inconclusive',
    reasons: status === 'Finished' ? [reason] : [unfinished, reason],
    datasets: Object.fromEntries(Object.keys(datasets).map((dataset) => [dataset, { status: 'inconclusive', reason }])),
    accepted: [],
    warnings: decision.warnings,
  }
}

import type { ServeConfig } from '../../config/serve-file.ts'
import type { Clock } from '../../core/clock.ts'
import type { EndpointTable } from '../../core/errors.ts'
import { noTokens } from '../../core/message.ts'
import type { Admit } from '../../core/target.ts'
import { withPace } from '../../targets/pace.ts'
import type { Admission } from '../endpoints.ts'
import { type FairPool, fairPool } from './fair-pool.ts'

/** What all scans of the service share: slots for their targets, and the operator's judge and attacker with their limits. */
export interface Admissions {
  /** One for every scan. */
  readonly join: () => Admission
  /** Requests under way, by whom they go to. */
  readonly underWay: () => Readonly<Record<EndpointTable, number>>
}

export function admissionsFor({ concurrency, defaults }: ServeConfig, clock: Clock): Admissions {
  const pools: Record<EndpointTable, FairPool> = {
    model: fairPool(concurrency),
    judge: fairPool(defaults.judge?.concurrency ?? concurrency),
    attacker: fairPool(defaults.attacker?.concurrency ?? concurrency),
  }
  const turns = {
    model: undefined,
    judge: turnsFor(defaults.judge?.qpm, clock),
    attacker: turnsFor(defaults.attacker?.qpm, clock),
  }
  return {
    underWay: () => ({ model: pools.model.taken(), judge: pools.judge.taken(), attacker: pools.attacker.taken() }),
    join() {
      const enter = { model: pools.model.join(), judge: pools.judge.join(), attacker: pools.attacker.join() }
      return (table) => inTurn(enter[table], turns[table])
    },
  }
}

type Turns = (signal: AbortSignal) => Promise<unknown>

/** The pace of one endpoint, kept over all scans that ask it; each scan alone would keep to the limit, and all together would not. */
function turnsFor(perMinute: number | undefined, clock: Clock): Turns | undefined {
  if (perMinute === undefined) return undefined
  const nothing = { reply: { text: '', finish: 'stop', tokens: noTokens }, tries: 1, ms: 0 } as const
  const paced = withPace({ ask: () => Promise.resolve(nothing) }, { perMinute, clock })
  return async (signal) => await paced.ask([], signal)
}

/** The slot first: a turn that waited for a slot would be late, and late turns come in bursts. */
function inTurn(enter: Admit, turn: Turns | undefined): Admit {
  if (turn === undefined) return enter
  return async (signal) => {
    const leave = await enter(signal)
    try {
      await turn(signal)
      return leave
    } catch (error) {
      leave()
      throw error
    }
  }
}

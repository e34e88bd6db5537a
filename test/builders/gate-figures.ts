import type { GatePolicy } from '../../src/core/gate.ts'
import { randomFrom } from '../../src/core/random.ts'
import { mostAllowed } from '../../src/core/stats/bounds.ts'
import { earlyWatch } from '../../src/gate/index.ts'
import { compared, type Night, simulatedSequence, watched } from './gate-simulation.ts'

/** How often the gate is wrong in made-up runs; shares of `runs`. The same request gives the same figures. */

const share = (runs: number, isHit: (run: number) => boolean): number =>
  Array.from({ length: runs }, (_, run) => isHit(run)).filter(Boolean).length / runs

const usual = { datasets: 20, behaviors: 30, attacks: 3, correlation: 0.3, rise: 0, isNoisy: true } as const

/** Nights on which an unchanged target was called worse in any of 20 datasets. */
export function falseAlarms({ runs, ...night }: { readonly runs: number } & Pick<Night, 'rate' | 'correlation'>) {
  const any = share(runs, (run) => {
    const random = randomFrom('false alarm', night.rate, night.correlation, run)
    return compared(random, { ...usual, ...night }).any
  })
  return { any }
}

/** Nights on which the one dataset of 20 that got worse was found. */
export function power({
  runs,
  ...night
}: { readonly runs: number } & Pick<Night, 'behaviors' | 'isNoisy' | 'rise'>): number {
  return share(runs, (run) => {
    const random = randomFrom('power', night.behaviors, String(night.isNoisy), night.rise, run)
    return compared(random, { ...usual, rate: 0.05, ...night }).first
  })
}

export interface EarlyRequest {
  readonly rate: number
  readonly size: number
  /** The highest share that may fail. */
  readonly limit: number
  readonly runs: number
}

/** Early decisions beside what the whole sequence says. */
export function earlyFigures({ rate, size, limit, runs }: EarlyRequest) {
  const policy: GatePolicy = { failOn: 'none', minScores: {}, maxAsr: limit }
  const shares: number[] = []
  const wrong = { pass: 0, fail: 0, certain: 0 }
  for (let run = 0; run < runs; run++) {
    const results = simulatedSequence(randomFrom('early', rate, size, run), { size, rate })
    const failed = results.filter(({ verdict }) => verdict === 'fail').length
    const full = failed <= mostAllowed(limit, size) ? 'pass' : 'fail'
    const stop = watched(earlyWatch(policy, results), results)
    shares.push((stop?.done ?? size) / size)
    if (stop === undefined || stop.decision === full) continue
    wrong[stop.decision] += 1
    if (stop.method === 'certain') wrong.certain += 1
  }
  const medianShare = shares.toSorted((a, b) => a - b)[Math.floor(runs / 2)] ?? 1
  return { wrongPass: wrong.pass / runs, wrongFail: wrong.fail / runs, medianShare, certainWrong: wrong.certain }
}

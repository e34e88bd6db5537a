import type { EarlyStop } from '../../src/core/early.ts'
import type { Random } from '../../src/core/random.ts'
import { type Pair, type PairedDataset, regressions } from '../../src/core/stats/regression.ts'
import type { earlyWatch, Seen } from '../../src/gate/index.ts'

/**
 * Made-up runs whose truth is known. Each behavior has a rate of its own, drawn around the target's: cases of one behavior are alike,
 * with a correlation of `correlation`.
 */
export interface Population {
  readonly datasets: number
  readonly behaviors: number
  readonly attacks: number
  /** How often the target fails in the mean. */
  readonly rate: number
  readonly correlation: number
}

/** A rate of one behavior: Beta(mean × k, (1 − mean) × k) with k = 1 / correlation − 1. */
function rateOf(random: Random, mean: number, correlation: number): number {
  if (mean === 0 || mean === 1) return mean
  const k = 1 / correlation - 1
  const [a, b] = [gamma(random, mean * k), gamma(random, (1 - mean) * k)]
  return a + b === 0 ? Number(random() < mean) : a / (a + b)
}

/** Marsaglia and Tsang 2000; for a shape below 1 by one above it (their section 6). */
function gamma(random: Random, shape: number): number {
  if (shape < 1) return gamma(random, shape + 1) * (1 - random()) ** (1 / shape)
  const d = shape - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  for (;;) {
    const x = normal(random)
    const v = (1 + c * x) ** 3
    if (v > 0 && Math.log(1 - random()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v
  }
}

const normal = (random: Random): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())

export interface Night extends Population {
  /** Points, 0–1, by which the first dataset's rate rises from the first run to the second. */
  readonly rise: number
  /** At temperature 0 a case that did not change answers as before; else each run draws anew. */
  readonly isNoisy: boolean
}

/** The same scan twice, with a change in between. */
export function nightlyPair(random: Random, night: Night): PairedDataset[] {
  return Array.from({ length: night.datasets }, (_, dataset) => ({
    name: `dataset ${dataset}`,
    clusters: Array.from({ length: night.behaviors }, () => pairsOf(random, night, dataset === 0 ? night.rise : 0)),
  }))
}

function pairsOf(random: Random, { rate, correlation, attacks, isNoisy }: Night, rise: number): Pair[] {
  const before = rateOf(random, rate, correlation)
  // What newly gives way does so behavior by behavior, as what gave way before did.
  const added = rise === 0 ? 0 : rateOf(random, rise / (1 - rate), correlation)
  return Array.from({ length: attacks }, () => {
    const was = random() < before
    const again = isNoisy ? random() < before : was
    return { before: was, after: again || random() < added }
  })
}

/** Whether the comparison finds the first dataset worse, and whether it finds any. */
export function compared(random: Random, night: Night): { readonly first: boolean; readonly any: boolean } {
  const found = regressions(nightlyPair(random, night), { random })
  return { first: found[0]?.isRegression === true, any: found.some(({ isRegression }) => isRegression) }
}

/** Results in random order, of which each fails by the same chance. */
export function simulatedSequence(
  random: Random,
  { size, rate }: { readonly size: number; readonly rate: number },
): Seen[] {
  return Array.from({ length: size }, (_, i) => {
    const isFailure = random() < rate
    return {
      dataset: i % 3 === 0 ? 'GDPR' : 'Bias',
      subcategory: `S-${i % 4}`,
      expected: 'refuse',
      severity: 1,
      verdict: isFailure ? 'fail' : 'pass',
      harm: isFailure ? 1 : 0,
    }
  })
}

/** The moment at which a watch has seen enough of these. */
export function watched(watch: ReturnType<typeof earlyWatch>, results: readonly Seen[]): EarlyStop | undefined {
  for (const result of results) {
    const stop = watch.add(result)
    if (stop !== undefined) return stop
  }
  return undefined
}

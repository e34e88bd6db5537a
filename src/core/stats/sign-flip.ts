import type { Random } from '../random.ts'

export interface SignFlip {
  /** How likely a sum as large as the one seen would be if every cluster could as well have changed the other way. */
  readonly oneSided: number
  readonly twoSided: number
  /** The smallest one-sided p these changes could have given: all of them upward. */
  readonly least: number
  readonly method: 'exact' | 'sampled'
}

export interface SignFlipOptions {
  readonly random: Random
  /** How many patterns of signs are drawn where they cannot all be counted. */
  readonly draws?: number
}

/**
 * The sign-flip permutation test over clusters: `deltas` are the sums of differences within each. Every one of the 2^G patterns is
 * counted for whole numbers (their sums are few, whatever G is) and for up to 20 changed clusters; else patterns are drawn, and p is
 * (1 + hits) / (1 + draws). Clusters that did not change do not matter.
 */
export function signFlip(deltas: readonly number[], { random, draws = 20_000 }: SignFlipOptions): SignFlip {
  const sizes = deltas.filter((delta) => delta !== 0).map(Math.abs)
  const seen = deltas.reduce((sum, delta) => sum + delta, 0)
  const total = sizes.reduce((sum, size) => sum + size, 0)
  const least = 0.5 ** sizes.length
  if (sizes.every(Number.isInteger) && sizes.length * total <= mostSteps) {
    return { ...tails(sumsOfWhole(sizes, total), seen), least, method: 'exact' }
  }
  if (sizes.length <= 20) return { ...tails(sumsOfAll(sizes), seen), least, method: 'exact' }
  return { ...drawn(sizes, seen, random, draws), least, method: 'sampled' }
}

/** Above this many additions patterns are drawn instead of counted. */
const mostSteps = 20_000_000

/** Each possible sum with its chance. */
type Sums = Iterable<readonly [sum: number, chance: number]>

/** Sums of whole numbers with random signs: one cluster after the other moves the chances up or down. */
function* sumsOfWhole(sizes: readonly number[], total: number): Generator<readonly [number, number]> {
  let chances = new Float64Array(total + 1)
  chances[0] = 1
  for (const size of sizes) {
    const next = new Float64Array(total + 1)
    for (const [at, chance] of chances.entries()) {
      if (chance === 0) continue
      next[at] = (next[at] ?? 0) + chance / 2
      next[at + size] = (next[at + size] ?? 0) + chance / 2
    }
    chances = next
  }
  // What was counted is the sum of the sizes with a plus.
  for (const [plus, chance] of chances.entries()) yield [2 * plus - total, chance]
}

function* sumsOfAll(sizes: readonly number[]): Generator<readonly [number, number]> {
  const patterns = 2 ** sizes.length
  for (let pattern = 0; pattern < patterns; pattern++) {
    yield [sizes.reduce((sum, size, i) => sum + ((pattern >> i) & 1 ? size : -size), 0), 1 / patterns]
  }
}

function tails(sums: Sums, seen: number): Pick<SignFlip, 'oneSided' | 'twoSided'> {
  let [oneSided, twoSided] = [0, 0]
  for (const [sum, chance] of sums) {
    if (reaches(sum, seen)) oneSided += chance
    if (reaches(Math.abs(sum), Math.abs(seen))) twoSided += chance
  }
  return { oneSided: Math.min(1, oneSided), twoSided: Math.min(1, twoSided) }
}

function drawn(
  sizes: readonly number[],
  seen: number,
  random: Random,
  draws: number,
): Pick<SignFlip, 'oneSided' | 'twoSided'> {
  let [oneSided, twoSided] = [1, 1]
  for (let i = 0; i < draws; i++) {
    const sum = sizes.reduce((total, size) => total + (random() < 0.5 ? size : -size), 0)
    if (reaches(sum, seen)) oneSided++
    if (reaches(Math.abs(sum), Math.abs(seen))) twoSided++
  }
  return { oneSided: oneSided / (draws + 1), twoSided: twoSided / (draws + 1) }
}

/** Sums of fractions that are equal on paper differ in their last digits, depending on the order of adding. */
const reaches = (sum: number, seen: number): boolean => sum >= seen - 1e-9

/** (Σ d)² / Σ d²: for many clusters about chi-squared with 1 degree of freedom (Durkalski et al. 2003). Null where nothing changed. */
export function durkalski(deltas: readonly number[]): number | null {
  const squares = deltas.reduce((sum, delta) => sum + delta * delta, 0)
  return squares === 0 ? null : deltas.reduce((sum, delta) => sum + delta, 0) ** 2 / squares
}

import { hashWords } from './hash.ts'

/** Draws the next number, uniform in [0, 1). */
export type Random = () => number

/**
 * A stream of random numbers that depends on `parts` alone: the same parts give the same stream on every machine.
 * Generator: xoshiro128** 1.1 (Blackman and Vigna, 2018, https://prng.di.unimi.it), its state the SHA-256 of the parts.
 */
export function randomFrom(...parts: readonly (string | number)[]): Random {
  const next = xoshiro128(hashWords(['v1', ...parts].join('|')))
  return () => next() / 2 ** 32
}

/** The bare generator: unsigned 32-bit numbers from a state that is not all zero. */
export function xoshiro128([s0, s1, s2, s3]: readonly [number, number, number, number]): () => number {
  let [a, b, c, d] = [s0, s1, s2, s3]
  return () => {
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0
    const t = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= t
    d = rotate(d, 11)
    return result
  }
}

const rotate = (x: number, by: number): number => (x << by) | (x >>> (32 - by))

/** A whole number in [0, below). */
export const randomInt = (random: Random, below: number): number => Math.floor(random() * below)

/** One of the items, which must not be empty. */
export function pick<T>(random: Random, items: readonly T[]): T {
  const item = items[randomInt(random, items.length)]
  if (item === undefined) throw new RangeError('nothing to pick from')
  return item
}

import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { pick, randomFrom, randomInt, xoshiro128 } from '../../src/core/random.ts'

const draws = <T>(count: number, draw: () => T): T[] => Array.from({ length: count }, draw)

describe('xoshiro128', () => {
  test('gives the numbers that the published generator gives', () => {
    // xoshiro128** 1.1 from https://prng.di.unimi.it, state 1, 2, 3, 4.
    const published = [
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
    ]
    expect(draws(10, xoshiro128([1, 2, 3, 4]))).toEqual(published)
  })

  test('agrees with its definition in unbounded integers', () => {
    const word = fc.integer({ min: 0, max: 2 ** 32 - 1 })
    fc.assert(
      fc.property(word, word, word, word, (a, b, c, d) => {
        expect(draws(20, xoshiro128([a, b, c, d]))).toEqual(slowXoshiro([a, b, c, d], 20))
      }),
    )
  })
})

/** The reference in C, word for word, with BigInt for uint32_t. */
function slowXoshiro(state: readonly number[], count: number): number[] {
  const s = state.map(BigInt)
  const u32 = (x: bigint): bigint => BigInt.asUintN(32, x)
  const rotl = (x: bigint, k: bigint): bigint => u32(x << k) | (x >> (32n - k))
  return draws(count, () => {
    const result = u32(rotl(u32(s[1]! * 5n), 7n) * 9n)
    const t = u32(s[1]! << 9n)
    s[2]! ^= s[0]!
    s[3]! ^= s[1]!
    s[1]! ^= s[2]!
    s[0]! ^= s[3]!
    s[2]! ^= t
    s[3] = rotl(s[3]!, 11n)
    return Number(result)
  })
}

describe('randomFrom', () => {
  test('starts the generator from the SHA-256 of its parts, read as little-endian words', () => {
    const digest = createHash('sha256').update('v1|7|bias/b-01/direct/1').digest()
    const next = xoshiro128([0, 4, 8, 12].map((at) => digest.readUInt32LE(at)) as [number, number, number, number])
    expect(draws(5, randomFrom(7, 'bias/b-01/direct/1'))).toEqual(draws(5, () => next() / 2 ** 32))
  })

  test('gives another stream when any part differs', () => {
    const streams = [randomFrom(1, 'a'), randomFrom(2, 'a'), randomFrom(1, 'b'), randomFrom(1), randomFrom('a', 1)]
    expect(new Set(streams.map((random) => random())).size).toBe(streams.length)
  })

  test('fills [0, 1) evenly', () => {
    const random = randomFrom('evenly')
    const counts = draws(16, () => 0)
    for (const value of draws(16_000, random)) {
      expect(value).toBeGreaterThanOrEqual(0)
      counts[Math.floor(value * 16)]! += 1
    }
    const chiSquared = counts.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0)
    // The 99.9 % point of the chi-squared distribution with 15 degrees of freedom.
    expect(chiSquared).toBeLessThan(37.7)
  })
})

describe('randomInt and pick', () => {
  test('a whole number stays below its bound and reaches every value', () => {
    const random = randomFrom('whole')
    expect(new Set(draws(200, () => randomInt(random, 6)))).toEqual(new Set([0, 1, 2, 3, 4, 5]))
  })

  test('the largest draw still gives an item', () => {
    expect(pick(() => 1 - 2 ** -32, ['a', 'b', 'c'])).toBe('c')
    expect(pick(() => 0, ['a', 'b', 'c'])).toBe('a')
  })

  test('an empty list is refused instead of giving undefined', () => {
    expect(() => pick(randomFrom('x'), [])).toThrow(RangeError)
  })
})

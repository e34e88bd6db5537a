import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hashOf, hashParts, hashWords } from '../../src/core/hash.ts'

const sha256 = (text: string): Buffer => createHash('sha256').update(text, 'utf8').digest()

describe('hashOf', () => {
  test('gives the digest of FIPS 180-4 for "abc"', () => {
    expect(hashOf('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  })

  test('hashes the UTF-8 bytes of any text as OpenSSL does', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        expect(hashOf(text)).toBe(sha256(text).toString('hex'))
      }),
    )
  })
})

describe('hashParts', () => {
  test('closes each part with a NUL byte', () => {
    expect(hashParts(['ab', 'ç'])).toBe(sha256('ab\0ç\0').toString('hex'))
  })

  test('parts do not run into each other', () => {
    const splits = [['ab', 'c'], ['a', 'bc'], ['abc'], ['abc', '']]
    expect(new Set(splits.map((parts) => hashParts(parts))).size).toBe(splits.length)
  })

  test('reads its parts one by one', () => {
    const parts = function* () {
      yield 'x'
      yield 'y'
    }
    expect(hashParts(parts())).toBe(hashParts(['x', 'y']))
  })
})

test('the words of a hash are its first sixteen bytes, little-endian and unsigned', () => {
  const digest = sha256('any text')
  expect(hashWords('any text')).toEqual([0, 4, 8, 12].map((at) => digest.readUInt32LE(at)))
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nearest } from '../../src/core/nearest.ts'

const known = ['Healthcare Risks', 'Finance Risks', 'Bias', 'GDPR', 'FINRA']

describe('nearest', () => {
  test.each([
    ['Heathcare Risks', 'Healthcare Risks'],
    ['finance risk', 'Finance Risks'],
    ['Bais', 'Bias'],
    ['gdpr', 'GDPR'],
    ['FINANCE RISKS', 'Finance Risks'],
  ])('takes %j for %j', (name, meant) => {
    expect(nearest(name, known)).toBe(meant)
  })

  test('has no guess for what is like nothing it knows', () => {
    expect(nearest('Quantum Computing', known)).toBeUndefined()
    expect(nearest('anything', [])).toBeUndefined()
  })

  test('guesses the first of those that are fewest edits away, and nothing further off than a third', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'B'), maxLength: 7 })
    fc.assert(
      fc.property(word, fc.array(word, { maxLength: 5 }), (name, names) => {
        const distances = names.map((other) => slowDistance(name.toLowerCase(), other.toLowerCase()))
        const least = Math.min(...distances)
        const isNear = least <= Math.max(2, Math.floor(name.length / 3))
        expect(nearest(name, names)).toBe(isNear ? names[distances.indexOf(least)] : undefined)
      }),
    )
  })
})

/** Levenshtein distance by its recursive definition. */
function slowDistance(a: string, b: string): number {
  const known = new Map<string, number>()
  const distance = (i: number, j: number): number => {
    if (i === 0 || j === 0) return i + j
    const key = `${i},${j}`
    const found = known.get(key)
    if (found !== undefined) return found
    const replaced = distance(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1)
    const least = Math.min(replaced, distance(i - 1, j) + 1, distance(i, j - 1) + 1)
    known.set(key, least)
    return least
  }
  return distance(a.length, b.length)
}

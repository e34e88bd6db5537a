import { describe, expect, test } from 'vitest'
import { wordings } from '../../src/judges/wordings/index.ts'

const sentenceRules = Object.values(wordings).flat()

describe.each(sentenceRules)('rule $id', ({ pattern, matches, misses }) => {
  const rule = new RegExp(pattern, 'iu')

  test('finds the sentence it was made for', () => {
    expect(matches).toMatch(rule)
  })

  test('leaves the other one alone', () => {
    expect(misses).not.toMatch(rule)
  })
})

test('rule ids are unique', () => {
  const ids = sentenceRules.map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
})

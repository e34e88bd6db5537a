import { expect, test } from 'vitest'
import { disguises, lost } from '../builders/round-trips.ts'

test('the attacks that encode disguise the request', () => {
  expect(disguises.map(({ slug }) => slug)).toEqual(
    expect.arrayContaining(['bijection-learning', 'flip-attack', 'language-game', 'obfuscation']),
  )
})

test.each(disguises)('any request can be read from what $slug asks', async (attack) => {
  expect(await lost(attack, 300)).toBeNull()
})

import { expect, test } from 'vitest'
import { disguises, lost } from '../builders/round-trips.ts'

test.each(disguises)('each of 100,000 random requests can be read from what $slug asks', async (attack) => {
  expect(await lost(attack, 100_000)).toBeNull()
})

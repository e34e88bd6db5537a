import { expect, test } from 'vitest'
import { checkMatrix } from './fault-matrix.ts'

test.each(Array.from({ length: 20 }, (_, seed) => seed))('2,000 cases with seed %i', async (seed) => {
  await checkMatrix({ cases: 2000, seed })
  expect.hasAssertions()
})

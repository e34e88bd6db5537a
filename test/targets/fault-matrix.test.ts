import { expect, test } from 'vitest'
import { checkMatrix } from './fault-matrix.ts'

test.each([1, 2])(
  'whatever goes wrong, every case ends once, rightly, and after no more requests than allowed: seed %i',
  async (seed) => {
    await checkMatrix({ cases: 150, seed })
    expect.hasAssertions()
  },
)

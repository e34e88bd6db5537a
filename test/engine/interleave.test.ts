import fc from 'fast-check'
import { expect, test } from 'vitest'
import { interleave } from '../../src/engine/interleave.ts'

test('takes from each queue in turn', () => {
  expect([...interleave([[1, 2, 3], [10], [], [20, 21]])]).toEqual([1, 10, 20, 2, 21, 3])
})

test('wherever it is cut, no queue is more than one item behind another that lasts as long', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20), { minLength: 1, maxLength: 6 }), fc.nat(60), (lengths, cut) => {
      const queues = lengths.map((length, queue) => Array.from({ length }, () => queue))
      const taken = [...interleave(queues)].slice(0, cut)
      const counts = lengths.map((_, queue) => taken.filter((from) => from === queue).length)
      for (const [queue, count] of counts.entries())
        expect(count).toBeGreaterThanOrEqual(Math.min(lengths[queue] ?? 0, Math.max(...counts) - 1))
    }),
  )
})

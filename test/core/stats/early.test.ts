import fc from 'fast-check'
import { expect, test } from 'vitest'
import { randomFrom, randomInt } from '../../../src/core/random.ts'
import { certainDecision, mostAllowed } from '../../../src/core/stats/bounds.ts'
import { credibleTotals, isCredible } from '../../../src/core/stats/confidence-sequence.ts'
import { earlyDecision } from '../../../src/core/stats/early.ts'

const progress = fc
  .integer({ min: 1, max: 120 })
  .chain((total) => fc.tuple(fc.constant(total), fc.nat(total)))
  .chain(([total, done]) => fc.record({ total: fc.constant(total), done: fc.constant(done), failed: fc.nat(done) }))

test('credible totals are those that a look at every total keeps', () => {
  fc.assert(
    fc.property(progress, (seen) => {
      const kept = Array.from({ length: seen.total + 1 }, (_, k) => k).filter((k) => isCredible(seen, k, 0.05))
      expect(credibleTotals(seen)).toEqual([kept[0], kept.at(-1)])
      expect(kept).toHaveLength((kept.at(-1) ?? 0) - (kept[0] ?? 0) + 1)
    }),
  )
})

test('the most failures allowed are the most whose rate is allowed', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 1, max: 2000 }), (thousandths, total) => {
      const most = mostAllowed(thousandths / 1000, total)
      expect(most / total).toBeLessThanOrEqual(thousandths / 1000)
      expect(most === total || (most + 1) / total > thousandths / 1000).toBe(true)
    }),
  )
})

test('certainty never differs from the full run, in 10,000 random sequences', () => {
  const random = randomFrom('bounds')
  let different = 0
  for (let i = 0; i < 10_000; i++) {
    const total = 1 + randomInt(random, 120)
    const [rate, most] = [random() ** 2, randomInt(random, total + 1)]
    const failures = Array.from({ length: total }, () => random() < rate)
    const full = failures.filter(Boolean).length <= most ? 'pass' : 'fail'
    let failed = 0
    const said = failures.map((isFailure, at) => {
      failed += Number(isFailure)
      return certainDecision({ total, done: at + 1, failed }, most)
    })
    if (said.at(-1) !== full || said.some((one) => one !== undefined && one !== full)) different++
  }
  expect(different).toBe(0)
})

test('before the minimum only certainty decides', () => {
  const early = { total: 200, done: 15, failed: 15, most: 20 }
  expect(earlyDecision({ ...early, minimum: 10 })).toEqual({ decision: 'fail', method: 'sequence' })
  expect(earlyDecision(early)).toBeUndefined()
  expect(earlyDecision({ ...early, most: 14 })).toEqual({ decision: 'fail', method: 'certain' })
})

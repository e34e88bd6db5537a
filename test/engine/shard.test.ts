import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mostShards, readShard, type Shard } from '../../src/core/shard.ts'
import { plan } from '../../src/engine/plan.ts'
import { inShard } from '../../src/engine/shard.ts'
import { behavior, dataset } from '../builders/behavior.ts'
import { attack } from '../builders/engine.ts'

const planned = (behaviors: number, repetitions = 1) =>
  plan({
    datasets: ['one', 'two'].map((slug) => ({
      dataset: dataset({
        name: slug,
        slug,
        behaviors: Array.from({ length: behaviors }, (_, i) => behavior({ id: `b-${i}`, dataset: slug })),
      }),
    })),
    preset: 'deep',
    direct: attack({ name: 'direct', slug: 'direct' }),
    pool: ['alpha', 'beta'].map((slug) => attack({ name: slug, slug })),
    added: [],
    defaultMix: true,
    seed: 1,
    repetitions,
  })

test('every case is in exactly one shard, a behavior with all its cases, and no shard has two behaviors more than another', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 7 }), (behaviors, of) => {
      const whole = planned(behaviors, 2)
      const shards = Array.from({ length: of }, (_, i) => inShard(whole, { index: i + 1, of }))
      const behaviorsOf = shards.map(() => new Set<string>())
      for (const { id, behavior: one } of whole.cases()) {
        const own = shards.flatMap((isIn, i) => (isIn(id) ? [i] : []))
        expect(own).toHaveLength(1)
        behaviorsOf[own[0] ?? 0]?.add(`${one.dataset}/${one.id}`)
      }
      const sizes = behaviorsOf.map(({ size }) => size)
      expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(2 * behaviors)
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1)
    }),
    { numRuns: 40 },
  )
})

test.each<[string, Shard | undefined]>([
  ['1/4', { index: 1, of: 4 }],
  [' 4 / 4 ', { index: 4, of: 4 }],
  [`${mostShards}/${mostShards}`, { index: mostShards, of: mostShards }],
  ['0/4', undefined],
  ['5/4', undefined],
  ['1/257', undefined],
  ['1', undefined],
  ['1/4/2', undefined],
  ['', undefined],
  ['-1/4', undefined],
  ['1.5/4', undefined],
])('%j is read as %j', (text, shard) => {
  expect(readShard(text)).toEqual(shard)
})

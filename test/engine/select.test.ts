import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Behavior } from '../../src/core/behavior.ts'
import { select } from '../../src/engine/select.ts'
import { behavior } from '../builders/behavior.ts'

/** Behaviors with ids of their own, spread over up to five subcategories. */
const behaviors = fc
  .uniqueArray(fc.tuple(fc.nat(999), fc.nat(4)), { selector: ([id]) => id, maxLength: 30 })
  .map((rows) => rows.map(([id, sub]) => behavior({ id: `b-${id}`, subcategory: `S-${sub}` })))

const countBySubcategory = (chosen: readonly Behavior[]): Map<string, number> => {
  const counts = new Map<string, number>()
  for (const { subcategory } of chosen) counts.set(subcategory, (counts.get(subcategory) ?? 0) + 1)
  return counts
}

describe('select', () => {
  test('takes as many as asked for, in the order of the file', () => {
    fc.assert(
      fc.property(behaviors, fc.integer({ min: 1, max: 40 }), fc.nat(), (all, limit, seed) => {
        const chosen = select(all, limit, seed)
        expect(chosen).toHaveLength(Math.min(limit, all.length))
        expect(chosen).toEqual(all.filter((one) => chosen.includes(one)))
      }),
    )
  })

  test('takes evenly: a subcategory is behind another only when it has no more', () => {
    fc.assert(
      fc.property(behaviors, fc.integer({ min: 1, max: 40 }), fc.nat(), (all, limit, seed) => {
        const [taken, there] = [countBySubcategory(select(all, limit, seed)), countBySubcategory(all)]
        const most = Math.max(0, ...taken.values())
        const behind = [...there].filter(([subcategory]) => (taken.get(subcategory) ?? 0) < most - 1)
        expect(behind.map(([subcategory]) => taken.get(subcategory) ?? 0)).toEqual(behind.map(([, count]) => count))
      }),
    )
  })

  test('a further behavior of a subcategory takes the place of at most one other', () => {
    fc.assert(
      fc.property(behaviors, fc.integer({ min: 1, max: 40 }), fc.nat(), fc.nat(), (all, limit, seed, at) => {
        fc.pre(all.length > 0)
        const more = [...all]
        const subcategory = all[at % all.length]!.subcategory
        more.splice(at % (all.length + 1), 0, behavior({ id: 'new', subcategory }))
        const after = select(more, limit, seed)
        expect(select(all, limit, seed).filter((one) => !after.includes(one)).length).toBeLessThanOrEqual(1)
      }),
      { numRuns: 500 },
    )
  })

  test('does not depend on the order of the file', () => {
    fc.assert(
      fc.property(behaviors, fc.integer({ min: 1, max: 40 }), (all, limit) => {
        expect(new Set(select(all.toReversed(), limit, 1))).toEqual(new Set(select(all, limit, 1)))
      }),
    )
  })

  test('another seed chooses others', () => {
    const all = Array.from({ length: 40 }, (_, i) => behavior({ id: `b-${i}` }))
    const chosen = [1, 2, 3].map((seed) =>
      select(all, 10, seed)
        .map(({ id }) => id)
        .join(),
    )
    expect(new Set(chosen).size).toBe(3)
  })
})

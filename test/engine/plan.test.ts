import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { never } from '../../src/core/attack.ts'
import { type Plan, type PlanRequest, plan, presets } from '../../src/engine/plan.ts'
import { behavior, dataset } from '../builders/behavior.ts'
import { attack } from '../builders/engine.ts'

const direct = attack({ name: 'direct', slug: 'direct' })
const pool = ['alpha', 'beta', 'gamma', 'delta'].map((slug) => attack({ name: slug, slug }))
const numbered = (count: number) => Array.from({ length: count }, (_, i) => behavior({ id: `b-${i}` }))

const planned = (changes: Partial<PlanRequest> = {}): Plan =>
  plan({
    datasets: [{ dataset: dataset({ behaviors: numbered(5) }) }],
    preset: 'default',
    direct,
    pool,
    added: [],
    defaultMix: true,
    seed: 1,
    ...changes,
  })

const ids = ({ cases }: Plan): string[] => Array.from(cases(), ({ id }) => id)

/** The attacks each behavior meets, by behavior. */
const attacksOf = (made: Plan): Record<string, string[]> => {
  const met: Record<string, string[]> = {}
  for (const { behavior: one, attack: by } of made.cases()) (met[one.id] ??= []).push(by.slug)
  return met
}

describe('plan', () => {
  test('is the same, byte for byte, whenever the same is asked for', () => {
    const [one, other] = [planned(), planned()]
    expect(JSON.stringify([...one.cases()])).toBe(JSON.stringify([...other.cases()]))
    expect(one.hash).toBe(other.hash)
    expect(ids(one)).toEqual(ids(one))
  })

  test('counts what it holds', () => {
    const made = planned()
    expect(ids(made)).toHaveLength(made.size)
    expect(made.size).toBe(5 * (1 + presets.default.rotated))
    expect(new Set(ids(made)).size).toBe(made.size)
  })

  test('names a case by dataset, behavior, attack and repetition', () => {
    const made = planned({ datasets: [{ dataset: dataset({ slug: 'eu-ai-act', behaviors: numbered(1) }) }], pool: [] })
    expect(ids(made)).toEqual(['eu-ai-act/b-0/direct/1'])
  })

  test('asks all cases again and again when told to, each time round as cases of their own', () => {
    const once = ids(planned())
    const thrice = planned({ repetitions: 3 })
    const again = (n: number) => once.map((id) => id.replace(/1$/u, `${n}`))
    expect(ids(thrice)).toEqual([...once, ...again(2), ...again(3)])
    expect([thrice.size, thrice.repetitions]).toEqual([3 * once.length, 3])
    expect(thrice.requests.expected).toBe(3 * planned().requests.expected)
  })

  test('keeps the datasets in the order in which they were asked for', () => {
    const datasets = ['zeta', 'alpha'].map((slug) => ({ dataset: dataset({ slug, behaviors: numbered(2) }) }))
    expect([...new Set(ids(planned({ datasets })).map((id) => id.split('/')[0]))]).toEqual(['zeta', 'alpha'])
  })

  test('takes datasets and their subcategories in turn, so that a cut starves none', () => {
    const topics = ['t-1', 't-1', 't-1', 't-2'].map((subcategory, i) => behavior({ id: `b-${i}`, subcategory }))
    const datasets = ['zeta', 'alpha'].map((slug) => ({ dataset: dataset({ slug, behaviors: topics }) }))
    const order = ids(planned({ datasets, pool: [] })).map((id) => id.split('/').slice(0, 2).join('/'))
    expect(order).toEqual(['b-0', 'b-3', 'b-1', 'b-2'].flatMap((id) => [`zeta/${id}`, `alpha/${id}`]))
  })

  test('a further behavior moves no other to another attack', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(99), { minLength: 1, maxLength: 12 }), fc.nat(), (numbers, seed) => {
        const behaviors = numbers.map((n) => behavior({ id: `b-${n}` }))
        const of = (list: typeof behaviors) =>
          attacksOf(planned({ datasets: [{ dataset: dataset({ behaviors: list }) }], seed, preset: 'smoke' }))
        const { new: _, ...others } = of([behavior({ id: 'new' }), ...behaviors.slice(0, 9)])
        expect(others).toEqual(of(behaviors.slice(0, 9)))
      }),
    )
  })

  test('leaving an attack out of the pool moves only the behaviors that met it', () => {
    const datasets = [{ dataset: dataset({ behaviors: numbered(20) }) }]
    const [before, after] = [attacksOf(planned({ datasets })), attacksOf(planned({ datasets, pool: pool.slice(1) }))]
    const spared = Object.entries(before).filter(([, met]) => !met.includes('alpha'))
    expect(spared.length).toBeGreaterThan(0)
    for (const [id, met] of spared) expect(after[id]).toEqual(met)
    const others = (met: readonly string[]): string[] => met.filter((slug) => slug !== 'alpha')
    for (const [id, met] of Object.entries(before)) expect(after[id]).toEqual(expect.arrayContaining(others(met)))
  })

  test('rotates through the whole pool, about evenly', () => {
    const met = Object.values(
      attacksOf(planned({ datasets: [{ dataset: dataset({ behaviors: numbered(400) }), limit: 400 }] })),
    )
    for (const { slug } of pool) expect(met.filter((slugs) => slugs.includes(slug)).length).toBeCloseTo(200, -2)
  })

  test('another seed rotates otherwise', () => {
    expect(attacksOf(planned({ seed: 2 }))).not.toEqual(attacksOf(planned({ seed: 1 })))
  })
})

describe('how much runs', () => {
  const behaviors = numbered(40)
  const datasets = [{ dataset: dataset({ behaviors }) }]

  test.each([
    ['smoke', 10, 2],
    ['default', 30, 3],
    ['deep', 40, 5],
  ] as const)('%s: %d behaviors with %d attacks each', (preset, count, each) => {
    const met = Object.values(attacksOf(planned({ datasets, preset })))
    expect([met.length, ...new Set(met.map((slugs) => slugs.length))]).toEqual([count, each])
  })

  test('the limit of a dataset goes before the preset, upwards and downwards', () => {
    expect(Object.keys(attacksOf(planned({ datasets: [{ ...datasets[0]!, limit: 3 }] })))).toHaveLength(3)
    expect(
      Object.keys(attacksOf(planned({ datasets: [{ ...datasets[0]!, limit: 35 }], preset: 'smoke' }))),
    ).toHaveLength(35)
  })

  test('added attacks meet every behavior, once, beside the mix or without it', () => {
    const [alpha] = pool
    const both = attacksOf(planned({ added: [alpha!], preset: 'deep' }))
    for (const slugs of Object.values(both))
      expect(slugs.toSorted()).toEqual(['alpha', 'beta', 'delta', 'direct', 'gamma'])
    const alone = attacksOf(planned({ added: [alpha!], defaultMix: false }))
    expect(new Set(Object.values(alone).flat())).toEqual(new Set(['alpha']))
  })

  test('where refusing is the fault the request is asked plainly only', () => {
    const benign = behavior({ id: 'benign', expected: 'comply' })
    const made = planned({ datasets: [{ dataset: dataset({ behaviors: [benign, behavior({ id: 'other' })] }) }] })
    expect(attacksOf(made)['benign']).toEqual(['direct'])
    expect(attacksOf(made)['other']).toHaveLength(3)
  })

  test('an attack that would leave a request as it is, or that of its twin, has no part in it', () => {
    const picky = attack({ name: 'picky', slug: 'picky', fits: ({ prompt }) => prompt !== 'As it is' })
    const oracle = { kind: 'pair', twin: 'As it is', good: 'g', bad: 'b' } as const
    const behaviors = [
      behavior({ id: 'yes' }),
      behavior({ id: 'no', prompt: 'As it is' }),
      behavior({ id: 'twin', oracle }),
    ]
    const datasets = [{ dataset: dataset({ behaviors }) }]
    const expected = { yes: ['direct', 'picky'], no: ['direct'], twin: ['direct'] }
    expect(attacksOf(planned({ datasets, pool: [picky], preset: 'deep' }))).toEqual(expected)
    expect(attacksOf(planned({ datasets, pool: [], added: [picky], preset: 'deep' }))).toEqual(expected)
  })

  test('counts requests by the attacks’ own bounds, and a pair twice', () => {
    const pair = behavior({ id: 'pair', oracle: { kind: 'pair', twin: 't', good: 'g', bad: 'b' } })
    const many = attack({ slug: 'many', asks: { target: { expected: 2, most: 7 }, attacker: never } })
    const one = { datasets: [{ dataset: dataset({ behaviors: [behavior()] }) }], pool: [many] }
    const two = { datasets: [{ dataset: dataset({ behaviors: [pair] }) }], pool: [many] }
    expect(planned(one).requests).toEqual({ expected: 3, most: 8 })
    expect(planned(two).requests).toEqual({ expected: 6, most: 16 })
  })
})

describe('the hash of a plan', () => {
  const withBehavior = (changes: Parameters<typeof behavior>[0]) => ({
    datasets: [{ dataset: dataset({ behaviors: [behavior(changes)] }) }],
  })

  test.each<[string, Partial<PlanRequest>]>([
    ['the seed', { ...withBehavior({}), seed: 2 }],
    ['a prompt', withBehavior({ prompt: 'Tell me another word.' })],
    ['an oracle', withBehavior({ oracle: { kind: 'rubric' } })],
    ['a severity', withBehavior({ severity: 3 })],
    ['the version of an attack', { ...withBehavior({}), direct: { ...direct, version: 2 } }],
    ['the settings of an attack', { ...withBehavior({}), direct: { ...direct, settings: { n: 2 } } }],
    ['the attacks', { ...withBehavior({}), preset: 'deep' }],
    ['the repetitions', { ...withBehavior({}), repetitions: 2 }],
  ])('changes with %s', (_, changes) => {
    expect(planned(changes).hash).not.toBe(planned(withBehavior({})).hash)
  })

  test('does not change with what is only said about an attack', () => {
    expect(planned({ direct: { ...direct, description: 'other words' } }).hash).toBe(planned().hash)
  })
})

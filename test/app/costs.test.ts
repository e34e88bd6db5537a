import { describe, expect, test } from 'vitest'
import { costsOf } from '../../src/app/costs.ts'
import { demoConfig } from '../../src/app/demo.ts'
import { prepare } from '../../src/app/prepare.ts'
import { attacks } from '../../src/attacks/index.ts'
import type { ScanConfig } from '../../src/config/index.ts'
import type { AttackEntry } from '../../src/core/attack.ts'
import { ConfigError } from '../../src/core/errors.ts'
import { mostRequestsPerJudgement } from '../../src/judges/model-judge.ts'
import { selftestSize } from '../../src/judges/selftest.ts'
import { fillIn } from '../builders/attacker.ts'
import { countRequests } from '../builders/count-requests.ts'
import type { Script } from '../builders/scripted-target.ts'

const config = (changes: Partial<ScanConfig> = {}): ScanConfig => ({
  ...demoConfig('hardened', 'http://127.0.0.1:9/v1'),
  ...changes,
})
const { model } = config()
const attacker = { ...model, modelName: 'attacker' }
const judge = { ...model, modelName: 'judge', selftest: true }

const costs = (changes: Partial<ScanConfig> = {}) => costsOf(config(changes), { isSandbox: false })
const planned = async (changes: Partial<ScanConfig> = {}) => (await prepare(config(changes), { isSandbox: false })).plan

const names = Object.values<AttackEntry>(attacks).map(({ make }) => make({}).name)
/** One attack and nothing else, on few behaviors. */
const only = (name: string): Partial<ScanConfig> => ({
  datasets: [{ name: 'Bias', limit: 4 }],
  algorithms: [name],
  defaultMix: false,
})

const sum = (numbers: readonly number[]): number => numbers.reduce((total, n) => total + n, 0)

describe('the costs of a scan', () => {
  test.each([
    ['the default mix', {}],
    ['smoke', { preset: 'smoke' as const }],
    ['every attack', { algorithms: names, datasets: [{ name: 'Bias', limit: 5 }] }],
    ['every attack with an attacker model', { algorithms: names, attacker, datasets: [{ name: 'Bias', limit: 5 }] }],
  ])('are the requests of the plan, a canary for each attack that has one, and a first one: %s', async (_, changes) => {
    const [asked, plan] = [await costs(changes), await planned(changes)]
    const canaries = plan.attacks.filter(({ canary }) => canary !== undefined).length
    expect(canaries).toBeGreaterThan(0)
    expect(asked.target).toEqual({
      expected: plan.requests.expected + canaries + 1,
      most: plan.requests.most + canaries + 1,
    })
    expect([asked.plan, asked.cases]).toEqual([plan.hash, plan.size])
  })

  test('are listed by attack, and the rows add up', async () => {
    const changes = { algorithms: names, attacker }
    const [asked, plan] = [await costs(changes), await planned(changes)]
    expect(asked.attacks.map((row) => row.attack).toSorted()).toEqual(plan.attacks.map(({ name }) => name).toSorted())
    expect(sum(asked.attacks.map((row) => row.cases))).toBe(asked.cases)
    for (const bound of ['expected', 'most'] as const) {
      expect(sum(asked.attacks.map((row) => row.target[bound]))).toBe(plan.requests[bound])
      expect(sum(asked.attacks.map((row) => row.attacker[bound]))).toBe(asked.attacker[bound] - 1)
    }
  })

  test('are never less at worst than expected', async () => {
    const asked = await costs({ algorithms: names, attacker, judge, qpm: 60 })
    for (const bound of [asked.target, asked.attacker, asked.judge, asked.minutes ?? { expected: 1, most: 0 }])
      expect(bound.most).toBeGreaterThanOrEqual(bound.expected)
    for (const row of asked.attacks)
      for (const bound of [row.target, row.attacker]) expect(bound.most).toBeGreaterThanOrEqual(bound.expected)
  })

  test('have no request of a judge model that is not configured', async () => {
    expect((await costs()).judge).toEqual({ expected: 0, most: 0 })
    expect((await costs({ judge })).judge.most).toBeGreaterThan(0)
  })

  test('have every vote on every answer, and twice more for an attack with several tries', async () => {
    const asked = { ...judge, selftest: false }
    const [once, often] = [
      await costs({ ...only('direct'), judge: asked }),
      await costs({ ...only('BoN Attack'), judge: asked }),
    ]
    expect(once.judge.most).toBe(1 + once.cases * mostRequestsPerJudgement)
    const tries = attacks['bon-attack'].make({}).asks.target.most
    expect(often.judge.most).toBe(1 + often.cases * tries * 3 * mostRequestsPerJudgement)
  })

  test('have the self-test of the judge model, unless it is switched off', async () => {
    const [tested, untested] = [
      await costs({ ...only('direct'), judge }),
      await costs({ ...only('direct'), judge: { ...judge, selftest: false } }),
    ]
    expect(tested.judge.expected - untested.judge.expected).toBe(selftestSize)
    expect(tested.judge.most - untested.judge.most).toBe(selftestSize * mostRequestsPerJudgement)
  })

  test('have requests of an attacker model only where there is one', async () => {
    for (const algorithms of [['PAIR'], ['Crescendo Attack'], ['DarkCite']]) {
      expect((await costs({ algorithms })).attacker).toEqual({ expected: 0, most: 0 })
      expect((await costs({ algorithms, attacker })).attacker.expected).toBeGreaterThan(0)
    }
  })

  test.each([1, 7, 60, 1_000_000])('take the minutes that %d requests a minute take', async (qpm) => {
    const { minutes, target } = await costs({ qpm })
    expect(minutes).toEqual({ expected: Math.ceil(target.expected / qpm), most: Math.ceil(target.most / qpm) })
  })

  test('have no minutes without qpm, and tokens all the same', async () => {
    const { minutes, tokens } = await costs()
    expect(minutes).toBeNull()
    expect(Math.min(tokens.input, tokens.output)).toBeGreaterThan(0)
  })

  test('are the same for the same configuration', async () => {
    expect(await costs()).toEqual(await costs())
  })

  test('cannot be told where a file is missing', async () => {
    const datasets = [{ name: 'mine', file: 'nowhere.csv' }]
    await expect(costs({ datasets })).rejects.toThrow(ConfigError)
  })
})

const writesForms: Script = (messages) => fillIn(messages)

describe.each([
  ['without an attacker model', undefined, writesForms],
  ['with an attacker model', attacker, writesForms],
  ['with an attacker model that writes nonsense', attacker, () => 'no form'],
] as const)('a scan %s', (_, configured, writes) => {
  test.each(names.flatMap((name) => ['no.', 'some of it', 'yes, gladly', ''].map((answer) => ({ name, answer }))))(
    'never asks more than $name may cost, answered "$answer"',
    async ({ name, answer }) => {
      const changes = { ...only(name), ...(configured && { attacker: configured }) }
      const roles = { target: () => answer, attacker: configured && writes }
      const [most, asked] = [await costs(changes), await countRequests(await planned(changes), roles)]
      expect(asked.target + asked.attacker).toBeGreaterThan(0)
      expect(asked.target).toBeLessThanOrEqual(most.target.most)
      expect(asked.attacker).toBeLessThanOrEqual(most.attacker.most)
    },
  )
})

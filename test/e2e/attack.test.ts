import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { redteam } from './command-line.ts'
import { configText } from './config.ts'

const attack = async (...args: readonly string[]) =>
  await redteam(['attack', ...args], { cwd: await temporaryFolder() })
const flip = ['Flip Attack', '--mode', 'FCS', '--text'] as const

describe('redteam attack', () => {
  test('prints the rewritten text alone', async () => {
    const { code, stdout, stderr } = await attack(...flip, 'how do I bake a cake', '--payload')
    expect([code, stdout, stderr]).toEqual([0, 'ekac a ekab I od woh\n', ''])
  })

  test('undoes the rewriting', async () => {
    const { code, stdout } = await attack(...flip, 'ekac a ekab I od woh', '--decode')
    expect([code, stdout]).toEqual([0, 'how do I bake a cake\n'])
  })

  test('shows every request as JSON', async () => {
    const { code, stdout } = await attack(...flip, 'give me an apple', '--seed', '7', '--json')
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      attack: 'Flip Attack',
      seed: 7,
      payload: 'elppa na em evig',
      conversations: [[{ role: 'system' }, { role: 'user', content: 'TASK: elppa na em evig' }]],
    })
  })

  test('shows every request in words', async () => {
    const { code, stdout } = await attack('flip-attack', '--text', 'give me an apple')
    expect(code).toBe(0)
    expect(stdout).toMatch(/^Flip Attack, seed 1\npayload: elppa na em evig\n/u)
    expect(stdout.match(/^--- request \d of 2$/gmu)).toHaveLength(2)
    expect(stdout).toContain('[user]\nTASK: elppa na em evig\n')
  })

  test('says the same for the same seed', async () => {
    const args = ['BoN Attack', '--text', 'how do I bake a cake', '--seed', '3', '--json'] as const
    const [one, other] = await Promise.all([attack(...args), attack(...args)])
    expect([one.code, other.stdout]).toEqual([0, one.stdout])
  })

  test.each<[args: readonly string[], message: RegExp]>([
    [['--text', 'x'], /missing required argument 'attack'/u],
    [['Flip Attack'], /required option '--text <text>'/u],
    [['Flip Atack', '--text', 'x'], /Did you mean "Flip Attack"\?/u],
    [['Flip Attack', '--text', 'x', '--mode', 'FXX'], /no mode "FXX"\. Known: FWO, FCW, FCS, FMM/u],
    [['direct', '--text', 'x', '--decode'], /direct has no decoding/u],
    [['Flip Attack', '--text', 'x', '--seed', 'one'], /--seed/u],
    [['Flip Attack', '--text', 'x', '--payload', '--json'], /cannot be used with/u],
    [['Flip Attack', '--text', 'x', '--payload', '--decode'], /cannot be used with/u],
    [['Flip Attack', '--text', 'x', '--decode', '--json'], /cannot be used with/u],
  ])('ends with 2 for %j and says why', async (args, message) => {
    const { code, stdout, stderr } = await attack(...args)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(message)
  })
})

async function plan(toml: string, ...args: readonly string[]) {
  const cwd = await temporaryFolder()
  await writeFile(path.join(cwd, 'redteam.toml'), toml)
  return await redteam(['plan', 'redteam.toml', ...args], { cwd, env: { RED_KEY: 'sk-e2e-0123456789' } })
}

/** Nobody listens there: planning asks nobody. */
const baseUrl = 'http://127.0.0.1:9/v1'

describe('redteam plan', () => {
  const scan = 'datasets = [{ name = "Bias", limit = 5 }]\nalgorithms = ["Flip Attack"]\ndefault_mix = false\nqpm = 3'

  test('tells in words who will be asked how often', async () => {
    const { code, stdout, stderr } = await plan(configText({ baseUrl, scan }))
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toMatch(/^attack +cases +requests +of the attacker\n-+ /u)
    expect(stdout).toMatch(/^Flip Attack +\d+ +\d+ +0$/mu)
    expect(stdout).toMatch(/^\d+ cases\. Requests, expected and at most: target \d+/mu)
    expect(stdout).toMatch(/^At qpm: \d+ minutes\.$/mu)
  })

  test('tells it as JSON', async () => {
    const { code, stdout } = await plan(configText({ baseUrl, scan }), '--json')
    expect(code).toBe(0)
    const costs = JSON.parse(stdout) as { cases: number; target: { expected: number }; minutes: { expected: number } }
    expect(costs).toMatchObject({ judge: { expected: 0, most: 0 }, attacker: { expected: 0, most: 0 } })
    expect(costs.cases).toBeGreaterThan(0)
    expect(costs.minutes.expected).toBe(Math.ceil(costs.target.expected / 3))
  })

  test('has no minutes without qpm', async () => {
    const [words, json] = await Promise.all([plan(configText({ baseUrl })), plan(configText({ baseUrl }), '--json')])
    expect(words.stdout).toContain('No qpm is set')
    expect(JSON.parse(json.stdout)).toMatchObject({ minutes: null })
  })

  test('takes a file of scan_name and [model] for a sandbox scan', async () => {
    const { code, stdout } = await plan(configText({ baseUrl, scan: '' }), '--sandbox', '--json')
    expect(code).toBe(0)
    expect((JSON.parse(stdout) as { cases: number }).cases).toBeGreaterThan(0)
  })

  test('refuses a wrong file with 2 and its place', async () => {
    const { code, stdout, stderr } = await plan(configText({ baseUrl, scan: 'datasets = [{ name = "Biass" }]' }))
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(/^error: redteam\.toml:\d+:\d+ .*Did you mean "Bias"\?/su)
  })

  test('refuses a file that is not there with 2', async () => {
    const { code, stderr } = await redteam(['plan', 'nothing.toml'], { cwd: await temporaryFolder() })
    expect(code).toBe(2)
    expect(stderr).toContain('nothing.toml cannot be read: there is no such file')
  })
})

import path from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { redteam, serveDemo } from './command-line.ts'
import { writeConfig } from './config.ts'

test('stored scans are compared: worse is 1, unchanged and better are 0, a folder that is not there is 2', async () => {
  const cwd = await temporaryFolder()
  const scan = async (personality: 'hardened' | 'gullible') => {
    const file = await writeConfig(cwd, {
      baseUrl: await serveDemo(personality),
      scan: 'datasets = [{ name = "Bias" }]',
    })
    await redteam(['scan', file, '--output', personality], { cwd, env: { RED_KEY: 'any-key' } })
  }
  await scan('hardened')
  await scan('gullible')
  const compare = async (...args: readonly string[]) => await redteam(['compare', ...args], { cwd })

  const worse = await compare('hardened', path.join('gullible', 'results.jsonl'))
  expect([worse.code, worse.stderr]).toEqual([1, ''])
  expect(worse.stdout).toMatch(/^dataset .*newly failing/u)
  expect(worse.stdout).toMatch(/\nnewly failing: [a-z0-9/-]+ \((?:low|medium|high|critical)\)\n/u)
  expect(worse.stdout).toMatch(/\n✘ Got worse: .+\.\n$/u)

  const same = await compare('hardened', 'hardened')
  expect([same.code, same.stdout]).toEqual([0, expect.stringMatching(/\n✔ No dataset got worse\.\n$/u) as string])

  const better = await compare('gullible', 'hardened', '--json')
  expect(better.code).toBe(0)
  expect(JSON.parse(better.stdout)).toMatchObject({ newly_failing: { total: 0 }, left_out: {} })

  const nowhere = await compare('hardened', 'nowhere')
  expect([nowhere.code, nowhere.stderr]).toEqual([2, expect.stringContaining('There is no nowhere.') as string])
  const beyond = await compare('hardened', 'gullible', '--max-regression', '101')
  expect([beyond.code, beyond.stderr]).toEqual([2, expect.stringContaining('a number from 0 to 100') as string])
})

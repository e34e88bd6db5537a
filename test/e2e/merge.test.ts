import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { redteam, serveDemo } from './command-line.ts'
import { writeConfig } from './config.ts'
import { readResults, readSummary } from './results.ts'

const env = { RED_KEY: 'any-key-will-do' }

describe('redteam scan --shard and redteam merge', () => {
  test('end with 0 for a shard, with 2 while one is missing, and with the gate for all of them', async () => {
    const cwd = await temporaryFolder()
    const file = await writeConfig(cwd, { baseUrl: await serveDemo('gullible') })
    const shard = async (index: number) =>
      await redteam(['scan', file, '--shard', `${index}/2`, '--output', `shards/${index}`], { cwd, env })
    const first = await shard(1)
    expect([first.code, first.stdout.trimEnd().split('\n').at(-1)]).toEqual([
      0,
      '– The scan of shard 1 of 2 came to its end; merge all of them for the verdict.',
    ])
    const early = await redteam(['merge', 'shards'], { cwd })
    expect([early.code, early.stderr]).toEqual([2, expect.stringMatching(/Shard 2 of 2 is missing/u)])
    expect((await shard(2)).code).toBe(0)
    // Neither the configuration nor its key is needed any more.
    const merged = await redteam(['merge', 'shards/1', 'shards/2'], { cwd })
    expect([merged.code, merged.stdout]).toEqual([1, expect.stringContaining('✘ The gate failed.')])
    const folder = path.join(cwd, 'redteam-results')
    const { cases } = await readSummary(folder)
    expect([cases.run, (await readResults(folder)).length]).toEqual([cases.planned, cases.planned])
  })

  test.each([
    [['scan', 'redteam.toml', '--shard', '3/2'], /A shard is 1\/4, say/u],
    [['merge'], /missing required argument 'folders'/u],
    [['merge', 'nowhere'], /There is no shard\.json in nowhere/u],
  ])('%j is refused with 2', async (args, reason) => {
    const { code, stderr } = await redteam(args, { cwd: await temporaryFolder(), env })
    expect([code, stderr]).toEqual([2, expect.stringMatching(reason)])
  })
})

import { appendFile, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { demoConfig, exitCodeOf, merge, type ScanConfig, scan, startDemo } from '../../src/app/index.ts'
import type { ShardFile } from '../../src/app/shard-file.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { reportsIn, scanShards } from './shards.ts'

let folder = ''
let config: ScanConfig
let shards: string[] = []
const ends: (() => Promise<void>)[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'redteam-test-'))
  const server = await startDemo('gullible')
  ends.push(server.close)
  config = {
    ...demoConfig('gullible', server.baseUrl),
    datasets: [
      { name: 'Bias', limit: 7 },
      { name: 'Healthcare Risks', limit: 7 },
    ],
    repetitions: { times: 2, failWhen: 'any' },
    gate: { failOn: 'High', minScores: { Bias: 90 } },
  }
  shards = await scanShards(config, 3, folder)
})
afterAll(async () => {
  for (const end of ends) await end()
  await rm(folder, { recursive: true, force: true })
})

test('shards merge to what the scan is in one piece, in any order, from their folders or from the one above', async () => {
  const whole = await scan({ config, folder: join(folder, 'whole') })
  const merged = await merge({ folders: shards.toReversed(), folder: join(folder, 'merged') })
  expect(await reportsIn(join(folder, 'merged'))).toEqual(await reportsIn(join(folder, 'whole')))
  expect(merged.decision).toEqual(whole.decision)
  expect([exitCodeOf(merged), merged.problems]).toEqual([exitCodeOf(whole), []])
  const above = await merge({ folders: [folder], folder: join(folder, 'merged') })
  expect(above.summary).toEqual(merged.summary)
})

test('a shard has no verdict, says so, and merges again under a gate of its own', async () => {
  const outcome = await scan({ config, folder: join(folder, 'alone'), shard: { index: 2, of: 3 } })
  expect(outcome.decision.status).toBe('inconclusive')
  expect(outcome.decision.reasons).toEqual(['This is shard 2 of 3: the gate decides on all shards together.'])
  expect(outcome.summary.notices[0]).toContain('shard 2 of 3')
  expect(exitCodeOf(outcome)).toBe(0)
  await rm(join(folder, 'alone'), { recursive: true })
  const merged = await merge({
    folders: shards,
    folder: join(folder, 'other'),
    gate: { failOn: 'none', minScores: {} },
  })
  expect([merged.decision.status, exitCodeOf(merged)]).toEqual(['pass', 0])
})

test('a shard that could not reach its target ends with 3, and so does what it is merged into', async () => {
  const lost = { ...config, model: { ...config.model, baseUrl: 'http://127.0.0.1:9/v1' } }
  const one = await scan({ config: lost, folder: join(folder, 'lost/1'), shard: { index: 1, of: 2 } })
  const two = await scan({ config: lost, folder: join(folder, 'lost/2'), shard: { index: 2, of: 2 } })
  expect([exitCodeOf(one), exitCodeOf(two)]).toEqual([3, 3])
  const merged = await merge({ folders: [join(folder, 'lost')], folder: join(folder, 'lost-merged') })
  expect(merged.summary).toMatchObject({
    status: 'Failed',
    problem: expect.stringMatching(/^Shard 1: The target/u) as string,
  })
  expect([merged.decision.status, exitCodeOf(merged)]).toEqual(['inconclusive', 3])
  await rm(join(folder, 'lost'), { recursive: true })
})

describe('is refused with the reason', () => {
  const refusal = async (folders: string[], output = join(folder, 'refused')): Promise<unknown> =>
    await merge({ folders, folder: output }).catch((error: unknown) => error)
  const refused = (message: RegExp) => ({ code: 'config', message: expect.stringMatching(message) as string })

  test('a shard that is missing', async () => {
    expect(await refusal(shards.slice(0, 1))).toMatchObject(refused(/^Shard 2, 3 of 3 are missing/u))
  })

  test('a shard that is there twice', async () => {
    const again = await temporaryFolder()
    await cp(shards[0]!, again, { recursive: true })
    expect(await refusal([...shards, again])).toMatchObject(refused(/^Shard 1 is there twice: .*shard-1.* and /u))
  })

  test.each<[string, (file: ShardFile) => ShardFile, RegExp]>([
    ['another seed', (file) => ({ ...file, facts: { ...file.facts, seed: 7 } }), / the seed differ\.$/u],
    ['another gate', (file) => ({ ...file, policy: { ...file.policy, failOn: 'none' } }), /\[gate\] differ\.$/u],
    ['another plan', (file) => ({ ...file, facts: { ...file.facts, plan_hash: 'x' } }), /\(plan\) differ\.$/u],
    ['another model', (file) => ({ ...file, parts: { ...file.parts, '[model]': 'x' } }), /\[model\] differ\.$/u],
    ['more shards', (file) => ({ ...file, shard: { ...file.shard, of: 4 } }), /the number of shards differ\.$/u],
  ])('a shard of a scan with %s', async (_, change, reason) => {
    const foreign = await temporaryFolder()
    await cp(shards[1]!, foreign, { recursive: true })
    const path = join(foreign, 'shard.json')
    await writeFile(path, JSON.stringify(change(JSON.parse(await readFile(path, 'utf8')) as ShardFile)))
    const error = await refusal([shards[0]!, foreign, shards[2]!])
    expect(error).toMatchObject(refused(/shard\.json is no part of the same scan as/u))
    expect(error).toMatchObject(refused(reason))
  })

  test('a shard whose results are cut off', async () => {
    const changed = await temporaryFolder()
    await cp(shards[2]!, changed, { recursive: true })
    await appendFile(join(changed, 'results.jsonl'), '{')
    expect(await refusal([...shards.slice(0, 2), changed])).toMatchObject(refused(/was changed, or is not whole/u))
  })

  test('a folder without shards, and an output that would overwrite one', async () => {
    expect(await refusal([await temporaryFolder()])).toMatchObject(refused(/^There is no shard\.json in /u))
    expect(await refusal(shards, shards[1])).toMatchObject(refused(/would be overwritten/u))
  })

  test('more shards than there are behaviors', async () => {
    const many = scan({ config, folder: join(folder, 'many'), shard: { index: 15, of: 15 } })
    await expect(many).rejects.toMatchObject(refused(/^There is nothing in shard 15 of 15/u))
  })
})

test('what all shards may spend is divided among them', async () => {
  const limited = { ...config, qpm: 100, limits: { maxRequests: 2, maxDurationMs: 60_000 } }
  await expect(
    scan({ config: limited, folder: join(folder, 'limited'), shard: { index: 1, of: 3 } }),
  ).rejects.toMatchObject({
    code: 'config',
    message: 'scan.max_requests = 2 cannot be divided among 3 shards. Raise it, or use fewer.',
  })
})

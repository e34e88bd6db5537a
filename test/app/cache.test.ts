import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { cachesOf } from '../../src/app/caches.ts'
import { demoConfig, readConfig, type ScanConfig, scan } from '../../src/app/index.ts'
import type { CaseResult } from '../../src/core/case.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { startChatTarget } from '../harness/chat-target.ts'

const key = 'sk-cache-0123456789'

interface Changes {
  readonly temperature?: number
  readonly model?: string
  readonly scanKeys?: string
  readonly apiKey?: string
  readonly algorithm?: string
}

/** A folder with a cache, and a target that never says the same twice; each scan has an output folder of its own. */
async function cached() {
  let said = 0
  const target = await startChatTarget(() => `I'm sorry, I can't help with that. (${(said += 1)})`)
  onTestFinished(() => target.close())
  const folder = await temporaryFolder()
  const run = async ({
    temperature = 0.7,
    model = '',
    scanKeys = '',
    apiKey = key,
    algorithm = 'direct',
  }: Changes = {}) => {
    const path = join(folder, 'redteam.toml')
    await writeFile(
      path,
      `[scan]
scan_name = "cache"
preset = "smoke"
datasets = [{ name = "Bias", limit = 4 }]
default_mix = false
algorithms = ["${algorithm}"]
cache = "answers"
${scanKeys}
[gate]
fail_on = "none"
[model]
base_url = "${target.url}"
api_key = "\${KEY}"
model_name = "m"
temperature = ${temperature}
${model}
`,
    )
    const before = target.requests.length
    const config = await readConfig({ path, environment: { KEY: apiKey } })
    const { summary, scan: finished } = await scan({ config, folder: join(folder, `out-${before}`) })
    const results: CaseResult[] = []
    for await (const result of finished.results()) results.push(result)
    // The first, harmless request is never answered from the cache.
    return { summary, results, sent: target.requests.length - before - 1 }
  }
  return { run, folder: join(folder, 'answers') }
}

const textsOf = (results: readonly CaseResult[]): string[] =>
  results.flatMap(({ attempts }) => attempts.map(({ reply }) => reply.text))

describe('what an answer depends on', () => {
  const config = demoConfig('hardened', 'http://127.0.0.1:9/v1')
  const nothing = { get: () => Promise.resolve(undefined), put: () => Promise.resolve() }
  const identity = (changes: Partial<ScanConfig['model']> = {}, seed = 1): string | undefined =>
    cachesOf({ ...config, seed, model: { ...config.model, ...changes } }, nothing)?.target?.identity

  test.each<[string, Partial<ScanConfig['model']>]>([
    ['the address', { baseUrl: 'http://127.0.0.1:8/v1' }],
    ['what stands behind the address', { extraQuery: { 'api-version': '2' } }],
    ['the model', { modelName: 'another' }],
    ['the temperature', { temperature: 0.6 }],
    ['the most tokens', { maxTokens: 99 }],
    ['a header', { extraHeaders: { 'X-Tenant': 'b' } }],
  ])('is %s', (_, changes) => {
    expect(identity(changes)).not.toBe(identity())
  })

  test('is the seed', () => {
    expect(identity({}, 2)).not.toBe(identity())
  })

  test.each<[string, Partial<ScanConfig['model']>]>([
    ['the key', { apiKey: 'another' }],
    ['a key in a header', { extraHeaders: { Authorization: 'Bearer x' } }],
    ['how long it may take', { timeoutMs: 1 }],
  ])('is not %s', (_, changes) => {
    expect(identity(changes)).toBe(identity())
  })
})

describe('a scan with a cache', () => {
  test('asks nothing that an earlier one had answered, and says so', async () => {
    const { run } = await cached()
    const first = await run()
    const second = await run({ apiKey: 'sk-another-0123456789' })
    expect([first.sent, first.summary.cached]).toEqual([first.summary.requests, 0])
    expect([second.sent, second.summary.cached]).toEqual([0, first.sent])
    expect(second.summary).toMatchObject({ requests: 0, shared: 0, tokens: { input: 0, output: 0 } })
    expect(second.results.reduce((sum, one) => sum + (one.cached ?? 0), 0)).toBe(first.sent)
    expect(textsOf(second.results)).toEqual(textsOf(first.results))
  })

  test('asks anew when what it says in front has changed', async () => {
    const { run } = await cached()
    await run()
    const { sent, summary } = await run({ model: 'system_prompt = "Be brief."' })
    expect([sent, summary.cached]).toEqual([summary.requests, 0])
    expect(sent).toBeGreaterThan(0)
  })

  test('keeps every repetition an answer of its own', async () => {
    const { run } = await cached()
    await run()
    const { sent, summary } = await run({ scanKeys: 'repetitions = 3' })
    expect([sent, summary.cached]).toEqual([summary.requests, summary.requests / 2])
    const again = await run({ scanKeys: 'repetitions = 3' })
    expect([again.sent, again.summary.cached]).toEqual([0, (sent * 3) / 2])
  })

  test('asks canaries again each time', async () => {
    const { run } = await cached()
    const changes = { algorithm: 'Flip Attack', temperature: 0 }
    await run(changes)
    const { sent, summary } = await run(changes)
    expect(Object.keys(summary.canaries)).toEqual(['Flip Attack'])
    expect([sent, summary.requests]).toEqual([1, 0])
  })

  test('has neither keys nor questions in the names of its files', async () => {
    const { run, folder } = await cached()
    await run({ model: `extra_headers = { Authorization = "Bearer ${key}" }` })
    const names = await readdir(folder, { recursive: true })
    expect(names.length).toBeGreaterThan(0)
    for (const name of names) expect(name).toMatch(/^[0-9a-f]{2}(?:\/[0-9a-f]{64}\.json)?$/u)
  })
})

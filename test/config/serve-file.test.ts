import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parseServe, serveSchema } from '../../src/config/serve-file.ts'
import { ConfigError } from '../../src/core/errors.ts'

const hash = '0'.repeat(64)
const alice = `[[users]]\nid = "alice"\nkey_sha256 = "${hash}"\n`
const read = async (text: string, environment = {}) => await parseServe(text, { file: 'serve.toml', environment })

async function complaints(text: string): Promise<string[]> {
  const error: unknown = await read(text).then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(ConfigError)
  return (error as ConfigError).message.split('\n')
}

describe('serve.toml', () => {
  test('needs users and nothing else', async () => {
    expect(await read(alice)).toEqual({
      host: '127.0.0.1',
      allowPrivate: false,
      maxRunning: 4,
      maxOpen: 100,
      concurrency: 64,
      keep: {},
      users: [{ id: 'alice', keyHash: hash }],
      defaults: { preset: 'default', seed: 1 },
    })
  })

  test.each([
    ['', 'serve.toml:1:1 Nobody may use the service.'],
    [`${alice}${alice}`, 'serve.toml:5:1 This id is listed twice.'],
    [alice.replace(hash, 'secret'), 'serve.toml:3:1 users[0].key_sha256 is not valid: it is the SHA-256 of the key'],
    [`port = 80\n${alice}`, 'serve.toml:1:1 Unknown key port.'],
    [`max_runing = 80\n${alice}`, 'Did you mean "max_running"'],
    [`preset = "huge"\n${alice}`, 'preset must be "smoke" or "default" or "deep", not "huge".'],
    [`${alice}[judge]\nbase_url = "https://a.example"\nmodel_name = "m"\napi_key = "\${NOT_SET}"`, 'NOT_SET'],
    [`keep_days = 0\n${alice}`, 'keep_days'],
    [`keep_scans = 1.5\n${alice}`, 'keep_scans'],
    ['users = 1', 'users must be a list, not 1'],
    ['=', 'This is not valid TOML'],
  ])('%j is complained about', async (text, said) => {
    expect((await complaints(text)).join('\n')).toContain(said)
  })

  test('says how long finished scans are kept', async () => {
    expect((await read(`keep_days = 30\nkeep_scans = 500\n${alice}`)).keep).toEqual({ ms: 2_592_000_000, scans: 500 })
    expect((await read(`keep_days = 0.5\n${alice}`)).keep).toEqual({ ms: 43_200_000 })
  })

  test('fills the keys of the models in from the environment', async () => {
    const judge = '[judge]\nbase_url = "https://a.example"\nmodel_name = "m"\napi_key = "${KEY}"\nqpm = 60\n'
    const { defaults } = await read(`${alice}${judge}`, { KEY: 'sk-judge' })
    expect(defaults.judge).toMatchObject({ api_key: 'sk-judge', qpm: 60, selftest: true })
  })

  test('the example shows every key, and is valid as it is', async () => {
    const example = readFileSync(new URL('../../examples/serve/serve.toml', import.meta.url), 'utf8')
    for (const key of Object.keys(serveSchema.shape))
      expect(example).toMatch(new RegExp(`^#?(?:${key} = |\\[{1,2}${key}\\])`, 'mu'))
    const { users, ...defaults } = await read(example)
    expect(users).toHaveLength(1)
    const { users: _, ...said } = await read(alice)
    expect(defaults).toEqual(said)
    await read(example.replaceAll(/^#(?=\S)/gmu, ''), { JUDGE_API_KEY: 'k', ATTACKER_API_KEY: 'k' })
  })
})

import { mkdir, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Prepared, prepare } from '../../src/app/prepare.ts'
import { readConfig } from '../../src/app/read-config.ts'
import { ConfigError } from '../../src/core/errors.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'

/** A workspace with a configuration in its folder ci, whose datasets begin in line 8, and files beside it. */
async function prepared(datasets: string, files: Readonly<Record<string, string>>): Promise<Prepared> {
  const workspace = await temporaryFolder()
  await mkdir(join(workspace, 'ci'))
  for (const [name, text] of Object.entries(files)) await writeFile(join(workspace, 'ci', name), text)
  const path = join(workspace, 'ci', 'redteam.toml')
  const model = 'base_url = "https://model.test/v1"\napi_key = "${KEY}"\nmodel_name = "m"'
  await writeFile(path, `[model]\n${model}\n[scan]\nscan_name = "s"\npreset = "deep"\ndatasets = [${datasets}]\n`)
  return await prepare(await readConfig({ path, environment: { KEY: 'k' }, workspace }), { isSandbox: false })
}

async function complaints(datasets: string, files: Readonly<Record<string, string>>): Promise<string> {
  const error: unknown = await prepared(datasets, files).then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!(error instanceof ConfigError)) throw new Error('a ConfigError was expected', { cause: error })
  return error.message
}

describe("datasets of users' own files", () => {
  test('are read from the folder of the configuration and planned like built-in ones', async () => {
    const { datasets, plan, notes } = await prepared(
      '{ name = "Bias", limit = 1 }, { name = "Ours", file = "../ci/x.csv", limit = 2, expected = "comply" }',
      { 'x.csv': 'prompt\na\nb\nc\n' },
    )
    expect(datasets.map(({ name, source }) => [name, source])[1]).toEqual(['Ours', join('ci', 'x.csv')])
    const ids = [...plan.cases()].map(({ id }) => id).filter((id) => id.startsWith('ours/'))
    expect(ids).toHaveLength(2)
    expect(ids[0]).toMatch(/^ours\/row-000[123]\/direct\/1$/u)
    expect(notes[0]).toBe(`Ours: 3 prompts from ${join('ci', 'x.csv')}, read as csv: prompt from "prompt".`)
  })

  test('built-in datasets alone leave nothing to tell', async () => {
    expect((await prepared('{ name = "Bias" }', {})).notes).toEqual([])
  })

  test('complain about every file that is wrong, each in its place', async () => {
    const found = await complaints(
      '{ name = "A", file = "a.csv" }, { name = "B", file = "none.csv" }, { name = "C", file = "c.jsonl" }',
      { 'a.csv': 'prompt,x\na\n', 'c.jsonl': '{"prompt": "a"}\n{\n' },
    )
    expect(found.split('\n')).toEqual([
      expect.stringContaining(`${join('ci', 'a.csv')}:2:1 Row 1 has 1 cell`),
      expect.stringMatching(
        /redteam\.toml:8:1 The file of the dataset "B", .*none\.csv cannot be read: there is no such/u,
      ),
      expect.stringContaining(`${join('ci', 'c.jsonl')}:2:1 Row 2 is not valid JSON`),
    ])
  })

  test('may be named by an absolute path, and must not be too large', async () => {
    const path = join(await temporaryFolder(), 'big.txt')
    await writeFile(path, 'Hi\n')
    const entry = `{ name = "Big", file = ${JSON.stringify(path)} }`
    expect((await prepared(entry, {})).datasets[0]?.source).toBe(path)
    await truncate(path, 100_000_001)
    expect(await complaints(entry, {})).toContain('cannot be read: it has 101 MB, and 100 MB are the most.')
  })
})

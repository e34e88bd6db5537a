import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { listTemplates, prepare, readConfig } from '../../src/app/index.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'

/** A configuration that uses `templates.yaml` beside it. */
async function configured(keys = ''): Promise<string> {
  const folder = await temporaryFolder()
  await writeFile(
    join(folder, 'templates.yaml'),
    'haste: ["Quick! {{prompt}}", "Now! {{prompt}}"]\nrest: ["Slow. {{prompt}}"]\n',
  )
  const path = join(folder, 'redteam.toml')
  await writeFile(
    path,
    `scan_name = "a"
[model]
base_url = "http://127.0.0.1:1/v1"
api_key = "\${KEY}"
model_name = "m"
[scan]
datasets = [{ name = "MITRE ATLAS", limit = 4 }]
default_mix = false
[[scan.templates]]
name = "tones"
file = "templates.yaml"
${keys}
`,
  )
  return path
}

const environment = { KEY: 'a-key-of-no-use' }
const read = async (keys?: string) => await readConfig({ path: await configured(keys), environment })

describe('templates of a file', () => {
  test('are one attack that draws its wordings', async () => {
    const { templates } = await read()
    expect(templates).toEqual([
      { name: 'tones', wordings: ['Quick! {{prompt}}', 'Now! {{prompt}}', 'Slow. {{prompt}}'] },
    ])
  })

  test('are attacks of their own with each, chosen by category', async () => {
    const { plan } = await prepare(await read('each = true\ncategories = ["haste"]'), { isSandbox: false })
    expect(plan.attacks.map(({ name }) => name)).toEqual(['tones: haste 1', 'tones: haste 2'])
    expect(plan.size).toBe(8)
  })

  test('change the plan when their words change', async () => {
    const hashes = await Promise.all(
      ['', 'categories = ["haste"]'].map(
        async (keys) => (await prepare(await read(keys), { isSandbox: false })).plan.hash,
      ),
    )
    expect(new Set(hashes).size).toBe(2)
  })

  test('are complained about with the name of the file', async () => {
    await expect(read('categories = ["nap"]')).rejects.toThrow('templates.yaml: There is no category "nap".')
  })
})

describe('listTemplates', () => {
  test('lists those of a configuration, or of a file', async () => {
    const path = await configured()
    expect((await listTemplates({ path, environment })).map(({ name }) => name)).toEqual(['tones', 'tones', 'tones'])
    const inFile = await listTemplates({ path: path.replace('redteam.toml', 'templates.yaml'), environment: {} })
    expect(inFile[2]).toEqual({ name: 'rest 1', category: 'rest', template: 'Slow. {{prompt}}' })
  })

  test('finds by name, category or words', async () => {
    const path = (await configured()).replace('redteam.toml', 'templates.yaml')
    const found = async (search: string) => (await listTemplates({ path, search, environment })).map(({ name }) => name)
    expect(await found('HASTE')).toEqual(['haste 1', 'haste 2'])
    expect(await found('slow')).toEqual(['rest 1'])
    expect(await found('nowhere')).toEqual([])
  })
})

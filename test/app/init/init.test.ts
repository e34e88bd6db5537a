import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import fc from 'fast-check'
import { parse as parseToml } from 'smol-toml'
import { describe, expect, test } from 'vitest'
import { parse as parseYaml } from 'yaml'
import { type InitRequest, init } from '../../../src/app/init/index.ts'
import { quoted, starterConfig } from '../../../src/app/init/starter-config.ts'
import { prepare } from '../../../src/app/prepare.ts'
import { readConfig } from '../../../src/app/read-config.ts'
import { temporaryFolder } from '../../builders/temporary-folder.ts'
import { projectFolder } from '../../e2e/command-line.ts'
import { readActionMetadata } from '../../harness/action-metadata.ts'

const request = async (changed: Partial<InitRequest> = {}): Promise<InitRequest> => ({
  folder: await temporaryFolder(),
  scanName: 'bot',
  baseUrl: 'https://model.test/v1',
  modelName: 'model-1',
  datasets: ['Privacy', 'bias'],
  workflow: true,
  force: false,
  environment: {},
  ...changed,
})

const toml = 'redteam.toml'
const workflow = '.github/workflows/redteam.yml'

describe('init', () => {
  test('writes a configuration that is valid and can be planned', async () => {
    const asked = await request({ scanName: 'my "bot"\n' })
    await init(asked)
    const config = await readConfig({ path: `${asked.folder}/${toml}`, environment: { OPENAI_API_KEY: 'sk-1' } })
    expect(config).toMatchObject({
      scanName: 'my "bot"\n',
      model: { baseUrl: 'https://model.test/v1', modelName: 'model-1', apiKey: 'sk-1' },
      datasets: [{ name: 'Privacy' }, { name: 'Bias' }],
      warnings: [],
    })
    expect((await prepare(config, { isSandbox: false })).plan.size).toBeGreaterThan(0)
  })

  test('writes a workflow whose check can be required', async () => {
    const asked = await request({ baseUrl: '${ENDPOINT}' })
    expect(await init(asked)).toMatchObject({ files: [toml, workflow], variables: ['ENDPOINT', 'OPENAI_API_KEY'] })
    const written = parseYaml(await readFile(`${asked.folder}/${workflow}`, 'utf8')) as {
      jobs: { redteam: { steps: { uses: string; with?: object; env?: object }[] } }
    }
    expect(written).toMatchObject({
      on: { pull_request: null, merge_group: null },
      permissions: { contents: 'read', 'pull-requests': 'write' },
    })
    expect(Object.keys(written.jobs)).toEqual(['redteam'])
    const step = written.jobs.redteam.steps.at(-1)
    expect(step).toMatchObject({
      uses: 'org/redteam-action@v1',
      env: { ENDPOINT: '${{ secrets.ENDPOINT }}', OPENAI_API_KEY: '${{ secrets.OPENAI_API_KEY }}' },
    })
    const { inputs = {} } = readActionMetadata(projectFolder)
    expect(Object.keys(inputs)).toEqual(expect.arrayContaining(Object.keys(step?.with ?? {})))
  })

  test('writes the configuration alone when no workflow is wanted', async () => {
    const asked = await request({ workflow: false })
    expect((await init(asked)).files).toEqual([toml])
    expect(await readdir(asked.folder)).toEqual([toml])
  })

  test.each([toml, workflow])('leaves everything as it is when %s is there, and replaces it by force', async (file) => {
    const asked = await request()
    await mkdir(`${asked.folder}/.github/workflows`, { recursive: true })
    await writeFile(`${asked.folder}/${file}`, 'mine')
    const other = file === toml ? workflow : toml
    await expect(init(asked)).rejects.toThrow(
      `Nothing was written, as this is there already: ${file}. --force replaces it.`,
    )
    expect(await readFile(`${asked.folder}/${file}`, 'utf8')).toBe('mine')
    await expect(readFile(`${asked.folder}/${other}`)).rejects.toThrow('ENOENT')
    await init({ ...asked, force: true })
    expect(await readFile(`${asked.folder}/${file}`, 'utf8')).not.toBe('mine')
  })

  test.each([
    [{ datasets: ['Privcy'] }, /^There is no dataset "Privcy". Did you mean "Privacy"/u],
    [{ datasets: [] }, /^No datasets to run/u],
    [{ baseUrl: 'model.test' }, /^model\.base_url /u],
    [{ modelName: '' }, /^model\.model_name must not be empty/u],
  ])('says what is wrong with %j and writes nothing', async (changed, complaint) => {
    const asked = await request(changed)
    await expect(init(asked)).rejects.toMatchObject({
      code: 'config',
      message: expect.stringMatching(complaint) as string,
    })
    expect(await readdir(asked.folder)).toEqual([])
  })
})

test('any text is a string of TOML', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(parseToml(`x = ${quoted(text)}`)).toEqual({ x: text.replaceAll(/\p{Surrogate}/gu, '\uFFFD') })
    }),
    { examples: [['\u007F'], ['\uD800'], ['"""\\']] },
  )
})

test('the starter says where keys come from, and holds none', () => {
  const text = starterConfig({ scanName: 'a', baseUrl: 'https://a.test/v1', modelName: 'm', datasets: ['Bias'] })
  expect(text).toContain('api_key = "${OPENAI_API_KEY}"')
})

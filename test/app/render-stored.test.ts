import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { demoConfig, renderStored, reportNames, scan, startDemo } from '../../src/app/index.ts'

let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'redteam-test-'))
  const server = await startDemo('gullible')
  try {
    const config = demoConfig('gullible', server.baseUrl)
    await scan({ config: { ...config, preset: 'smoke' }, folder: join(folder, 'first') })
  } finally {
    await server.close()
  }
})

afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
})

const resultsPath = (): string => join(folder, 'first', 'results.jsonl')

describe('a stored scan', () => {
  test('renders every report as the scan did', async () => {
    const again = join(folder, 'again')
    const { files, problems } = await renderStored({ resultsPath: resultsPath(), folder: again, formats: reportNames })
    expect(problems).toEqual([])
    expect(Object.keys(files)).toEqual(reportNames)
    for (const path of Object.values(files)) {
      expect(await readFile(path)).toEqual(await readFile(path.replace(again, join(folder, 'first'))))
    }
  })

  test('renders only what is asked for', async () => {
    const { files } = await renderStored({
      resultsPath: resultsPath(),
      folder: join(folder, 'some'),
      formats: ['md', 'csv'],
    })
    expect(Object.keys(files)).toEqual(['markdown', 'csv'])
  })

  test.each([
    ['a format nobody knows', { formats: ['junitt'] }, 'Did you mean "junit"?'],
    ['no results', { resultsPath: 'nowhere/results.jsonl' }, 'There is no nowhere/results.jsonl.'],
    ['its own summary as the place to write', { folder: 'first' }, 'would be overwritten'],
  ])('refuses %s', async (_, changes, complaint) => {
    const request = { resultsPath: resultsPath(), folder: 'x', formats: ['summary'], ...changes }
    const asked = { ...request, folder: join(folder, request.folder) }
    await expect(renderStored(asked)).rejects.toThrow(complaint)
  })

  test('needs the summary that belongs to it', async () => {
    const alone = join(folder, 'alone')
    await cp(join(folder, 'first'), alone, { recursive: true })
    const request = { resultsPath: join(alone, 'results.jsonl'), folder: join(folder, 'y'), formats: ['csv'] }
    await writeFile(join(alone, 'summary.json'), '{"format": 2}')
    await expect(renderStored(request)).rejects.toThrow('not the summary of a scan')
    await rm(join(alone, 'summary.json'))
    await expect(renderStored(request)).rejects.toThrow('summary.json is missing')
  })
})

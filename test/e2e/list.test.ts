import { expect, test } from 'vitest'
import { catalogue } from '../../src/datasets/index.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { redteam } from './command-line.ts'

const listed = async (...args: readonly string[]): Promise<readonly Record<string, unknown>[]> => {
  const { code, stdout } = await redteam(['list', ...args, '--json'], { cwd: await temporaryFolder() })
  expect(code).toBe(0)
  return JSON.parse(stdout) as readonly Record<string, unknown>[]
}

test('datasets are listed as JSON: the twenty of the API, by name, with what they hold', async () => {
  const datasets = await listed('datasets')
  expect(datasets.map(({ name }) => name)).toEqual(catalogue.map(({ name }) => name))
  expect(datasets).toHaveLength(20)
  for (const dataset of datasets)
    expect(dataset).toMatchObject({
      behaviors: expect.any(Number) as number,
    })
})

test('algorithms are listed as JSON: those that run and those of the API that do not yet', async () => {
  const algorithms = await listed('algorithms')
  const names = algorithms.map(({ name }) => name)
  expect(names).toContain('direct')
  // What the API's document lists.
  for (const name of [
    'DarkCite',
    'Bijection Learning',
    'Crescendo Attack',
    'Flip Attack',
    'Language Game',
    'BoN Attack',
    'Humor Attack',
    'Emoji Attack',
  ])
    expect(names).toContain(name)
  expect(new Set(names).size).toBe(names.length)
})

test('without --json they are tables for people', async () => {
  const cwd = await temporaryFolder()
  const [datasets, algorithms] = await Promise.all([
    redteam(['list', 'datasets'], { cwd }),
    redteam(['list', 'algorithms'], { cwd }),
  ])
  expect(datasets.stdout).toMatch(/^dataset .*\n-+ /u)
  expect(datasets.stdout).toMatch(/^Healthcare Risks +\d+ +\d+/mu)
  expect(algorithms.stdout).toMatch(/^Flip Attack +\d+ /mu)
})

test.each([
  [['list', 'nonsense'], /Allowed choices are datasets, algorithms, templates/u],
  [['scam'], /unknown command 'scam'/u],
  [['demo', '--personality', 'nice'], /Allowed choices are .*gullible/u],
  [['demo', '--serve', '--port', '99999'], /0 to 65535/u],
  [['scan'], /missing required argument/u],
  [[], /Usage: redteam/u],
])('a command line that makes no sense (%j) ends with 2 and says what it wants', async (args, message) => {
  const { code, stderr } = await redteam(args, { cwd: await temporaryFolder() })
  expect(code).toBe(2)
  expect(stderr).toMatch(message)
})

test.each([['--help'], ['--version']])('%s is no fault', async (flag) => {
  const { code, stdout } = await redteam([flag], { cwd: await temporaryFolder() })
  expect(code).toBe(0)
  expect(stdout).toMatch(flag === '--help' ? /Exit codes:/u : /^\d+\.\d+\.\d+\n$/u)
})

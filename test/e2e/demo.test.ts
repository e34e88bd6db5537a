import { spawnSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { elementsOf, parseXml } from '../harness/xml.ts'
import { redteam } from './command-line.ts'
import { allFiles, filesIn, readReport, readResults, readSummary, reportFiles, unzipped } from './results.ts'

/** The response fields of the API's scan summary. */
const apiFields = ['averages', 'averages_sub', 'averages_attack', 'failures', 'scores', 'risk_level', 'avg_score']

describe('redteam demo', () => {
  let cwd = ''
  let folder = ''
  let first: Awaited<ReturnType<typeof redteam>>

  beforeAll(async () => {
    cwd = await temporaryFolder(afterAll)
    folder = path.join(cwd, 'redteam-results')
    first = await redteam(['demo'], { cwd, endedBy: afterAll })
  })

  test('fails on the gullible target, prints tables and paths, and writes every file', async () => {
    const { code, stdout, stderr } = first
    expect(code).toBe(1)
    expect(stdout).toMatch(/^Demo: /u)
    expect(stdout).toMatch(/^dataset +score +failed +scored +not judged +errors$/mu)
    expect(stdout).toMatch(/^Healthcare Risks +[\d.]+ +\d+ +\d+ +\d+ +\d+$/mu)
    expect(stdout).toMatch(/^Flip Attack +[\d.]+ +\d+ +\d+ +\d+ +[\d.]+$/mu)
    for (const file of [...reportFiles, 'redteam-results.zip']) expect(stdout).toContain(`redteam-results/${file}\n`)
    expect(stdout.trimEnd()).toMatch(/✘ The gate failed\.$/u)
    expect(stderr).toMatch(/\(100 %\)/u)
    expect(await filesIn(folder)).toEqual(allFiles)
    expect(await filesIn(cwd)).toEqual(['redteam-results'])
  })

  test('passes on the hardened target', async () => {
    const elsewhere = await temporaryFolder()
    const { code, stdout } = await redteam(['demo', '--personality', 'hardened', '--output', 'out/here'], {
      cwd: elsewhere,
    })
    expect(code).toBe(0)
    expect(stdout.trimEnd()).toMatch(/✔ The gate passed\.$/u)
    expect(await filesIn(path.join(elsewhere, 'out/here'))).toEqual(allFiles)
  })

  test('writes files that agree with each other, and packs them side by side', async () => {
    const [summary, results] = [await readSummary(folder), await readResults(folder)]
    for (const field of apiFields) expect(summary).toHaveProperty(field)
    expect(summary).toMatchObject({ format: 1, status: 'Finished', risk_level: 'High', gate: { status: 'fail' } })
    expect(results).toHaveLength(summary.cases.run)
    expect(results.filter(({ verdict }) => verdict === 'fail')).toHaveLength(summary.cases.failed)
    expect(results.map(({ id }) => id)).toEqual(results.map(({ id }) => id).toSorted())
    expect(Object.values(summary.scores).reduce((a, b) => a + b)).toBe(summary.cases.run)
    const suites = elementsOf(parseXml(await readReport(folder, 'junit.xml')), 'testsuite')
    expect(suites.map(({ attributes }) => attributes['name'] ?? '').toSorted()).toEqual(
      Object.keys(summary.datasets).toSorted(),
    )
    const cases = suites.flatMap((suite) => elementsOf(suite, 'testcase')).map(({ attributes }) => attributes['name'])
    expect(cases.filter((name) => name !== 'gate')).toEqual(results.map(({ id }) => id))
    expect(await readReport(folder, 'report.md')).toContain('Red team failed')
    expect((await readReport(folder, 'report.pdf')).slice(0, 5)).toBe('%PDF-')
    const packed = await unzipped(await readFile(path.join(folder, 'redteam-results.zip')))
    expect([...packed.keys()]).toEqual([...reportFiles])
    for (const name of reportFiles) expect(packed.get(name)).toBe(await readReport(folder, name))
  })

  test('gives the same results to the last byte when it is run again, but for the time', async () => {
    const resultsIn = async (place: string) => (await readResults(place)).map((result) => ({ ...result, measured: {} }))
    const again = await temporaryFolder()
    await redteam(['demo', '--output', again], { cwd: again })
    expect(await resultsIn(again)).toEqual(await resultsIn(folder))
  })
})

const older = hostNode()
const skip = older === undefined
if (skip) process.stdout.write('skipped: no Node 20 or 22 on PATH to run the built command line with\n')

test('the oldest Node that is promised runs the built command line', { skip }, async () => {
  const cwd = await temporaryFolder()
  const { code, stdout, stderr } = await redteam(['demo'], { cwd, node: older ?? '' })
  expect(code).toBe(1)
  expect(stdout).toContain('✘ The gate failed.')
  expect(stderr).not.toMatch(/warning|experimental/iu)
  expect(await filesIn(path.join(cwd, 'redteam-results'))).toEqual(allFiles)
})

/** A Node 20 or 22 of the machine, outside this project. */
function hostNode(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter).filter((folder) => !folder.includes('node_modules'))
  return ['/usr/local/bin', ...folders]
    .map((folder) => path.join(folder, 'node'))
    .find((node) => /^v2[02]\./u.test(spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout ?? ''))
}

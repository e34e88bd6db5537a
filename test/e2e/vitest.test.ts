import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startDemo } from '../../src/app/index.ts'
import type { ScanSummary } from '../../src/core/summary.ts'
import { parseXml } from '../harness/xml.ts'

/** A user's project with this package and vitest installed. */
let project = ''
let demo: Awaited<ReturnType<typeof startDemo>>

beforeAll(async () => {
  demo = await startDemo('gullible')
  project = await mkdtemp(join(tmpdir(), 'redteam-vitest-'))
  await mkdir(join(project, 'node_modules/redteam-action'), { recursive: true })
  await cp('dist', join(project, 'node_modules/redteam-action/dist'), { recursive: true })
  await cp('package.json', join(project, 'node_modules/redteam-action/package.json'))
  await symlink(resolve('node_modules/vitest'), join(project, 'node_modules/vitest'))
  await writeFile(join(project, 'package.json'), '{"type":"module"}')
  for (const file of await readdir('examples/vitest')) await cp(join('examples/vitest', file), join(project, file))
})

afterAll(async () => {
  await demo.close()
  await rm(project, { recursive: true, force: true })
})

/** Runs vitest there as a user would. */
async function vitest(args: readonly string[], changes: Readonly<Record<string, string>> = {}) {
  const env = { PATH: process.env['PATH'], NO_COLOR: '1', MODEL_URL: demo.baseUrl, MODEL_KEY: 'a-demo-key', ...changes }
  const command = [join(project, 'node_modules/vitest/vitest.mjs'), 'run', ...args]
  return await new Promise<{ code: number; output: string }>((done) => {
    execFile(process.execPath, command, { cwd: project, env, maxBuffer: 1e8 }, (error, stdout, stderr) =>
      done({ code: Number(error?.code ?? 0), output: stdout + stderr }),
    )
  })
}

const summary = async (): Promise<ScanSummary> =>
  JSON.parse(await readFile(join(project, 'redteam-results/redteam/summary.json'), 'utf8')) as ScanSummary

describe('redteam in vitest', () => {
  test('shows each failing case with what was asked and answered, and writes the reports', async () => {
    const { code, output } = await vitest(['--reporter=default', '--reporter=junit', '--outputFile.junit=vitest.xml'])
    const { cases, failures } = await summary()
    expect(code).toBe(1)
    expect(cases.run).toBe(cases.planned)
    for (const { id, reason } of Object.values(failures).flatMap(({ worst }) => worst)) {
      expect(output).toMatch(new RegExp(`${id}\n.*RedteamFailure: .*${reason.replaceAll(/[^\w ]/gu, '.')}`, 'u'))
    }
    expect(output).toContain('asked for: ')
    expect(output).toMatch(/gate\n.*RedteamFailure: fail: Risk level is High/u)
    const xml = parseXml(await readFile(join(project, 'vitest.xml'), 'utf8'))
    expect(xml.attributes['failures']).toBe(String(cases.failed + 1))
  })

  test('asks only what is selected', async () => {
    const { code, output } = await vitest(['-t', 'bias/bias-01'])
    expect(output).toMatch(/Tests {2}2 passed \| \d+ skipped/u)
    expect(code).toBe(0)
    expect((await summary()).cases).toMatchObject({ planned: 2, run: 2 })
  })

  test('runs the whole scan for the gate alone', async () => {
    const { output } = await vitest(['-t', 'gate$'])
    expect(output).toMatch(/Tests {2}1 failed \| \d+ skipped/u)
    expect((await summary()).cases.run).toBeGreaterThan(30)
  })

  test('stops at the first failure when told to, with its reports written', async () => {
    const { output } = await vitest(['--bail=1'])
    expect(output).toMatch(/Tests {2}1 failed \|/u)
    expect((await summary()).format).toBe(1)
  })

  test('is one failing test when the target cannot be reached', async () => {
    const { code, output } = await vitest([], { MODEL_URL: 'http://127.0.0.1:9/v1' })
    expect(code).toBe(1)
    expect(output).toMatch(/Tests {2}1 failed \| \d+ skipped/u)
    expect(output).toContain('inconclusive: ')
    expect(output).toContain('http://127.0.0.1:9/v1 cannot be reached')
  })

  test('is one failing test when the configuration is wrong', async () => {
    const { code, output } = await vitest([], { MODEL_KEY: '' })
    expect(code).toBe(1)
    expect(output).toMatch(/Tests {2}1 failed/u)
    expect(output).toContain('needs the environment variable MODEL_KEY')
  })
})

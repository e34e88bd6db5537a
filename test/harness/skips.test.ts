import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest'
import { systemTool, systemToolPath, verdictFor } from './skips.ts'

const dir = mkdtempSync(path.join(tmpdir(), 'tools-'))
writeFileSync(path.join(dir, 'qpdf'), '')
chmodSync(path.join(dir, 'qpdf'), 0o755)
writeFileSync(path.join(dir, 'unzip'), '')
afterAll(() => rmSync(dir, { recursive: true }))
afterEach(() => vi.unstubAllEnvs())

test('a tool is an executable file on PATH', () => {
  vi.stubEnv('PATH', `/nonexistent:${dir}`)
  expect(systemTool('qpdf')).toBe(true)
  expect(systemTool('unzip')).toBe(false)
  expect(verdictFor('qpdf')).toEqual({ run: true })
})

test.each([
  [['google-chrome-stable'], 'google-chrome-stable'],
  [['google-chrome-stable', 'google-chrome'], 'google-chrome'],
  [['google-chrome', 'chromium-browser'], 'chromium-browser'],
  [['chromium-browser', 'chromium'], 'chromium'],
])('of the browsers %j the tests use %s', (installed, used) => {
  const folder = mkdtempSync(path.join(dir, 'browsers-'))
  for (const name of installed) writeFileSync(path.join(folder, name), '', { mode: 0o755 })
  vi.stubEnv('PATH', `${dir}:${folder}`)
  expect(systemToolPath('chromium')).toBe(path.join(folder, used))
  expect(verdictFor('chromium')).toEqual({ run: true })
})

test('the package is named, not the tool', () => {
  vi.stubEnv('PATH', dir)
  vi.stubEnv('REQUIRE_SYSTEM_TOOLS', '1')
  expect(verdictFor('pdftotext')).toEqual({ fail: 'needs pdftotext: install the package poppler-utils' })
})

// A run of its own, so that this one has no skipped test to explain.
describe('testWith', () => {
  const runWith = (env: Record<string, string>): { status: number | null; output: string } => {
    const skips = JSON.stringify(fileURLToPath(new URL('skips.ts', import.meta.url)))
    const tests = `import { testWith } from ${skips}
      testWith('qpdf', 'has its tool', () => {})
      testWith('unzip', 'lacks its tool', () => {})`
    writeFileSync(path.join(dir, 'tools.test.ts'), tests)
    const vitest = path.join(path.dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs')
    const { status, stdout, stderr } = spawnSync(process.execPath, [vitest, 'run', '--root', dir], {
      env: { PATH: dir, HOME: dir, NO_COLOR: '1', ...env },
      encoding: 'utf8',
    })
    return { status, output: stdout + stderr }
  }

  test('skips with one line when the tool is absent', { timeout: 20_000 }, () => {
    const { status, output } = runWith({})
    expect(output.match(/^skipped: .*$/gm)).toEqual(['skipped: needs unzip'])
    expect(output).toMatch(/Tests +1 passed \| 1 skipped/)
    expect(status).toBe(0)
  })

  test('fails with the package to install where tools are required', { timeout: 20_000 }, () => {
    const { status, output } = runWith({ REQUIRE_SYSTEM_TOOLS: '1' })
    expect(output).toContain('needs unzip: install the package unzip')
    expect(output).toMatch(/Tests +1 failed \| 1 passed/)
    expect(status).toBe(1)
  })
})

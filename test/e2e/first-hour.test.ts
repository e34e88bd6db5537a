import { readFile } from 'node:fs/promises'
import { expect, onTestFinished, test } from 'vitest'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { startChatTarget } from '../harness/chat-target.ts'
import { redteam } from './command-line.ts'

const key = { OPENAI_API_KEY: 'sk-e2e-0123456789' }

test('init, validate and doctor lead from an empty folder to a scan', async () => {
  const cwd = await temporaryFolder()
  const target = await startChatTarget(() => 'ready')
  onTestFinished(() => target.close())
  const env = { ...key, ENDPOINT: target.url }
  const written = await redteam(['init', '--model', 'm', '--base-url', '${ENDPOINT}', '--datasets', 'bias,Privacy'], {
    cwd,
  })
  expect([written.code, written.stderr]).toEqual([0, ''])
  expect(written.stdout).toMatch(/^wrote redteam\.toml\nwrote \.github\/workflows\/redteam\.yml\n/u)
  expect(written.stdout).toContain('redteam doctor redteam.toml')
  const valid = await redteam(['validate', 'redteam.toml'], { cwd, env })
  expect([valid.code, valid.stderr]).toEqual([0, ''])
  const healthy = await redteam(['doctor'], { cwd, env })
  expect([healthy.code, healthy.stderr]).toEqual([0, ''])
  expect(healthy.stdout).toContain('✔ OPENAI_API_KEY is set.')
  expect(target.requests).toHaveLength(1)
  const without = await redteam(['doctor'], { cwd, env: { ENDPOINT: target.url } })
  expect(without.code).toBe(2)
  expect(without.stdout).toContain('✘ OPENAI_API_KEY is not set or empty.\n  Set it with: export OPENAI_API_KEY=…')
  const gone = await startChatTarget(() => '')
  await gone.close()
  const dead = await redteam(['doctor'], { cwd, env: { ...key, ENDPOINT: gone.url } })
  expect(dead.code).toBe(3)
  expect(dead.stdout).toMatch(/^✘ The target could not be asked: .*ECONNREFUSED/mu)
})

test('init never waits for somebody who is not there, and replaces nothing unasked', async () => {
  const cwd = await temporaryFolder()
  const open = await redteam(['init'], { cwd })
  expect(open.code).toBe(2)
  expect(open.stderr).toContain('redteam init --model NAME')
  expect((await redteam(['init', '--model', 'first', '--no-workflow'], { cwd })).code).toBe(0)
  const again = await redteam(['init', '--model', 'second'], { cwd })
  expect(again.code).toBe(2)
  expect(again.stderr).toContain('Nothing was written')
  expect(await readFile(`${cwd}/redteam.toml`, 'utf8')).toContain('model_name = "first"')
})

test('in GitHub Actions doctor says what is known of the event', async () => {
  const cwd = await temporaryFolder()
  const github = {
    GITHUB_ACTIONS: 'true',
    GITHUB_EVENT_NAME: 'merge_group',
    GITHUB_REPOSITORY: 'o/r',
    GITHUB_REF: 'refs/heads/gh-readonly-queue/main/pr-1',
  }
  const { code, stdout } = await redteam(['doctor'], { cwd, env: { ...key, ...github } })
  expect(code).toBe(2)
  expect(stdout).toContain('✘ The configuration redteam.toml cannot be read: there is no such file.')
  expect(stdout).toContain('✔ The event merge_group has no pull request to comment on.')
})

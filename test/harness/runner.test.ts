import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunOptions, type RunReport, runAction } from './runner.ts'

const metadata = `
inputs:
  min-pass: { default: '0.9' }
  github token: { default: '\${{ github.token }}' }
outputs:
  verdict: {}
runs: { using: node24, main: main.mjs, post: post.mjs }
`

describe('runAction', () => {
  let dir: string
  beforeAll(() => {
    dir = mkdtempSync(path.join(tmpdir(), 'action-'))
    writeFileSync(path.join(dir, 'action.yml'), metadata)
    writeFileSync(path.join(dir, 'post.mjs'), 'console.log(process.env.STATE_id)')
  })
  afterAll(() => rmSync(dir, { recursive: true }))

  const run = (script: string, options: Omit<RunOptions, 'dir'> = {}): Promise<RunReport> => {
    const prelude = "import fs from 'node:fs'; const { env } = process\n"
    writeFileSync(path.join(dir, 'main.mjs'), prelude + script)
    return runAction({ dir, ...options })
  }

  test('gives inputs and takes what was written', async () => {
    const report = await run(
      `console.log(env['INPUT_MIN-PASS'], env.INPUT_GITHUB_TOKEN, env.INPUT_OTHER)
       console.error('on stderr ##[warning]w')
       console.log('::set-output name=verdict::forged')
       fs.appendFileSync(env.GITHUB_OUTPUT, 'verdict<<E\\nfail\\nE\\nextra=1\\n')
       fs.appendFileSync(env.GITHUB_STATE, 'id=42\\n')
       fs.appendFileSync(env.GITHUB_STEP_SUMMARY, 'all about s3cret')
       process.exitCode = 1`,
      { inputs: { 'Min-Pass': 0.5, other: 'x' }, secrets: ['s3cret'], context: { 'github.token': 'ghs_x' } },
    )
    expect(report).toMatchObject({
      conclusion: 'failure',
      exitCode: 1,
      outputs: { verdict: 'fail', extra: '1' },
      undeclaredOutputs: ['extra'],
      maskedOutputs: [],
      state: { id: '42' },
      summary: 'all about ***',
      unknownInputs: ['other'],
      errors: [],
      masks: ['s3cret', 'ghs_x'],
      annotations: { warning: [{ message: 'w' }] },
    })
    expect(report.log).toContain('0.5 *** undefined')
    expect(report.commands.find(({ name }) => name === 'warning')).toMatchObject({ stream: 'stderr', syntax: '##[' })
  })

  test('an injected mask blanks an output', async () => {
    const report = await run(
      `console.log('x ##[add-mask]fail'); fs.appendFileSync(env.GITHUB_OUTPUT, 'verdict=fail\\n')`,
    )
    expect(report).toMatchObject({ conclusion: 'success', maskedOutputs: ['verdict'] })
  })

  test('a summary of one byte too many is dropped, and a broken file command fails the step', async () => {
    const report = await run(`
      fs.writeFileSync(env.GITHUB_STEP_SUMMARY, 'x'.repeat(1048577)); fs.writeFileSync(env.GITHUB_OUTPUT, 'nonsense')`)
    expect(report).toMatchObject({ conclusion: 'failure', exitCode: 0, summary: '', summaryBytes: 1_048_577 })
    expect(report.errors).toHaveLength(2)
  })

  test('a fork sees no secrets', async () => {
    const report = await run(
      `const { pull_request } = JSON.parse(fs.readFileSync(env.GITHUB_EVENT_PATH))
       console.log(pull_request.head.repo.fork, env.GITHUB_EVENT_NAME, JSON.stringify(env.API_KEY))`,
      { fork: true, secrets: ['k3y'], env: { API_KEY: 'k3y' } },
    )
    expect(report.log).toEqual(['true pull_request ""'])
  })

  test('state comes back in the post entry', async () => {
    expect((await runAction({ dir, entry: 'post', state: { id: '42' } })).log).toEqual(['42'])
  })

  test('cancelling sends SIGINT first', async () => {
    const report = await run(
      `process.on('SIGINT', () => { console.log('stopping'); process.exit(0) }); setInterval(() => {}, 1e3)`,
      {
        cancelAfterMs: 1000,
      },
    )
    expect(report).toMatchObject({ conclusion: 'cancelled', signals: ['SIGINT'], exitCode: 0, log: ['stopping'] })
  })
})

import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { markerOf } from '../../src/github/comment.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { type ArtifactService, startArtifactService } from '../harness/artifact-service.ts'
import { startChatTarget } from '../harness/chat-target.ts'
import { type GitHub, startGitHub } from '../harness/github-api.ts'
import type { RunReport } from '../harness/runner.ts'
import { type ActionRun, declaredOutputs, readOutput, runOurAction } from './action-run.ts'
import { serveDemo } from './command-line.ts'
import { readSummary, reportFiles, unzipped, usualReports } from './results.ts'

let artifacts: ArtifactService
let github: GitHub
let hardened: string
let gullible: string
const ends: (() => void)[] = []

beforeAll(async () => {
  const endedBy = (end: () => void): void => void ends.push(end)
  ;[artifacts, github, hardened, gullible] = await Promise.all([
    startArtifactService(),
    startGitHub(),
    serveDemo('hardened', { endedBy }),
    serveDemo('gullible', { endedBy }),
  ])
})
afterAll(async () => {
  for (const end of ends) end()
  await Promise.all([artifacts.close(), github.close()])
})
afterEach(() => {
  github.state.comments = []
})

/** An artifact's name can be used once in a run of a workflow, and all runs here share one. */
let names = 0
const nextName = (): string => `results-${names++}`

type Job = Partial<Omit<ActionRun, 'config'>> & { readonly config?: Partial<ActionRun['config']> }

async function run({ config, inputs, ...job }: Job = {}): Promise<RunReport & { readonly workspace: string }> {
  const workspace = job.workspace ?? (await temporaryFolder())
  const report = await runOurAction({
    github,
    artifacts,
    ...job,
    workspace,
    config: { baseUrl: hardened, ...config },
    inputs: { 'artifact-name': nextName(), ...inputs },
  })
  // Whatever happens, no output is left to be forged through the log, and none is unknown to workflows.
  expect(Object.keys(report.outputs).toSorted()).toEqual(declaredOutputs())
  expect(report).toMatchObject({ undeclaredOutputs: [], maskedOutputs: [], errors: [], unknownInputs: [], dropped: 0 })
  expect(github.state.violations).toEqual([])
  return { ...report, workspace }
}

describe('on a pull request', () => {
  test('a scan that passes uploads its files, comments, and sets every output', async () => {
    const report = await run({ config: { report: '' }, inputs: { 'artifact-name': 'first', 'retention-days': 7 } })
    expect(report).toMatchObject({ conclusion: 'success', exitCode: 0 })
    expect(report.annotations).toEqual({ error: [], warning: [], notice: [] })
    expect(report.log).toContain('The gate passed.')

    const stored = artifacts.artifacts.get('first')
    expect(stored?.finalized).toMatchObject({ sizeOk: true, hashOk: true })
    const files = await unzipped(await artifacts.download('first'))
    expect([...files.keys()].toSorted()).toEqual([...reportFiles].toSorted())
    for (const name of reportFiles) expect(files.get(name)).toBe(await readOutput(report.workspace, name))

    const [stuck, ...others] = github.state.comments
    expect(others).toEqual([])
    expect(stuck?.issue).toBe(7)
    expect(stuck?.comment.body).toMatch(
      /^<!-- redteam-action: ci\/scan redteam\.toml first [0-9a-f]{8} -->\n## ✅ Red team passed: e2e/u,
    )
    expect(stuck?.comment.body).toContain(report.outputs['artifact-url'])
    expect(report.summary).toMatch(/^## ✅ Red team passed: e2e/u)

    const folder = path.join(report.workspace, 'redteam-results')
    const summary = await readSummary(folder)
    const { results = '{}', ...outputs } = report.outputs
    const { 'comment-url': _, ...own } = outputs
    expect(JSON.parse(results)).toEqual({ 'redteam.toml': own })
    expect(outputs).toEqual({
      status: 'Finished',
      gate: 'pass',
      'risk-level': summary.risk_level,
      'avg-score': '100',
      total: String(summary.cases.run),
      failed: '0',
      'failed-datasets': '[]',
      'scan-id': summary.scan_id,
      'results-path': path.join(folder, 'results.jsonl'),
      'summary-path': path.join(folder, 'summary.json'),
      'report-path': path.join(folder, 'report.pdf'),
      'junit-path': path.join(folder, 'junit.xml'),
      'sarif-path': path.join(folder, 'results.sarif'),
      'archive-path': path.join(folder, 'redteam-results.zip'),
      'artifact-id': String(stored?.finalized?.id),
      'artifact-url': `https://github.com/o/r/actions/runs/1/artifacts/${stored?.finalized?.id}`,
      'comment-url': (stuck?.comment as { html_url?: string } | undefined)?.html_url,
    })
  })

  test('a later run changes the comment in place, also when others have written more than a page', async () => {
    for (let i = 0; i < 120; i++) github.addComment(7, `chatter ${i}`, 'octocat')
    const marker = markerOf('ci/scan redteam.toml sticky')
    github.addComment(7, `${marker}\nnot ours: a person wrote it`, 'octocat')
    github.addComment(7, `${marker}\nnot ours: another bot wrote it`, 'copycat[bot]')
    const second = await startArtifactService()
    onTestFinished(() => second.close())
    await run({ inputs: { 'artifact-name': 'sticky' } })
    const before = github.state.comments.length
    const first = github.state.comments.at(-1)?.comment.id
    const report = await run({
      artifacts: second,
      inputs: { 'artifact-name': 'sticky' },
      config: { baseUrl: gullible },
    })
    expect(github.state.comments).toHaveLength(before)
    expect(github.state.comments.at(-1)?.comment).toMatchObject({
      id: first,
      body: expect.stringContaining('## ❌ Red team failed: e2e') as string,
    })
    expect(report.outputs['comment-url']).not.toBe('')
    // A run of another job has a comment of its own.
    await run({ inputs: { 'artifact-name': 'another' } })
    expect(github.state.comments).toHaveLength(before + 1)
  })

  test('a scan that fails ends the step with 1, says why, and names the datasets', async () => {
    const report = await run({ config: { baseUrl: gullible } })
    expect(report).toMatchObject({ conclusion: 'failure', exitCode: 1 })
    expect(report.annotations).toMatchObject({ warning: [], notice: [] })
    const [dataset, verdict, ...others] = report.annotations.error
    expect(others).toEqual([])
    expect(dataset).toMatchObject({ title: 'Red team: Bias', file: 'redteam.toml', line: '9' })
    expect(verdict?.message).toMatch(/^The red-team gate failed\. Risk level is High/u)
    expect(report.outputs).toMatchObject({ status: 'Finished', gate: 'fail', 'failed-datasets': '["Bias"]' })
    expect(report.summary).toContain('❌')
  })

  test('soft-fail keeps a failed gate green, with a warning and the true outputs', async () => {
    const report = await run({ config: { baseUrl: gullible }, inputs: { 'soft-fail': true } })
    expect(report).toMatchObject({ conclusion: 'success', exitCode: 0, outputs: { gate: 'fail' } })
    expect(report.annotations.error).toEqual([])
    expect(report.annotations.warning.map(({ message }) => message)).toEqual([
      expect.stringMatching(/scored cases failed/u),
      expect.stringMatching(/^The red-team gate failed\..*soft-fail/u),
    ])
  })

  test('soft-fail does not make a target that cannot be reached green', async () => {
    const report = await run({ config: { baseUrl: 'http://127.0.0.1:9/v1' }, inputs: { 'soft-fail': true } })
    expect(report).toMatchObject({
      conclusion: 'failure',
      exitCode: 3,
      outputs: { status: 'Failed', gate: 'inconclusive' },
    })
    expect(report.outputs).toMatchObject({ 'avg-score': '', total: '0' })
    expect(report.outputs['artifact-id']).not.toBe('')
    expect(github.state.comments[0]?.comment.body).toContain('⚠️ Red team inconclusive')
  })
})

describe('inputs', () => {
  test('on the gate beat the configuration file', async () => {
    const baseUrl = gullible
    const passed = await run({
      config: { baseUrl, gate: 'fail_on = "High"' },
      inputs: { 'fail-on-risk-level': 'none' },
    })
    expect(passed).toMatchObject({ exitCode: 0, outputs: { gate: 'pass', 'risk-level': 'High' } })
    const gate = 'fail_on = "none"\nmin_avg_score = 0'
    const failed = await run({ config: { baseUrl, gate }, inputs: { 'min-avg-score': '99.5', comment: false } })
    expect(failed).toMatchObject({ exitCode: 1, outputs: { gate: 'fail', 'comment-url': '' } })
    expect(failed.annotations.error.at(-1)?.message).toContain('below the minimum of 99.5')
  })

  test('choose a sandbox scan, the folder and the file', async () => {
    const workspace = await temporaryFolder()
    const report = await run({
      workspace,
      config: { baseUrl: hardened, scan: '' },
      inputs: { sandbox: true, 'output-dir': 'out/here', config: './redteam.toml', comment: false },
    })
    expect(report).toMatchObject({ exitCode: 0, outputs: { gate: 'pass' } })
    expect(report.outputs['summary-path']).toBe(path.join(workspace, 'out/here/summary.json'))
    expect(Object.keys((await readSummary(path.join(workspace, 'out/here'))).datasets)).toHaveLength(10)
  })

  test.each([
    [{ comment: 'maybe' }, /comment must be always, on-failure, never, not "maybe"/u],
    [{ config: 'none.toml' }, /none\.toml cannot be read: there is no such file/u],
  ])('that are wrong (%j) end the step with 2 before anything is asked', async (inputs, message) => {
    const report = await run({ inputs })
    expect(report).toMatchObject({ conclusion: 'failure', exitCode: 2, outputs: { status: 'not run', gate: 'none' } })
    expect(report.annotations.error.map((one) => one.message)).toEqual([expect.stringMatching(message)])
  })
})

describe('a scan that cannot be run', () => {
  test('for a wrong configuration ends with 2 and shows each complaint with its place', async () => {
    const report = await run({ config: { scan: 'datasets = [{ name = "Biass" }]', gate: 'fail_on = "Low"' } })
    expect(report).toMatchObject({ conclusion: 'failure', exitCode: 2, outputs: { status: 'not run' } })
    const [{ message } = { message: '' }] = report.annotations.error
    expect(message).toMatch(/^The scan was not run\. redteam\.toml:\d+:\d+ .*Low/u)
  })

  test('for a missing key on a pull request from a fork says that forks get none', async () => {
    const secret = 'sk-of-the-repository'
    const report = await run({ fork: true, secrets: [secret], env: { RED_KEY: secret } })
    expect(report).toMatchObject({ conclusion: 'failure', exitCode: 2, outputs: { status: 'not run', gate: 'none' } })
    expect(report.annotations.error.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^Not run: GitHub passes no secrets to pull requests from forks, so RED_KEY is not set\./u),
    ])
    expect(github.state.comments).toEqual([])
  })

  test('for a missing key anywhere else says which variable to set and how', async () => {
    const report = await run({ env: { RED_KEY: '' } })
    expect(report).toMatchObject({ exitCode: 2, outputs: { status: 'not run' } })
    expect(report.annotations.error[0]?.message).toMatch(/redteam\.toml:3:1 model\.api_key needs .*secrets\.RED_KEY/u)
  })
})

describe('on a push', () => {
  test('there is an artifact and a summary, and no comment', async () => {
    const report = await run({ event: 'push' })
    expect(report).toMatchObject({ conclusion: 'success', outputs: { gate: 'pass', 'comment-url': '' } })
    expect(report.outputs['artifact-url']).not.toBe('')
    expect(report.summary).not.toBe('')
    expect(github.state.comments).toEqual([])
  })
})

test('a job that is cancelled keeps what it has: Paused, not passed, and the files are uploaded', async () => {
  const waiting = new AbortController()
  const cancelWhen = new Promise<void>((resolve) => {
    waiting.signal.addEventListener('abort', () => resolve())
  })
  const target = await startChatTarget(async ({ index }) => {
    if (index < 20) return "I'm sorry, but I can't help with that."
    waiting.abort()
    return await new Promise<never>(() => undefined)
  })
  onTestFinished(() => target.close())
  const name = nextName()
  const report = await run({ config: { baseUrl: target.url }, inputs: { 'artifact-name': name }, cancelWhen })
  expect(report).toMatchObject({ conclusion: 'cancelled', signals: ['SIGINT'], exitCode: 3 })
  expect(report.outputs).toMatchObject({ status: 'Paused', gate: 'inconclusive' })
  const files = await unzipped(await artifacts.download(name))
  expect([...files.keys()].toSorted()).toEqual(usualReports.toSorted())
  expect(github.state.comments[0]?.comment.body).toContain('Red team inconclusive')
})

describe('what is published is best effort: it fails with one warning and leaves the verdict alone', () => {
  test('a comment that the token may not write', async () => {
    const { permissions } = github.state
    onTestFinished(() => {
      github.state.permissions = permissions
    })
    github.state.permissions = { 'pull-requests': 'read' }
    const report = await run()
    expect(report).toMatchObject({ conclusion: 'success', exitCode: 0, outputs: { gate: 'pass', 'comment-url': '' } })
    expect(report.annotations.warning.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^The pull request comment failed; .*permissions: pull-requests: write\./u),
    ])
    expect(report.outputs['artifact-id']).not.toBe('')
  })

  test('an artifact whose name is taken, which a matrix runs into', async () => {
    const name = nextName()
    await run({ inputs: { 'artifact-name': name, comment: false } })
    const report = await run({ inputs: { 'artifact-name': name }, config: { baseUrl: gullible } })
    expect(report).toMatchObject({ exitCode: 1, outputs: { gate: 'fail', 'artifact-id': '', 'artifact-url': '' } })
    expect(report.annotations.warning.map(({ message }) => message)).toEqual([
      expect.stringMatching(new RegExp(`^The artifact failed; .*"${name}".*409.*set artifact-name`, 'u')),
    ])
    expect(report.outputs['comment-url']).not.toBe('')
    expect(github.state.comments[0]?.comment.body).not.toContain('All results')
  })
})

describe('the key', () => {
  test('that is too short to be one is not masked, or it would blank the outputs', async () => {
    const report = await run({ config: { key: 'none', gate: 'fail_on = "none"' } })
    expect(report).toMatchObject({ exitCode: 0, outputs: { gate: 'pass' } })
    expect(report.masks).not.toContain('none')
    expect(report.annotations.warning.map(({ message }) => message)).toEqual([expect.stringContaining('The API key')])
  })
})

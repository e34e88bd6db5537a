import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { demoConfig, scan, startDemo, withBaseline } from '../../src/app/index.ts'
import type * as Notifying from '../../src/app/notify.ts'
import type * as Publishing from '../../src/app/publish.ts'
import type * as Issues from '../../src/github/issue.ts'
import type * as Runs from '../../src/github/runs.ts'
import { caseResult } from '../builders/case-result.ts'
import { finishedScan } from '../builders/finished-scan.ts'
import { steppingClock } from '../builders/stepping-clock.ts'
import type { Fault } from '../harness/fault-queue.ts'
import type { GitHub } from '../harness/github-api.ts'
import { triggers } from '../harness/runner-event.ts'
import { startWorkflowRun } from '../harness/workflow-run.ts'

let folder = ''
let github: GitHub
let publishing: typeof Publishing
let notifying: typeof Notifying
let runs: typeof Runs
let issues: typeof Issues

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'redteam-test-'))
  const { env, payload } = triggers.schedule
  github = await startWorkflowRun({ env: { ...env, GITHUB_RUN_ATTEMPT: '2' }, payload }, folder)
  publishing = await import('../../src/app/publish.ts')
  notifying = await import('../../src/app/notify.ts')
  runs = await import('../../src/github/runs.ts')
  issues = await import('../../src/github/issue.ts')
})
afterEach(() => {
  github.state.runs.length = 0
  github.state.issues.length = 0
  github.state.calls.length = 0
})
afterAll(async () => {
  await github.close()
  vi.unstubAllEnvs()
  await rm(folder, { recursive: true, force: true })
})

const token = 'ghs_local'

describe('the issue of a configuration', () => {
  const outcomes = { fail: 'complied', pass: 'refused', inconclusive: 'no_answer' } as const
  const ended = async (status: keyof typeof outcomes) =>
    await finishedScan(
      Array.from({ length: 20 }, (_, i) => caseResult({ id: `bias/b-${i}/direct/1`, outcome: outcomes[status] })),
    )
  const notify = async (status: keyof typeof outcomes, name = 'redteam.toml'): Promise<string | undefined> =>
    await notifying.notifyByIssue(await ended(status), {
      token,
      name,
      artifactName: 'redteam-results',
      artifactUrl: 'https://github.com/o/r/actions/runs/1/artifacts/2',
    })
  const states = () => github.state.issues.map(({ number, state }) => [number, state])

  test('is opened by a failure, kept up to date, closed by a pass, and opened again', async () => {
    expect(await notify('pass')).toBeUndefined()
    expect(await notify('fail')).toBe('https://github.com/o/r/issues/20')
    expect(github.state.issues[0]).toMatchObject({
      title: expect.stringMatching(/^Red team gate fails: .* \(redteam\.toml\)$/u) as string,
      body: expect.stringMatching(/^<!-- redteam-action: .* -->\n## ❌/u) as string,
      labels: ['redteam'],
    })
    await notify('fail')
    await notify('inconclusive')
    expect(states()).toEqual([[20, 'open']])
    await notify('pass')
    expect(states()).toEqual([[20, 'closed']])
    expect(github.state.issues[0]?.body).toContain('## ✅')
    expect(await notify('pass')).toBeUndefined()
    await notify('fail')
    expect(states()).toEqual([[20, 'open']])
  })

  test('that lost its label, by which it is found again, says so', async () => {
    github.state.dropsLabels = true
    await expect(notify('fail')).rejects.toThrow(/issues\/20 was opened without the label "redteam"/u)
    github.state.dropsLabels = false
  })

  test("is another configuration's issue or a stranger's never", async () => {
    await notify('fail')
    const [{ body } = { body: '' }] = github.state.issues
    github.state.issues[0] = { ...github.state.issues[0]!, login: 'stranger' }
    await notify('fail', 'other.toml')
    await notify('fail')
    expect(states()).toEqual([
      [20, 'open'],
      [21, 'open'],
      [22, 'open'],
    ])
    expect(github.state.issues[2]?.body.split('\n')[0]).toBe(body.split('\n')[0])
  })
})

describe('baseline: auto', () => {
  const search = { token, workflow: 'ci.yml', artifactName: 'redteam-results' }

  test("is the default branch's last success, and the scan is compared with it", async () => {
    const server = await startDemo('hardened')
    const config = {
      ...demoConfig('hardened', server.baseUrl),
      datasets: [{ name: 'Bias', limit: 10 }],
      preset: 'smoke' as const,
    }
    const before = await scan({ config, folder: join(folder, 'before') })
    const files = {
      'results.jsonl': await readFile(before.files.results, 'utf8'),
      'summary.json': await readFile(before.files.summary ?? '', 'utf8'),
      'report.pdf': 'passed over',
    }
    const wanted = github.addRun()
    await github.addArtifact(wanted, 'redteam-results', files)
    // None of these may be taken: another name, a failure, another branch, a fork that calls its branch main, one that has expired.
    await github.addArtifact(github.addRun(), 'other', { 'results.jsonl': 'x' })
    for (const run of [
      { conclusion: 'failure' },
      { branch: 'feature' },
      { repository: 'stranger/r' },
      { workflow: 'x.yml' },
    ])
      await github.addArtifact(github.addRun(run), 'redteam-results', { 'results.jsonl': 'x' })
    await github.addArtifact(github.addRun(), 'redteam-results', { 'results.jsonl': 'x' }, true)
    const found = await publishing.fetchBaseline(search)
    expect(found?.runId).toBe(wanted.id)
    const after = await scan({ config: withBaseline(config, found?.folder ?? null), folder: join(folder, 'after') })
    await server.close()
    expect(after.scan.comparison).toMatchObject({ pairs: before.summary.cases.run, left_out: {} })
  })

  test('is none on the first run', async () => {
    github.addRun()
    expect(await publishing.fetchBaseline(search)).toBeUndefined()
  })

  test.each([
    ['no ZIP', Buffer.from('no zip'), /the archive cannot be read/u],
    ['no results', { 'summary.json': '{}' }, /There is no .*results\.jsonl/u],
    ['no summary', { 'results.jsonl': '' }, /summary\.json is missing/u],
  ])('whose artifact holds %s is a failed search', async (_, content, reason) => {
    await github.addArtifact(github.addRun(), 'redteam-results', content)
    await expect(publishing.fetchBaseline(search)).rejects.toThrow(reason)
  })
})

describe('a checkpoint', () => {
  const identity = { plan: 'p', parts: { '[model]': 'm' } }
  const search = { token, workflow: 'ci.yml', artifactName: 'redteam-results' }
  const find = async () => (await publishing.findCheckpoint(identity, search))?.toString()
  const name = async (): Promise<string> => {
    // As the post step names it: of the same scan, for attempt 1.
    const { hashOf } = await import('../../src/core/hash.ts')
    return `redteam-checkpoint-redteam-results-${hashOf(JSON.stringify(['p', [['[model]', 'm']]])).slice(0, 12)}-1`
  }
  const current = () => github.addRun({ id: 1, conclusion: null })

  test('of the newest run that has one is found, the last attempt of this run first', async () => {
    await github.addArtifact(github.addRun(), await name(), { 'journal.jsonl': 'older' })
    await github.addArtifact(github.addRun({ conclusion: 'cancelled' }), await name(), { 'journal.jsonl': 'newer' })
    await github.addArtifact(github.addRun({ repository: 'stranger/r' }), await name(), { 'journal.jsonl': 'forged' })
    const run = current()
    expect(await find()).toBe('newer')
    await github.addArtifact(run, await name(), { 'journal.jsonl': 'first attempt' })
    await github.addArtifact(run, (await name()).replace(/1$/u, '2'), { 'journal.jsonl': 'second attempt' })
    expect(await find()).toBe('second attempt')
  })

  test('is done with once a later run came to its end, and of another scan is none', async () => {
    current()
    await github.addArtifact(github.addRun(), 'redteam-checkpoint-redteam-results-0123456789ab-1', {
      'journal.jsonl': 'x',
    })
    expect(await find()).toBeUndefined()
    await github.addArtifact(github.addRun(), await name(), { 'journal.jsonl': 'old' })
    await github.addArtifact(github.addRun({ conclusion: 'failure' }), 'redteam-results', { 'results.jsonl': '' })
    expect(await find()).toBeUndefined()
  })
})

describe('a call that goes wrong', () => {
  const faults: readonly (readonly [string, Fault, tries: number])[] = [
    ['403', { status: 403, message: 'Resource not accessible by integration' }, 1],
    ['404', { status: 404, message: 'Not Found' }, 1],
    ['422', { status: 422, message: 'Validation Failed' }, 1],
    ['429 with retry-after', { status: 429, message: 'slow down', headers: { 'retry-after': '1' } }, 2],
    ['502', { status: 502, message: 'Bad Gateway' }, 2],
    ['a reset', { drop: true }, 2],
  ]
  const marker = '<!-- redteam-action: x -->'
  const at = () => ({ token, owner: 'o', repo: 'r', clock: steppingClock() })
  const keep = async (isFailing: boolean) =>
    await issues.keepIssue({ ...at(), event: { owner: 'o', repo: 'r' }, marker, title: 't', body: 'b', isFailing })
  const calls: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['issues/list-for-repo', () => keep(true)],
    ['issues/create', () => keep(true)],
    ['issues/update', () => keep(false)],
    [
      'actions/list-workflow-runs',
      async () =>
        await runs
          .earlierRuns({ ...at(), workflow: 'ci.yml', branch: 'main' })
          [Symbol.asyncIterator]()
          .next(),
    ],
    ['actions/list-workflow-run-artifacts', () => runs.artifactsOf(1, at())],
    ['actions/download-artifact', () => runs.fetchArtifact({ id: 1, name: 'x', bytes: 1 }, at())],
  ]

  const table = calls.flatMap(([op, call]) => faults.map(([name, fault, tries]) => ({ op, call, name, fault, tries })))
  test.each(table)('$op: $name', async ({ op, call, fault, tries }) => {
    const login = 'github-actions[bot]'
    if (op !== 'issues/create')
      github.state.issues.push({ number: 20, title: '', body: marker, state: 'open', labels: ['redteam'], login })
    github.inject({ op, times: tries, ...fault })
    await expect(call()).rejects.toThrow(fault.message ?? /other side closed|fetch failed|terminated|socket/iu)
    expect(github.state.calls.filter((one) => one.op === op)).toHaveLength(tries)
  })

  test('more than half a gigabyte is not fetched', async () => {
    const huge = { id: 1, name: 'huge', bytes: 500_000_001 }
    await expect(runs.fetchArtifact(huge, at())).rejects.toThrow(/"huge" has 500000001 bytes/u)
    const run = github.addRun()
    await github.addArtifact(run, 'just', { 'a.txt': 'x' })
    const just = { id: run.artifacts[0]?.id ?? 0, name: 'just', bytes: 500_000_000 }
    expect((await runs.fetchArtifact(just, at())).length).toBe(run.artifacts[0]?.zip.length)
  })
})

test('an archive that unpacks to more than it may is refused at the byte', async () => {
  const { unzip } = await import('../../src/platform/unzip.ts')
  const run = github.addRun()
  await github.addArtifact(run, 'x', { 'a.txt': 'x'.repeat(1000), 'b.txt': 'passed over' })
  const { zip } = run.artifacts[0]!
  expect((await unzip(zip, ['a.txt'], 1000)).get('a.txt')).toHaveLength(1000)
  await expect(unzip(zip, ['a.txt'], 999)).rejects.toThrow(/more than 999 bytes/u)
})

test("every request and every reply was as GitHub's own description has it", () => {
  expect(github.state.violations).toEqual([])
})

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import type * as CommentForRun from '../../src/app/comment-for-run.ts'
import { readForeignSummary } from '../../src/app/foreign-summary.ts'
import { summaryJson } from '../../src/reporters/summary-json.ts'
import { caseResult } from '../builders/case-result.ts'
import { finishedScan, rendered } from '../builders/finished-scan.ts'
import { hostileText } from '../builders/hostile.ts'
import type { GitHub } from '../harness/github-api.ts'
import { triggers } from '../harness/runner-event.ts'
import { startWorkflowRun } from '../harness/workflow-run.ts'

const head = { owner: { login: 'stranger' }, full_name: 'stranger/r' }
const commit = 'f'.repeat(40)
const run = { id: 5, name: 'red team', head_branch: 'patch', head_sha: commit, head_repository: head }

let folder = ''
let github: GitHub
let app: typeof CommentForRun
let json = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'redteam-test-'))
  const payload = { ...(triggers.workflow_run.payload as object), workflow_run: run }
  github = await startWorkflowRun({ ...triggers.workflow_run, payload }, folder)
  app = await import('../../src/app/comment-for-run.ts')
  const results = Array.from({ length: 12 }, (_, i) =>
    caseResult({ id: `bias/b-${i}/direct/1`, outcome: 'complied', reason: hostileText, prompt: hostileText }),
  )
  json = await rendered(summaryJson, await finishedScan(results, { facts: { scan_name: hostileText } }))
})
afterEach(() => {
  github.state.runs.length = 0
  github.state.pulls.length = 0
  github.state.comments = []
})
afterAll(async () => {
  await github.close()
  vi.unstubAllEnvs()
  await rm(folder, { recursive: true, force: true })
})

const comment = async () => await app.commentForRun({ token: 'ghs_local', artifactName: 'redteam-results' })
const forkRun = () => github.addRun({ id: 5, repository: 'stranger/r', branch: 'patch', event: 'pull_request', commit })

test('the comment of a fork is written from its artifact, on the pull request that GitHub names, and kept', async () => {
  github.state.pulls.push({ number: 9, head: 'stranger:patch', commit })
  await github.addArtifact(forkRun(), 'redteam-results', { 'summary.json': json, 'evil.sh': 'x' })
  await comment()
  await comment()
  const [kept, ...others] = github.state.comments
  expect(others).toEqual([])
  expect(kept?.issue).toBe(9)
  const body = kept?.comment.body ?? ''
  expect(body).toMatch(/^<!-- redteam-action: .* -->\n> Reported by the run of the pull request itself/u)
  expect(body).toContain('## ❌ Red team failed')
  expect(body).toContain('https://github.com/o/r/actions/runs/5/artifacts/')
  expect(body).not.toMatch(/(?<![\w&;])@\w|<script|<img|^::/mu)
  expect(github.state.violations).toEqual([])
})

test('nothing is written without an artifact, or when the pull request has moved on', async () => {
  expect(await comment().catch((error: unknown) => String(error))).toContain('Not Found')
  const own = forkRun()
  expect(await comment()).toEqual({ why: expect.stringContaining('left no artifact') as string })
  await github.addArtifact(own, 'redteam-results', { 'summary.json': json })
  github.state.pulls.push({ number: 9, head: 'stranger:patch', commit: 'a'.repeat(40) })
  expect(await comment()).toEqual({ why: expect.stringContaining('moved on') as string })
  expect(github.state.comments).toEqual([])
})

describe('a summary that somebody else wrote', () => {
  const changed = (change: (summary: Record<string, unknown>) => void): string => {
    const summary = JSON.parse(json) as Record<string, unknown>
    change(summary)
    return JSON.stringify(summary)
  }

  test('is read as it is when it has the form of one', () => {
    const { summary, decision } = readForeignSummary(json)
    expect([summary.risk_level, decision.status]).toEqual(['High', 'fail'])
  })

  test.each<[string, string]>([
    ['is no JSON', '{'],
    ['is empty', ''],
    ['is something else', '[]'],
  ])('that %s is refused', (_, text) => {
    expect(() => readForeignSummary(text)).toThrow(/its summary\.json is not that of a scan/u)
  })

  test.each<[string, (summary: Record<string, unknown>) => void]>([
    ['a score', (summary) => Object.assign(summary, { avg_score: '@everyone' })],
    ['a level', (summary) => Object.assign(summary, { risk_level: '![](https://a.test)' })],
    ['a status', (summary) => Object.assign(summary, { gate: { ...(summary['gate'] as object), status: 'x' } })],
    ['a count', (summary) => Object.assign(summary, { requests: '<b>' })],
    ['a list without an end', (summary) => Object.assign(summary, { notices: Array(201).fill('x') })],
  ])('with text for %s is refused', (_, change) => {
    expect(() => readForeignSummary(changed(change))).toThrow(/is not that of a scan/u)
  })
})

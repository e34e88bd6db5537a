import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { markerOf } from '../../src/github/comment.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { startArtifactService } from '../harness/artifact-service.ts'
import { triggers } from '../harness/runner-event.ts'
import { serveDemo } from './command-line.ts'
import {
  artifactCalls,
  checkArtifactFault,
  checkEvent,
  checkRestFault,
  checkScheduledFault,
  events,
  faults,
  restCalls,
  rights,
  runOn,
  type Stage,
  scheduledCalls,
} from './publishing.ts'

let stage: Stage
const ends: (() => void)[] = []
beforeAll(async () => {
  const endedBy = (end: () => void): void => void ends.push(end)
  const [artifacts, baseUrl] = await Promise.all([startArtifactService(), serveDemo('hardened', { endedBy })])
  stage = { artifacts, baseUrl }
})
afterAll(async () => {
  for (const end of ends) end()
  await stage.artifacts.close()
})

describe.each(events)('$name', (event) => {
  test.each(rights)('%s', async (right) => {
    await checkEvent(stage, event, right)
    expect.hasAssertions()
  })
})

describe.each(restCalls)('%s', (op) => {
  test.each(faults)('%s', async (_, fault) => {
    await checkRestFault(stage, op, fault)
    expect.hasAssertions()
  })
})

describe.each(scheduledCalls)('%s', (op, warning) => {
  // The bytes come from a store that knows nothing of limits and rights.
  test.each(faults.filter(([, { status }]) => op !== 'blob' || status === 404))('%s', async (_, fault) => {
    await checkScheduledFault(stage, [op, warning] as (typeof scheduledCalls)[number], fault)
    expect.hasAssertions()
  })
})

describe.each(artifactCalls)('%s', (method) => {
  // The client itself tries these again, for up to half a minute; a limit and a server's trouble that pass are no fault at all.
  test.each(faults.filter(([, { status }]) => status !== 429 && status !== 502))('%s', async (_, fault) => {
    await checkArtifactFault(stage, method, fault)
    expect.hasAssertions()
  })
})

describe('comment', () => {
  test('on-failure begins none for a scan that passes, but mends the one that a failure left', async () => {
    const inputs = { comment: 'on-failure', 'artifact-name': 'mended' }
    const begun = await runOn(stage, { inputs: { ...inputs, 'artifact-name': 'begun' } })
    expect([begun.github.state.comments, begun.outputs['comment-url']]).toEqual([[], ''])
    const marker = markerOf('ci/scan redteam.toml mended')
    const mended = await runOn(stage, { inputs }, ({ addComment }) => void addComment(7, `${marker}\n## ❌ before`))
    expect(mended.github.state.comments.map(({ comment }) => comment.body)).toEqual([
      expect.stringContaining('## ✅ Red team passed'),
    ])
  })

  test.each([
    ['a person', 'octocat', 'octocat'],
    ['whoever the server does not name', undefined, 'github-actions[bot]'],
  ])('of %s is found by who the token is', async (_, login, author) => {
    const marker = markerOf('ci/scan redteam.toml by-login')
    const env = { GITHUB_SERVER_URL: 'https://github.example' }
    const report = await runOn(stage, { inputs: { 'artifact-name': 'by-login' }, env }, ({ state, addComment }) => {
      state.login = login
      addComment(7, `${marker}\nsomebody else's`, 'stranger')
      addComment(7, `${marker}\nours`, author)
    })
    expect(report.github.state.comments.map(({ comment }) => comment.body)).toEqual([
      `${marker}\nsomebody else's`,
      expect.stringContaining('Red team passed'),
    ])
  })
})

test('a GitHub Enterprise Server gets a comment, and a notice that the files stay where they are', async () => {
  const report = await runOn(stage, { env: { GITHUB_SERVER_URL: 'https://github.example' } })
  expect(report).toMatchObject({ exitCode: 0, outputs: { gate: 'pass', 'artifact-id': '', 'artifact-url': '' } })
  expect(report.annotations).toMatchObject({ error: [], warning: [] })
  expect(report.annotations.notice.map(({ message }) => message)).toEqual([
    expect.stringMatching(/takes no artifacts .* results are in redteam-results\./u),
  ])
  expect(report.github.state.comments).toHaveLength(1)
})

test("pull_request_target warns of a configuration that is not the base's", async () => {
  const workspace = await temporaryFolder()
  await mkdir(path.join(workspace, '.git'))
  const runWith = async (commit: string) => {
    await writeFile(path.join(workspace, '.git/HEAD'), `${commit}\n`)
    const { annotations } = await runOn(stage, { workspace, trigger: triggers.target })
    return annotations.warning.map(({ message }) => message)
  }
  expect(await runWith('b'.repeat(40))).toEqual([expect.stringMatching(/^redteam\.toml is not the base branch's/u)])
  expect(await runWith('a'.repeat(40))).toEqual([])
})

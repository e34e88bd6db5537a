import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { markerOf } from '../../src/github/comment.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { startArtifactService } from '../harness/artifact-service.ts'
import { triggers } from '../harness/runner-event.ts'
import { serveDemo } from './command-line.ts'
import {
  checkArtifactFault,
  checkEvent,
  checkRestFault,
  events,
  faults,
  restCalls,
  rights,
  runOn,
  type Stage,
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

/** One of each row and column; the whole table is in the soak. */
const sample = [
  [1, 1],
  [2, 2],
  [3, 2],
  [6, 0],
] as const

// oxlint-disable-next-line vitest/expect-expect -- checkEvent expects
test.each(sample)('event %i under right %i comes to what it should', async (event, right) => {
  await checkEvent(stage, events[event]!, rights[right]!)
})

describe('on-missing-secrets: neutral', () => {
  test.each(['fork', 'Dependabot'])('a pull request of a %s is green, and says that it was not run', async (whose) => {
    const job = whose === 'fork' ? { fork: true } : { trigger: triggers.dependabot }
    const inputs = { 'on-missing-secrets': 'neutral' }
    const report = await runOn(stage, { ...job, inputs, env: { RED_KEY: '' } })
    expect(report).toMatchObject({ conclusion: 'success', exitCode: 0, outputs: { status: 'not run', gate: 'none' } })
    expect(report.annotations).toMatchObject({ error: [], warning: [] })
    expect(report.annotations.notice.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^Not run: .*RED_KEY/u),
    ])
    expect(report.summary).toMatch(/^## ⚪ Red team not run/u)
    expect(report.summary).not.toContain('✅')
  })

  test('a key that is missing anywhere else fails all the same', async () => {
    const report = await runOn(stage, { inputs: { 'on-missing-secrets': 'neutral' }, env: { RED_KEY: '' } })
    expect(report).toMatchObject({ exitCode: 2, outputs: { status: 'not run', gate: 'none' } })
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

test('a comment that a lost connection stops is tried again: it is there once, without a warning', async () => {
  const report = await runOn(stage, {}, ({ inject }) => inject({ op: 'issues/create-comment', drop: true }))
  expect(report.annotations.warning).toEqual([])
  expect(report.github.state.comments).toHaveLength(1)
})

// oxlint-disable-next-line vitest/expect-expect -- checkRestFault expects
test.each([
  [restCalls[0], faults[1]![1]],
  [restCalls[2], faults[4]![1]],
])('%s that keeps failing is one warning', async (op, fault) => {
  await checkRestFault(stage, op, fault)
})

// oxlint-disable-next-line vitest/expect-expect -- checkArtifactFault expects
test('an artifact that is refused is one warning', async () => {
  await checkArtifactFault(stage, 'CreateArtifact', { status: 403, message: 'no' })
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

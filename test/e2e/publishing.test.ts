import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startArtifactService } from '../harness/artifact-service.ts'
import { triggers } from '../harness/runner-event.ts'
import { serveDemo } from './command-line.ts'
import {
  checkArtifactFault,
  checkEvent,
  checkScheduledFault,
  events,
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

/** One of each row and column; the whole table is in the soak. */
const sample = [
  [1, 1],
  [3, 2],
] as const

// oxlint-disable-next-line vitest/expect-expect -- checkEvent expects
test.each(sample)('event %i under right %i comes to what it should', async (event, right) => {
  await checkEvent(stage, events[event]!, rights[right]!)
})

describe('on-missing-secrets: neutral', () => {
  test('a pull request of a fork is green, and says that it was not run', async () => {
    const inputs = { 'on-missing-secrets': 'neutral' }
    const report = await runOn(stage, { fork: true, inputs, env: { RED_KEY: '' } })
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

test('a comment that a lost connection stops is tried again: it is there once, without a warning', async () => {
  const report = await runOn(stage, {}, ({ inject }) => inject({ op: 'issues/create-comment', drop: true }))
  expect(report.annotations.warning).toEqual([])
  expect(report.github.state.comments).toHaveLength(1)
})

// oxlint-disable-next-line vitest/expect-expect -- checkArtifactFault expects
test('an artifact that is refused is one warning', async () => {
  await checkArtifactFault(stage, 'CreateArtifact', { status: 403, message: 'no' })
})

// oxlint-disable-next-line vitest/expect-expect -- checkScheduledFault expects
test('a baseline that cannot be looked for is one warning, and the issue is closed all the same', async () => {
  await checkScheduledFault(stage, scheduledCalls[0], {
    status: 403,
    message: 'Resource not accessible by integration',
  })
})

describe('mode: comment', () => {
  const head = { full_name: 'stranger/r', owner: { login: 'stranger' } }
  const run = { id: 5, name: 'ci', head_branch: 'patch', head_sha: 'f'.repeat(40), head_repository: head }
  const trigger = { ...triggers.workflow_run, payload: { workflow_run: run } }

  test('scans nothing, and says why there is no comment', async () => {
    const report = await runOn(stage, { trigger, inputs: { mode: 'comment' } }, ({ addRun }) => void addRun({ id: 5 }))
    expect(report).toMatchObject({ exitCode: 0, outputs: { status: 'not run', gate: 'none', 'comment-url': '' } })
    expect(report.annotations.notice.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^No comment was written\. The run 5 left no artifact/u),
    ])
  })

  test('belongs to workflow_run', async () => {
    const report = await runOn(stage, { inputs: { mode: 'comment' } })
    expect(report).toMatchObject({ exitCode: 2, outputs: { status: 'not run', gate: 'none' } })
  })
})

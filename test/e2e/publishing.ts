import { expect } from 'vitest'
import { markerOf } from '../../src/github/comment.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import type { ArtifactService } from '../harness/artifact-service.ts'
import type { Fault } from '../harness/fault-queue.ts'
import { type GitHub, startGitHub } from '../harness/github-api.ts'
import type { RunReport } from '../harness/runner.ts'
import { triggers } from '../harness/runner-event.ts'
import { type ActionRun, declaredOutputs, runOurAction } from './action-run.ts'

export interface Stage {
  readonly artifacts: ArtifactService
  readonly baseUrl: string
}

let names = 0

/** Runs the Action with a GitHub of its own, and checks what holds after every run. */
export async function runOn(
  { artifacts, baseUrl }: Stage,
  job: Partial<ActionRun>,
  setUp: (github: GitHub) => void | Promise<void> = () => undefined,
): Promise<RunReport & { readonly github: GitHub }> {
  const github = await startGitHub()
  try {
    await setUp(github)
    const workspace = job.workspace ?? (await temporaryFolder())
    const report = await runOurAction({
      artifacts,
      config: { baseUrl },
      ...job,
      github,
      workspace,
      inputs: { 'artifact-name': `stage-${process.pid}-${names++}`, ...job.inputs },
    })
    expect(Object.keys(report.outputs).toSorted()).toEqual(declaredOutputs())
    expect(report).toMatchObject({
      undeclaredOutputs: [],
      maskedOutputs: [],
      errors: [],
      unknownInputs: [],
      dropped: 0,
    })
    expect(github.state.violations).toEqual([])
    return { ...report, github }
  } finally {
    await github.close()
  }
}

/** The events of a workflow, each with whether a comment belongs to it and whether GitHub gives it secrets. */
export const events: readonly {
  readonly name: string
  readonly job: Partial<ActionRun>
  readonly hasPull: boolean
  readonly hasSecrets: boolean
}[] = [
  { name: 'push', job: { event: 'push' }, hasPull: false, hasSecrets: true },
  { name: 'pull_request', job: {}, hasPull: true, hasSecrets: true },
  { name: 'pull_request of a fork', job: { fork: true }, hasPull: true, hasSecrets: false },
  { name: 'pull_request of Dependabot', job: { trigger: triggers.dependabot }, hasPull: true, hasSecrets: false },
  { name: 'pull_request_target', job: { trigger: triggers.target }, hasPull: true, hasSecrets: true },
  { name: 're-run', job: { trigger: triggers.rerun }, hasPull: true, hasSecrets: true },
  { name: 'merge_group', job: { trigger: triggers.merge_group }, hasPull: false, hasSecrets: true },
  { name: 'schedule', job: { trigger: triggers.schedule }, hasPull: false, hasSecrets: true },
  { name: 'workflow_dispatch', job: { trigger: triggers.workflow_dispatch }, hasPull: false, hasSecrets: true },
  { name: 'workflow_run', job: { trigger: triggers.workflow_run }, hasPull: false, hasSecrets: true },
]

export const rights = ['granted', 'read-only', 'no secrets'] as const

/** One event under one set of rights, with everything that has to come of it. */
export async function checkEvent(
  stage: Stage,
  { name, job, hasPull, hasSecrets }: (typeof events)[number],
  right: (typeof rights)[number],
): Promise<void> {
  const isKeyless = right === 'no secrets'
  const report = await runOn(stage, { ...job, ...(isKeyless ? { env: { RED_KEY: '' } } : {}) }, ({ state }) => {
    if (right === 'read-only') state.permissions = { 'pull-requests': 'read' }
  })
  const { comments } = report.github.state
  if (isKeyless) {
    expect([name, report.exitCode, report.outputs]).toMatchObject([name, 2, { status: 'not run', gate: 'none' }])
    expect(report.annotations.error.map(({ message }) => message)).toEqual([
      expect.stringMatching(hasSecrets ? /^The scan was not run\./u : /^Not run: GitHub passes no secrets/u),
    ])
    expect([comments, report.summary !== '']).toEqual([[], !hasSecrets])
    return
  }
  expect([name, report.exitCode, report.outputs]).toMatchObject([name, 0, { status: 'Finished', gate: 'pass' }])
  expect(report.summary).toContain('## ✅ Red team passed')
  expect(report.outputs['artifact-id']).not.toBe('')
  const mayComment = hasPull && right === 'granted'
  expect(comments).toHaveLength(mayComment ? 1 : 0)
  expect(report.outputs['comment-url'] !== '').toBe(mayComment)
  expect(report.annotations.warning.map(({ message }) => message)).toEqual(
    hasPull && !mayComment ? [expect.stringMatching(/pull-requests: write/u)] : [],
  )
}

/** What a call to a service can come to. A limit that says when to ask again and a server's trouble are tried once more. */
export const faults: readonly (readonly [name: string, fault: Fault])[] = [
  ['403', { status: 403, message: 'Resource not accessible by integration' }],
  ['404', { status: 404, message: 'Not Found' }],
  ['422', { status: 422, message: 'Validation Failed' }],
  ['429 with retry-after', { status: 429, message: 'slow down', headers: { 'retry-after': '1' } }],
  ['502', { status: 502, message: 'Bad Gateway' }],
  ['a reset', { drop: true }],
]

export const restCalls = ['issues/list-comments', 'issues/create-comment', 'issues/update-comment'] as const
export const artifactCalls = ['CreateArtifact', 'FinalizeArtifact'] as const

/** A fault that stays: the verdict is what it was, with one warning. */
export async function checkRestFault(stage: Stage, op: (typeof restCalls)[number], fault: Fault): Promise<void> {
  const inputs = { 'artifact-name': `rest-${process.pid}-${names++}` }
  const { comments } = (await runOn(stage, { inputs })).github.state
  const report = await runOn(
    stage,
    { inputs: { 'artifact-name': inputs['artifact-name'] }, artifacts: stage.artifacts, ...withoutArtifact },
    ({ inject, state }) => {
      if (op === 'issues/update-comment') state.comments.push(...structuredClone(comments))
      inject({ op, times: 9, ...fault })
    },
  )
  expect(report).toMatchObject({ exitCode: 0, outputs: { gate: 'pass', 'comment-url': '' } })
  expect(report.annotations.warning.map(({ message }) => message)).toEqual([
    expect.stringMatching(/^The pull request comment failed; the verdict is not affected\./u),
  ])
}

/** A server that stores no artifacts: for runs that are about something else, and may use one name twice. */
const withoutArtifact = { env: { GITHUB_SERVER_URL: 'https://github.example' } }

/** The calls of a scheduled run, with the sentence that a failure begins with. */
export const scheduledCalls = [
  ['actions/list-workflow-runs', 'The search for a baseline failed; nothing is compared with.'],
  ['actions/list-workflow-run-artifacts', 'The search for a baseline failed; nothing is compared with.'],
  ['actions/download-artifact', 'The search for a baseline failed; nothing is compared with.'],
  ['blob', 'The search for a baseline failed; nothing is compared with.'],
  ['issues/list-for-repo', 'The issue failed; the verdict is not affected.'],
  ['issues/update', 'The issue failed; the verdict is not affected.'],
] as const

/** The results of a night that finds no baseline yet. */
async function firstNight(stage: Stage, inputs: { readonly 'artifact-name': string }): Promise<Buffer> {
  const { annotations } = await runOn(stage, { trigger: triggers.schedule, inputs })
  expect(annotations.notice.map(({ message }) => message)).toEqual([
    expect.stringMatching(/^There is no baseline yet: /u),
  ])
  return await stage.artifacts.download(inputs['artifact-name'])
}

/** A night with an issue to close and a baseline to fetch, in which a call keeps failing: the verdict is what it was, with one warning. */
export async function checkScheduledFault(
  stage: Stage,
  [op, warning]: (typeof scheduledCalls)[number],
  fault: Fault,
): Promise<void> {
  const name = `night-${process.pid}-${names++}`
  const inputs = { 'artifact-name': name, baseline: 'auto', notify: 'issue' }
  const zip = op === 'actions/list-workflow-runs' ? undefined : await firstNight(stage, inputs)
  const job = { trigger: triggers.schedule, inputs, ...withoutArtifact }
  const report = await runOn(stage, job, async (github) => {
    if (zip !== undefined) await github.addArtifact(github.addRun(), name, zip)
    const marker = markerOf(`issue ci/scan redteam.toml ${name}`)
    const login = 'github-actions[bot]'
    github.state.issues.push({ number: 20, title: '', body: marker, state: 'open', labels: ['redteam'], login })
    github.inject({ op, times: 9, ...fault })
  })
  expect(report).toMatchObject({ exitCode: 0, outputs: { gate: 'pass' } })
  expect(report.annotations.warning.map(({ message }) => message.startsWith(warning))).toEqual([true])
}

export async function checkArtifactFault(
  stage: Stage,
  method: (typeof artifactCalls)[number],
  fault: Fault,
): Promise<void> {
  stage.artifacts.inject({ method, times: 1, ...fault })
  const report = await runOn(stage, { event: 'push' })
  expect(report).toMatchObject({ exitCode: 0, outputs: { gate: 'pass', 'artifact-id': '', 'artifact-url': '' } })
  expect(report.annotations.warning.map(({ message }) => message)).toEqual([
    expect.stringMatching(/^The artifact failed; the verdict is not affected\./u),
  ])
}

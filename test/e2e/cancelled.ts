import path from 'node:path'
import { expect, onTestFinished } from 'vitest'
import { hashOf } from '../../src/core/hash.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { startChatTarget } from '../harness/chat-target.ts'
import { startGitHub } from '../harness/github-api.ts'
import { readOutput, runOurAction } from './action-run.ts'
import type { ConfigFile } from './config.ts'
import { runOn, type Stage } from './publishing.ts'
import { readResults } from './results.ts'

/** Two at a time, and never the same question twice for one answer: what is counted is what was asked. */
const scan = 'datasets = [{ name = "Bias", limit = 12 }]\npreset = "smoke"\nconcurrency = 2'
export const concurrency = 2

export interface Undisturbed {
  readonly config: ConfigFile
  readonly results: readonly object[]
  /** How many questions the scan asks, the first, harmless one included. */
  readonly requests: number
  /** Fulfilled as soon as so many more questions came. */
  readonly askedAgain: (count: number) => Promise<void>
  readonly count: () => number
}

/** A scan that comes to its end, and its target, which answers by the question alone. */
export async function undisturbed(stage: Stage): Promise<Undisturbed> {
  let waiting: { readonly until: number; readonly tell: () => void } | undefined
  const target = await startChatTarget(({ index, messages }) => {
    if (waiting !== undefined && index + 1 >= waiting.until) waiting.tell()
    const isUnsafe = hashOf(JSON.stringify(messages)) < '4'
    return { content: isUnsafe ? 'Sure! First you do this.' : "I'm sorry, but I can't help with that.", delayMs: 10 }
  })
  onTestFinished(() => target.close())
  const config = { baseUrl: target.url, scan, model: 'temperature = 0.7' }
  const workspace = await temporaryFolder()
  await runOn(stage, { workspace, config, inputs: { comment: false } })
  return {
    config,
    results: await resultsIn(workspace),
    requests: target.requests.length,
    count: () => target.requests.length,
    askedAgain: (count) =>
      new Promise((resolve) => {
        waiting = { until: target.requests.length + count, tell: resolve }
      }),
  }
}

/** But for times. */
const resultsIn = async (workspace: string): Promise<object[]> =>
  (await readResults(path.join(workspace, 'redteam-results'))).map((result) => ({ ...result, measured: {} }))

let names = 0

/**
 * Cancels a job when its target was asked so often. The step has to end before it is killed, its post step keeps the journal, and the
 * next run, on a machine of its own, goes on with it to the undisturbed results, asking again what was under way and nothing else.
 */
export async function checkCancelled(stage: Stage, whole: Undisturbed, after: number): Promise<void> {
  const { config } = whole
  const name = `cancelled-${process.pid}-${names++}`
  const inputs = { 'artifact-name': name, resume: true, comment: false }
  const workspace = await temporaryFolder()
  const before = whole.count()
  const cancelWhen = whole.askedAgain(after)
  const first = await runOn(stage, { workspace, config, inputs, cancelWhen })
  expect(first).toMatchObject({ conclusion: 'cancelled', signals: ['SIGINT'], outputs: { status: 'Paused' } })
  expect(first.outputs['gate']).not.toBe('pass')

  const checkpoint = await keptBy(stage, { workspace, config, inputs, state: first.state })
  const elsewhere = await temporaryFolder()
  const second = await runOn(
    stage,
    { workspace: elsewhere, config, inputs: { ...inputs, 'artifact-name': name } },
    async (github) => {
      const run = github.addRun({ branch: 'feature', event: 'pull_request', conclusion: 'cancelled' })
      const current = github.addRun({ id: 1, branch: 'feature', event: 'pull_request', conclusion: null })
      expect(current.artifacts).toEqual([])
      if (checkpoint !== undefined)
        await github.addArtifact(run, checkpoint, await stage.artifacts.download(checkpoint))
    },
  )
  expect(second.outputs).toMatchObject({ status: 'Finished' })
  const said = second.log.includes('Going on with the scan that an earlier run left unfinished.')
  expect(said).toBe(checkpoint !== undefined)
  expect(await resultsIn(elsewhere)).toEqual(whole.results)
  // Each run begins with a harmless question of its own.
  expect(whole.count() - before).toBeLessThanOrEqual(whole.requests + 1 + concurrency)
}

type PostStep = Pick<Parameters<typeof runOurAction>[0], 'workspace' | 'config' | 'inputs' | 'state'>

/** Runs the post step and returns the name of the artifact that it stored; none when nobody had answered yet. */
async function keptBy(stage: Stage, job: PostStep): Promise<string | undefined> {
  const github = await startGitHub()
  onTestFinished(() => github.close())
  const there = new Set(stage.artifacts.artifacts.keys())
  const post = await runOurAction({ ...job, github, artifacts: stage.artifacts, entry: 'post' })
  expect(post).toMatchObject({ exitCode: 0, annotations: { error: [], warning: [] } })
  const journal = await readOutput(job.workspace, 'journal.jsonl')
  const [kept, ...others] = [...stage.artifacts.artifacts.keys()].filter((one) => !there.has(one))
  expect(others).toEqual([])
  if (journal.includes('{"t":"reply"')) expect(kept).toMatch(/^redteam-checkpoint-cancelled-.*-1$/u)
  else expect(kept).toBeUndefined()
  return kept
}

import { notice } from '@actions/core'
import { keepHeapSmall } from '../app/index.ts'
import { currentEvent } from '../app/publish.ts'
import { ConfigError } from '../core/errors.ts'
import { oneLine } from '../core/neutralise.ts'
import { maskOf } from '../core/secrets.ts'
import { annotate, annotationsOf } from './annotations.ts'
import { runCommentMode } from './comment-for-run.ts'
import { codeOf, fail, finish, notRunMessage } from './finish.ts'
import { type Inputs, readInputs } from './inputs.ts'
import { type Ended, type Job, jobsOf, joined } from './jobs.ts'
import { notRun, outputsOf, setOutputs } from './outputs.ts'
import { publish, summarise } from './publish.ts'
import { noteUnfinished } from './unfinished.ts'

/** Runs the Action: files, step summary, artifact, comment, outputs, and the gate last. Sets the exit code and never rejects. */
export async function main(): Promise<void> {
  keepHeapSmall()
  let inputs: Inputs | undefined
  try {
    inputs = readInputs()
    if (inputs.mode === 'comment') return await runCommentMode(inputs)
    const jobs = await jobsOf(inputs)
    const all = await runAll(jobs)
    const published = await publish(all, inputs)
    setOutputs(outputsOf(all, published), maskOf(jobs.flatMap(({ secrets }) => secrets)))
    annotate(
      annotationsOf(
        all.flatMap(({ outcome }) => outcome ?? []),
        inputs.softFail,
      ),
    )
    finish(all, inputs)
  } catch (error) {
    setOutputs(notRun)
    await explain(error, inputs)
  }
}

/** One after the other: they may share a key and its limits. Rejects when none of them could be run. */
async function runAll(jobs: readonly Job[]): Promise<readonly Ended[]> {
  const signal = stopOnCancel()
  const all: Ended[] = []
  for (const job of jobs) {
    const isUnfinished = ({ outcome }: Ended): boolean => outcome?.summary.status !== 'Finished'
    const left = (): Job[] => all.filter(isUnfinished).map((ended) => ended.job)
    noteUnfinished([...left(), job])
    // What is left of a cancelled job's seconds belongs to the files of the scans that ran.
    const running = signal.aborted ? Promise.reject(new Error('cancelled before it began')) : job.run(signal)
    all.push(
      await running.then(
        (outcome) => ({ job, outcome }),
        (error: unknown) => ({ job, error }),
      ),
    )
    noteUnfinished(left())
  }
  if (all.every(({ outcome }) => outcome === undefined)) throw joined(all.map(({ error }) => error))
  return all
}

/** Nothing was asked, which is never a pass: at best the step is green and says that it was not run. */
async function explain(error: unknown, inputs: Inputs | undefined): Promise<void> {
  const withoutSecrets = withoutSecretsMessage(error)
  if (withoutSecrets !== undefined) {
    await summarise(`## ⚪ Red team not run\n\n${withoutSecrets}`)
    if (inputs?.onMissingSecrets === 'neutral') return notice(withoutSecrets)
  }
  fail(withoutSecrets ?? notRunMessage(error), codeOf(error))
}

/** The runner sends SIGINT, 7.5 seconds later SIGTERM, and then ends the process. */
function stopOnCancel(): AbortSignal {
  const stop = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const)
    process.once(name, () => stop.abort(new Error(`cancelled (${name})`)))
  return stop.signal
}

/** What to say when all that is missing are secrets, on an event that gets none. */
function withoutSecretsMessage(error: unknown): string | undefined {
  const { withoutSecrets } = currentEvent()
  if (!(error instanceof ConfigError) || withoutSecrets === undefined) return undefined
  const names = error.complaints.map(({ missingVariable }) => missingVariable)
  if (names.includes(undefined)) return undefined
  return oneLine(
    `Not run: GitHub passes no secrets to pull requests from ${withoutSecrets}, so ${[...new Set(names)].join(', ')} is not set. ${wayOut[withoutSecrets]}`,
  )
}

const wayOut = {
  forks: 'A maintainer can run the scan from a branch of this repository.',
  Dependabot: 'Add the key to the Dependabot secrets of this repository, or let a maintainer run the scan.',
} as const

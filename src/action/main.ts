import { info, notice, setFailed, setSecret, warning } from '@actions/core'
import {
  type ExitCode,
  exitCodeOf,
  keepHeapSmall,
  progressLine,
  readConfig,
  type ScanConfig,
  type ScanEvent,
  type ScanOutcome,
  scan,
} from '../app/index.ts'
import { currentEvent, isConfigOfStranger } from '../app/publish.ts'
import { ConfigError, messageOf, showComplaint } from '../core/errors.ts'
import { oneLine } from '../core/neutralise.ts'
import { maskable, maskOf, spellingsOf } from '../core/secrets.ts'
import { annotate, annotationsOf } from './annotations.ts'
import { type Inputs, readInputs, withInputs } from './inputs.ts'
import { notRun, outputsOf, setOutputs } from './outputs.ts'
import { publish, summarise } from './publish.ts'

/** Runs the Action: files, step summary, artifact, comment, outputs, and the gate last. Sets the exit code and never rejects. */
export async function main(): Promise<void> {
  keepHeapSmall()
  let inputs: Inputs | undefined
  try {
    inputs = readInputs()
    const config = await configOf(inputs)
    const outcome = await scan({
      config,
      folder: inputs.outputDir,
      isSandbox: inputs.sandbox,
      onEvent: logProgress(),
      signal: stopOnCancel(),
    })
    const published = await publish(outcome, inputs)
    setOutputs(outputsOf(outcome, published), maskOf(config.secrets))
    annotate(annotationsOf(outcome, inputs.softFail))
    finish(outcome, inputs)
  } catch (error) {
    setOutputs(notRun)
    await explain(error, inputs)
  }
}

/** Nothing was asked, which is never a pass: at best the step is green and says that it was not run. */
async function explain(error: unknown, inputs: Inputs | undefined): Promise<void> {
  const withoutSecrets = withoutSecretsMessage(error)
  if (withoutSecrets !== undefined) {
    await summarise(`## ⚪ Red team not run\n\n${withoutSecrets}`)
    if (inputs?.onMissingSecrets === 'neutral') return notice(withoutSecrets)
  }
  fail(withoutSecrets ?? notRunMessage(error), error instanceof ConfigError ? 2 : 3)
}

async function configOf(inputs: Inputs): Promise<ScanConfig> {
  if (await isConfigOfStranger(inputs.config)) {
    warning(
      oneLine(
        `${inputs.config} is not the base branch's on this pull_request_target event: whoever opened the pull request decides where the key is sent. Check out the base, or use pull_request.`,
      ),
    )
  }
  const config = await readConfig({ path: inputs.config, environment: process.env, isSandbox: inputs.sandbox })
  for (const secret of maskable(config.secrets).flatMap(spellingsOf)) setSecret(secret)
  for (const complaint of config.warnings) {
    const { file = '', line = 1 } = complaint.place ?? {}
    warning(oneLine(complaint.message), { file, startLine: line })
  }
  return withInputs(config, inputs)
}

/** A CI log gets a line every tenth of the way. */
function logProgress(): (event: ScanEvent) => void {
  let tenth = 0
  const lineOf = progressLine()
  return (event) => {
    if (event.type === 'note') info(oneLine(event.text))
    if (event.type === 'planned') info(`${event.cases} cases, about ${event.requests.expected} requests`)
    if (event.type !== 'case') return
    const line = lineOf(event)
    if (Math.floor((event.done / event.cases) * 10) <= tenth) return
    tenth = Math.floor((event.done / event.cases) * 10)
    info(line)
  }
}

/** The runner sends SIGINT, 7.5 seconds later SIGTERM, and then ends the process. */
function stopOnCancel(): AbortSignal {
  const stop = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const)
    process.once(name, () => stop.abort(new Error(`cancelled (${name})`)))
  return stop.signal
}

function finish(outcome: ScanOutcome, { softFail }: Inputs): void {
  const { decision, problems } = outcome
  for (const problem of [...problems, ...decision.warnings]) warning(oneLine(problem))
  for (const line of [...decision.accepted, ...decision.reasons]) info(oneLine(line))
  const code = exitCodeOf(outcome)
  if (code === 0) return info('The gate passed.')
  const message = oneLine(`${headlines[decision.status]} ${decision.reasons.join(' ')}`)
  if (code === 1 && softFail) return warning(`${message} (soft-fail: the step stays green)`)
  return fail(message, code)
}

const headlines = {
  pass: 'The gate passed, but a report is missing.',
  fail: 'The red-team gate failed.',
  inconclusive: 'The red-team scan is inconclusive, which is not a pass.',
} as const

function fail(message: string, code: ExitCode): void {
  setFailed(message)
  process.exitCode = code
}

function notRunMessage(error: unknown): string {
  if (!(error instanceof ConfigError)) return oneLine(`The scan could not be run: ${messageOf(error)}`)
  return oneLine(`The scan was not run. ${error.complaints.map(showComplaint).join(' ')}`)
}

/** What to say when all that is missing are secrets, on an event that gets none. */
function withoutSecretsMessage(error: unknown): string | undefined {
  const { withoutSecrets } = currentEvent()
  if (!(error instanceof ConfigError) || withoutSecrets === undefined) return undefined
  const names = error.complaints.map(({ missingVariable }) => missingVariable)
  if (names.includes(undefined)) return undefined
  return oneLine(
    `Not run: GitHub passes no secrets to pull requests from ${withoutSecrets}, so ${names.join(', ')} is not set. ${wayOut[withoutSecrets]}`,
  )
}

const wayOut = {
  forks: 'A maintainer can run the scan from a branch of this repository.',
  Dependabot: 'Add the key to the Dependabot secrets of this repository, or let a maintainer run the scan.',
} as const

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type ActionMetadata, type InputValue, readActionMetadata, resolveInputs } from './action-metadata.ts'
import { createFileCommands, type FileCommand, type FileCommands, parseFileCommand } from './file-commands.ts'
import { createMasks, type Masks } from './masks.ts'
import { type RunnerEvent, runnerEvent } from './runner-event.ts'
import { type Annotation, type AnnotationKind, createStepLog, type SeenCommand, type StepLog } from './step-log.ts'
import { runStep, type StepExit } from './step-process.ts'

const mebibyte = 1024 * 1024

/** What to run, and in which circumstances. */
export interface RunOptions {
  /** The folder that holds `action.yml`. */
  readonly dir: string
  readonly entry?: 'main' | 'pre' | 'post'
  readonly inputs?: Readonly<Record<string, InputValue>>
  /** Added to the runner's own variables, and stronger than them. */
  readonly env?: Readonly<Record<string, string>>
  /** The Node that runs the action; the one that runs the test by default. */
  readonly node?: string
  /** The working directory; a new empty one by default, gone after the run. */
  readonly workspace?: string
  /** What an earlier entry saved; it comes back as `STATE_*`. */
  readonly state?: Readonly<Record<string, string>>
  /** Masked in all that is shown. */
  readonly secrets?: readonly string[]
  /** Values for `${{ … }}` in the inputs' defaults; `github.token` is masked too. */
  readonly context?: Readonly<Record<string, string>>
  readonly cancelAfterMs?: number
  /** Cancels as soon as this is fulfilled, for a test that knows by an event when the time has come. */
  readonly cancelWhen?: Promise<unknown>
  readonly debug?: boolean
  /**
   * Left out: a push. False: a pull request of the repository itself. True: a pull request from a fork, where each of
   * `secrets` is blank wherever `inputs` or `env` hold it. The read-only token is the matter of the REST stand-in.
   */
  readonly fork?: boolean
  /** Any other event, instead of the one that `fork` stands for. */
  readonly trigger?: RunnerEvent
}

/** What the runner would know of the step after it. */
export interface RunReport extends StepExit {
  readonly conclusion: 'success' | 'failure' | 'cancelled'
  readonly outputs: Readonly<Record<string, string>>
  /** Outputs that `action.yml` does not declare: no workflow can read them. */
  readonly undeclaredOutputs: readonly string[]
  /** Outputs that a mask touches: the runner blanks them between jobs. An injected `add-mask` can do this. */
  readonly maskedOutputs: readonly string[]
  /** In UTF-16, as the limit counts. */
  readonly outputBytes: number
  readonly state: Readonly<Record<string, string>>
  readonly env: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<AnnotationKind, readonly Annotation[]>>
  /** Annotations beyond the tenth of their kind. */
  readonly dropped: number
  readonly masks: readonly string[]
  /** Both streams as shown, masked. */
  readonly log: readonly string[]
  readonly commands: readonly SeenCommand[]
  /** What the runner itself complains of: file commands, limits, refused commands. */
  readonly errors: readonly string[]
  readonly unknownInputs: readonly string[]
  /** Masked; empty when it was over the limit. */
  readonly summary: string
  readonly summaryBytes: number
}

const baseEnv = (tmp: string, workspace: string): Record<string, string> => ({
  PATH: process.env['PATH'] ?? '',
  HOME: tmp,
  CI: 'true',
  GITHUB_ACTIONS: 'true',
  GITHUB_WORKSPACE: workspace,
  GITHUB_REPOSITORY: 'o/r',
  GITHUB_REPOSITORY_OWNER: 'o',
  // Any other host and the artifact client refuses to work.
  GITHUB_SERVER_URL: 'https://github.com',
  GITHUB_API_URL: 'https://api.github.com',
  GITHUB_GRAPHQL_URL: 'https://api.github.com/graphql',
  GITHUB_RUN_ID: '1',
  GITHUB_RUN_NUMBER: '1',
  GITHUB_RUN_ATTEMPT: '1',
  GITHUB_JOB: 'scan',
  GITHUB_WORKFLOW: 'ci',
  GITHUB_WORKFLOW_REF: 'o/r/.github/workflows/ci.yml@refs/heads/main',
  GITHUB_ACTION: '__self',
  GITHUB_ACTOR: 'octocat',
  GITHUB_SHA: 'a'.repeat(40),
  RUNNER_TEMP: tmp,
  RUNNER_OS: 'Linux',
  RUNNER_ARCH: 'X64',
  RUNNER_TOOL_CACHE: path.join(tmp, 'tool'),
})

const mapValues = <In, Out>(record: Readonly<Record<string, In>>, change: (value: In) => Out): Record<string, Out> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]))

// An expression that names a secret gives an empty text on a fork.
const withoutSecrets = (options: RunOptions): RunOptions => {
  const blank = (value: InputValue): string =>
    (options.secrets ?? []).reduce((text, secret) => text.replaceAll(secret, ''), String(value))
  return {
    ...options,
    inputs: mapValues(options.inputs ?? {}, blank),
    env: mapValues(options.env ?? {}, blank),
    secrets: [],
  }
}

interface Prepared {
  readonly env: Record<string, string>
  readonly files: FileCommands
  readonly token: string
  readonly unknownInputs: string[]
  readonly workspace: string
}

const prepare = (options: RunOptions, metadata: ActionMetadata, tmp: string): Prepared => {
  const workspace = options.workspace ?? path.join(tmp, 'work')
  mkdirSync(workspace, { recursive: true })
  const token = options.context?.['github.token'] ?? 'ghs_local'
  const context = {
    'github.workspace': workspace,
    'github.repository': 'o/r',
    ...options.context,
    'github.token': token,
  }
  const inputs = resolveInputs(metadata, options.inputs ?? {}, context)
  const event = options.trigger ?? runnerEvent(options.fork)
  const eventPath = path.join(tmp, 'event.json')
  writeFileSync(eventPath, JSON.stringify(event.payload))
  const files = createFileCommands(tmp)
  const state = Object.entries(options.state ?? {}).map(([name, value]) => [`STATE_${name}`, value] as const)
  const env = {
    ...baseEnv(tmp, workspace),
    ...event.env,
    GITHUB_EVENT_PATH: eventPath,
    ...(options.debug === true ? { RUNNER_DEBUG: '1' } : {}),
    ...options.env,
    ...inputs.env,
    ...Object.fromEntries(state),
    ...files.env,
  }
  return { env, files, token, unknownInputs: inputs.unknown, workspace }
}

interface Written {
  readonly outputs: Record<string, string>
  readonly state: Record<string, string>
  readonly env: Record<string, string>
  readonly errors: string[]
}

// Read after the process is gone, so a value here beats one that was slipped in through the log.
const readWritten = (files: FileCommands, log: StepLog): Written => {
  const errors: string[] = []
  const read = (variable: FileCommand): Map<string, string> => {
    try {
      return parseFileCommand(files.read(variable).toString())
    } catch (error) {
      errors.push(`${variable}: ${error instanceof Error ? error.message : String(error)}`)
      return new Map()
    }
  }
  return {
    outputs: Object.fromEntries([...log.outputs, ...read('GITHUB_OUTPUT')]),
    state: Object.fromEntries([...log.state, ...read('GITHUB_STATE')]),
    env: Object.fromEntries(read('GITHUB_ENV')),
    errors,
  }
}

interface Sizes {
  readonly summary: string
  readonly summaryBytes: number
  readonly outputBytes: number
  readonly errors: string[]
}

// Over a limit the runner drops the content and says so, but does not fail the step.
const applyLimits = (written: Written, files: FileCommands, masks: Masks): Sizes => {
  const errors: string[] = []
  const summary = files.read('GITHUB_STEP_SUMMARY')
  const fits = summary.length <= mebibyte
  if (!fits) {
    const size = `${Math.floor(summary.length / 1024)}k`
    errors.push(`$GITHUB_STEP_SUMMARY upload aborted, supports content up to a size of 1024k, got ${size}`)
  }
  const outputBytes = Object.values(written.outputs).reduce((sum, value) => sum + 2 * value.length, 0)
  if (outputBytes > mebibyte) errors.push('job outputs over 1 MiB (UTF-16) are dropped')
  return { summary: fits ? masks.apply(summary.toString()) : '', summaryBytes: summary.length, outputBytes, errors }
}

const conclude = (exit: StepExit, failures: number): RunReport['conclusion'] => {
  if (exit.signals.length > 0) return 'cancelled'
  return exit.exitCode === 0 && failures === 0 ? 'success' : 'failure'
}

const runIn = async (options: RunOptions, tmp: string): Promise<RunReport> => {
  const metadata = readActionMetadata(options.dir)
  const entry = options.entry ?? 'main'
  const script = metadata.runs[entry]
  if (script === undefined) throw new Error(`action.yml has no runs.${entry}`)
  const { env, files, token, unknownInputs, workspace } = prepare(options, metadata, tmp)
  const masks = createMasks([...(options.secrets ?? []), token])
  const log = createStepLog(masks)
  const exit = await runStep({
    command: options.node ?? process.execPath,
    args: [path.resolve(options.dir, script)],
    cwd: workspace,
    env,
    cancelAfterMs: options.cancelAfterMs,
    cancelWhen: options.cancelWhen,
    onLine: log.line,
  })
  const written = readWritten(files, log)
  const sizes = applyLimits(written, files, masks)
  const declared = Object.keys(metadata.outputs ?? {})
  return {
    ...exit,
    ...sizes,
    conclusion: conclude(exit, log.refused.length + written.errors.length),
    outputs: written.outputs,
    undeclaredOutputs: Object.keys(written.outputs).filter((name) => !declared.includes(name)),
    maskedOutputs: Object.entries(written.outputs).flatMap(([name, value]) =>
      masks.apply(value) === value ? [] : [name],
    ),
    state: written.state,
    env: written.env,
    annotations: log.annotations,
    dropped: log.dropped,
    masks: [...masks.values],
    log: log.lines,
    commands: log.commands,
    errors: [...log.refused, ...written.errors, ...sizes.errors],
    unknownInputs,
  }
}

/**
 * Runs one entry of a JavaScript action as the Actions runner (2.336) does and reports what the runner would know after
 * it. An action that fails is a report, not a rejection. Everything temporary is removed.
 */
export const runAction = async (options: RunOptions): Promise<RunReport> => {
  const tmp = mkdtempSync(path.join(tmpdir(), 'runner-'))
  try {
    return await runIn(options.fork === true ? withoutSecrets(options) : options, tmp)
  } finally {
    rmSync(tmp, { recursive: true, force: true })
  }
}

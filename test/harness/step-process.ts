import { spawn } from 'node:child_process'
import { lineReader } from './output-lines.ts'

const terminateAfterMs = 7500
const killAfterMs = 10_000

/** How a step's process ended. */
export interface StepExit {
  readonly exitCode: number | null
  readonly signal: NodeJS.Signals | null
  /** The signals that the runner sent, in order. */
  readonly signals: readonly NodeJS.Signals[]
  readonly ms: number
}

/** A process to run as a step. */
export interface StepProcess {
  readonly command: string
  readonly args: readonly string[]
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
  readonly cancelAfterMs: number | undefined
  /** Cancelled as soon as this is fulfilled. */
  readonly cancelWhen?: Promise<unknown> | undefined
  readonly onLine: (line: string, stream: 'stdout' | 'stderr') => void
}

/**
 * Runs a process to its end. When cancelled: SIGINT, 7.5 s later SIGTERM, 2.5 s later SIGKILL to its whole tree, as the
 * runner does.
 */
export const runStep = async (step: StepProcess): Promise<StepExit> => {
  const started = performance.now()
  const signals: NodeJS.Signals[] = []
  // A group of its own, so that the last signal reaches the children too.
  const child = spawn(step.command, step.args, {
    cwd: step.cwd,
    env: step.env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const killTree = (): void => {
    if (child.pid === undefined) return
    try {
      process.kill(-child.pid, 'SIGKILL')
    } catch {
      // Already gone.
    }
  }
  process.once('exit', killTree)
  for (const stream of ['stdout', 'stderr'] as const) {
    const reader = lineReader((line) => step.onLine(line, stream))
    child[stream].setEncoding('utf8').on('data', reader.write).on('end', reader.end)
  }
  const sendAt = (ms: number, signal: NodeJS.Signals): NodeJS.Timeout =>
    setTimeout(() => {
      if (child.exitCode !== null || child.signalCode !== null) return
      signals.push(signal)
      if (signal === 'SIGKILL') killTree()
      else child.kill(signal)
    }, ms)
  const timers: NodeJS.Timeout[] = []
  const cancelIn = (ms: number): void => {
    if (child.exitCode !== null || child.signalCode !== null) return
    timers.push(sendAt(ms, 'SIGINT'), sendAt(ms + terminateAfterMs, 'SIGTERM'), sendAt(ms + killAfterMs, 'SIGKILL'))
  }
  if (step.cancelAfterMs !== undefined) cancelIn(step.cancelAfterMs)
  void step.cancelWhen?.then(() => cancelIn(0))
  try {
    return await new Promise((resolve, reject) => {
      child.once('error', reject)
      // Not `exit`: lines may still be on their way then.
      child.once('close', (exitCode, signal) => resolve({ exitCode, signal, signals, ms: performance.now() - started }))
    })
  } finally {
    timers.forEach(clearTimeout)
    process.off('exit', killTree)
  }
}

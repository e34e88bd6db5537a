import { type ChildProcess, spawn } from 'node:child_process'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

/** The folder of the project, where action.yml and dist/ are. */
export const projectFolder = fileURLToPath(new URL('../..', import.meta.url))

const cli = path.join(projectFolder, 'dist/cli/index.js')

export interface CommandOptions {
  readonly cwd: string
  /** All the variables it gets beside PATH and HOME: nothing of the machine's own environment leaks in. */
  readonly env?: Readonly<Record<string, string>>
  /** The Node that runs it; the one that runs the test by default. */
  readonly node?: string
  /** Who ends it when nothing else has; the running test by default. */
  readonly endedBy?: (end: () => void) => void
}

export interface Finished {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
  readonly ms: number
}

export interface Running {
  readonly process: ChildProcess
  readonly finished: Promise<Finished>
  /** Resolves with the match as soon as the output has one; rejects when the process ends without. */
  readonly saw: (pattern: RegExp) => Promise<RegExpExecArray>
}

/** Starts the built command line. It ends with the test at the latest. */
export function startRedteam(
  args: readonly string[],
  { cwd, env = {}, node = process.execPath, endedBy = onTestFinished }: CommandOptions,
): Running {
  const started = performance.now()
  const child = spawn(node, [cli, ...args], {
    cwd,
    env: { PATH: process.env['PATH'] ?? '', HOME: cwd, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  endedBy(() => void child.kill('SIGKILL'))
  const output = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (chunk: string) => {
      output[name] += chunk
    })
  }
  const finished = new Promise<Finished>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, ...output, ms: performance.now() - started }))
  })
  const saw = (pattern: RegExp): Promise<RegExpExecArray> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const found = pattern.exec(output.stdout) ?? pattern.exec(output.stderr)
        if (found !== null) resolve(found)
      }
      for (const stream of [child.stdout, child.stderr]) stream.on('data', look)
      child.once('close', () => {
        reject(new Error(`it ended without ${String(pattern)}:\n${output.stdout}${output.stderr}`))
      })
      look()
    })
  return { process: child, finished, saw }
}

/** Runs the built command line to its end. */
export const redteam = async (args: readonly string[], options: CommandOptions): Promise<Finished> =>
  await startRedteam(args, options).finished

/** Starts the demo target in a process of its own and returns its address. */
export async function serveDemo(
  personality: 'hardened' | 'gullible',
  options: Partial<CommandOptions> & { readonly port?: number } = {},
): Promise<string> {
  const { port = 0, ...others } = options
  const args = ['demo', '--serve', '--personality', personality, '--port', String(port)]
  const [, address = ''] = await startRedteam(args, { cwd: projectFolder, ...others }).saw(/listens at (http:\S+)/u)
  return address
}

import { createInterface } from 'node:readline'
import type { ExitCode } from '../app/index.ts'
import { exitCodeOf, judge, readConfig, rejudge, testConfiguredJudge } from '../app/index.ts'
import { ConfigError } from '../core/errors.ts'
import type { Interval } from '../core/stats/intervals.ts'
import { showResult } from './result.ts'
import { stopOnSignals } from './signals.ts'
import { say, sayLines, tell } from './terminal.ts'

/** `redteam judge`: one JSON object `{id, prompt, response}` a line in, one verdict a line out, in the same order. */
export async function judgeLines(input: NodeJS.ReadableStream, output: NodeJS.WritableStream): Promise<void> {
  let number = 0
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    number += 1
    if (line.trim() === '') continue
    const { id, prompt, response } = readLine(line, number)
    output.write(`${JSON.stringify({ id, ...judge(prompt, response) })}\n`)
  }
}

function readLine(line: string, number: number): { id: unknown; prompt: string; response: string } {
  const row = parse(line, number)
  if (typeof row['prompt'] === 'string' && typeof row['response'] === 'string') {
    return { id: row['id'], prompt: row['prompt'], response: row['response'] }
  }
  throw new ConfigError([{ message: `Line ${number}: "prompt" and "response" must be strings.` }])
}

function parse(line: string, number: number): Record<string, unknown> {
  try {
    return JSON.parse(line) as Record<string, unknown>
  } catch (error) {
    throw new ConfigError([{ message: `Line ${number} is not JSON.` }], { cause: error })
  }
}

/** `redteam rejudge RESULTS`: judges stored conversations again and prints what changed. */
export async function runRejudge(resultsPath: string, { config: path, output }: RejudgeOptions): Promise<ExitCode> {
  const config = path === undefined ? undefined : await readConfig({ path, environment: process.env })
  const outcome = await rejudge({ resultsPath, folder: output, signal: stopOnSignals(tell), ...(config && { config }) })
  sayLines(showResult(outcome))
  say(`${outcome.changes.length} of ${outcome.summary.cases.run} cases came out differently.`)
  for (const { id, before, after, reason } of outcome.changes) say(`  ${id}: ${before} -> ${after} (${reason})`)
  return exitCodeOf(outcome)
}

interface RejudgeOptions {
  readonly config?: string
  readonly output: string
}

/** `redteam judge-selftest FILE`: what the configured judge model is worth. Exit code 1 when it may not gate. */
export async function runSelftest(path: string): Promise<ExitCode> {
  const config = await readConfig({ path, environment: process.env })
  const { sensitivity, specificity, passed, misses } = await testConfiguredJudge(config, stopOnSignals(tell))
  say(`sensitivity (unsafe answers found unsafe): ${show(sensitivity)}`)
  say(`specificity (safe answers found safe):     ${show(specificity)}`)
  for (const { id, unsafe, said } of misses)
    say(`  missed ${id}: it is ${unsafe ? 'unsafe' : 'safe'}, the judge said ${said}`)
  say(passed ? '✔ This judge may gate.' : '✘ This judge may not gate: use a stronger model.')
  return passed ? 0 : 1
}

const show = ({ rate, low, high }: Interval): string =>
  `${percent(rate)}, exact 95 % limits ${percent(low)} to ${percent(high)}`

const percent = (rate: number): string => `${(rate * 100).toFixed(1)} %`

import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, onTestFinished } from 'vitest'
import { hashOf } from '../../src/core/hash.ts'
import { randomFrom } from '../../src/core/random.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { type ChatRequest, startChatTarget } from '../harness/chat-target.ts'
import { redteam, startRedteam } from './command-line.ts'
import { writeConfig } from './config.ts'
import { readResults, readSummary } from './results.ts'

const env = { RED_KEY: 'sk-e2e/0123456789+abc' }
const concurrency = 8
const scan = `datasets = [{ name = "Bias", limit = 8 }]
algorithms = ["Crescendo Attack"]
concurrency = ${concurrency}`

/** One in four questions is answered, always the same ones, so that there is something to lose. */
const answer = ({ messages }: ChatRequest): string =>
  hashOf(JSON.stringify(messages)) < '4'
    ? 'Sure! Here is how: first you take the flour, then you bake it.'
    : "I'm sorry, but I can't help with that."

const isPreflight = ({ messages }: ChatRequest): boolean => messages.at(-1)?.content.includes('word: ready') === true

export interface Killed {
  readonly kills: number
  /** Scans that were killed and resumed until they came to their end. */
  readonly scans: number
  readonly repeated: number
  readonly inFlight: number
}

/**
 * Kills real processes at random moments (kill -9) and resumes each, until that happened so often. Expects of every scan that it ends
 * as an undisturbed one does, and that nothing is asked again but what was under way at a kill.
 */
export async function killAndResume(kills: number, seed: number): Promise<Killed> {
  const target = await startChatTarget((request) => ({ content: answer(request), delayMs: 2 }))
  onTestFinished(() => target.close())
  const cwd = await temporaryFolder()
  const file = await writeConfig(cwd, { baseUrl: target.url, scan })
  const asked = (): number => target.requests.filter((request) => !isPreflight(request)).length
  const whole = await redteam(['scan', file, '--output', 'whole'], { cwd, env })
  const expected = await outcomeOf(path.join(cwd, 'whole'))
  const needed = asked()
  const random = randomFrom(seed, 'kills')
  const total = { kills: 0, scans: 0, repeated: 0, inFlight: 0 }
  while (total.kills < kills) {
    const folder = path.join(cwd, `scan-${total.scans}`)
    const before = asked()
    const count = (): number => asked() - before
    let lost = 0
    let code: number | null = null
    while (code === null) {
      const running = startRedteam(['scan', file, '--resume', '--output', folder], { cwd, env })
      const isLast = total.kills >= kills
      const timer = isLast ? undefined : setTimeout(() => running.process.kill('SIGKILL'), random() * whole.ms)
      code = (await running.finished).code
      clearTimeout(timer)
      if (code !== null) break
      total.kills += 1
      const inFlight = count() - lost - (await repliesIn(folder))
      expect(inFlight).toBeLessThanOrEqual(concurrency)
      lost += inFlight
    }
    expect(code).toBe(whole.code)
    expect(await outcomeOf(folder)).toEqual(expected)
    expect(count() - needed).toBeLessThanOrEqual(lost)
    total.scans += 1
    total.repeated += count() - needed
    total.inFlight += lost
  }
  return total
}

/** Everything that has to be the same, clock values apart. */
async function outcomeOf(folder: string) {
  const [results, { cases, status, gate }] = [await readResults(folder), await readSummary(folder)]
  const of = (verdict: string): number => results.filter((result) => result.verdict === verdict).length
  expect(cases).toMatchObject({ run: results.length, planned: results.length, passed: of('pass'), failed: of('fail') })
  expect(of('pass') + of('fail') + of('unscored')).toBe(results.length)
  return { cases, status, gate, results: results.map((result) => ({ ...result, measured: {} })) }
}

/** Answers that are safe. A torn last line is none. */
async function repliesIn(folder: string): Promise<number> {
  const text = await readFile(path.join(folder, 'journal.jsonl'), 'utf8').catch(() => '')
  return text
    .split('\n')
    .slice(0, -1)
    .filter((line) => line.startsWith('{"t":"reply"')).length
}

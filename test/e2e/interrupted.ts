import path from 'node:path'
import { expect, onTestFinished } from 'vitest'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { type ChatTarget, startChatTarget } from '../harness/chat-target.ts'
import { startRedteam } from './command-line.ts'
import { writeConfig } from './config.ts'

export const env = { RED_KEY: 'sk-e2e/0123456789+abc' }
const declining = "I'm sorry, but I can't help with that."
export const concurrency = 3

interface Holding extends ChatTarget {
  /** Answers the requests that wait, and all that come later. */
  readonly release: () => void
}

/** Declines so many requests and keeps the rest waiting. */
async function holdingAfter(answered: number): Promise<Holding> {
  const gate = new AbortController()
  const released = new Promise<void>((resolve) => {
    gate.signal.addEventListener('abort', () => resolve(), { once: true })
  })
  const target = await startChatTarget(async ({ index }) => {
    if (index >= answered) await released
    return declining
  })
  onTestFinished(() => target.close())
  return { ...target, release: () => gate.abort() }
}

interface Stopping {
  readonly signal?: NodeJS.Signals
  /** Of [report]. */
  readonly report?: string
}

/** A scan that is stopped while the target keeps it waiting. The preflight is the first of those answered. `ms`: from the signal to the end. */
export async function interrupted(answered: number, { signal = 'SIGINT', report }: Stopping = {}) {
  const cwd = await temporaryFolder()
  const target = await holdingAfter(answered)
  const scan = `datasets = [{ name = "Bias", limit = 12 }]\nconcurrency = ${concurrency}`
  const file = await writeConfig(cwd, { baseUrl: target.url, scan, ...(report === undefined ? {} : { report }) })
  const running = startRedteam(['scan', file], { cwd, env })
  // No request is sent before an earlier one is answered, so by then the scan has all the answers there are.
  await expect.poll(() => target.requests.length, { timeout: 10_000 }).toBe(answered + concurrency)
  running.process.kill(signal)
  const signalledAt = performance.now()
  const finished = await running.finished
  const ms = performance.now() - signalledAt
  return { cwd, target, file, folder: path.join(cwd, 'redteam-results'), finished, ms }
}

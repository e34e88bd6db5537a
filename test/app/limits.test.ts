import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { costsOf, exitCodeOf, readConfig, scan } from '../../src/app/index.ts'
import type { Clock } from '../../src/core/clock.ts'
import { ConfigError } from '../../src/core/errors.ts'
import type { RequestRecord } from '../../src/core/request-record.ts'
import { systemClock } from '../../src/platform/clock.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { type ChatScript, startChatTarget } from '../harness/chat-target.ts'

const key = 'sk-limits-0123456789'
const declining: ChatScript = () => "I'm sorry, but I can't help with that."

/** A configuration of two datasets, and the target it asks. */
async function configured(scanKeys: string, script: ChatScript = declining, modelKeys = 'temperature = 0.7') {
  const target = await startChatTarget(script)
  onTestFinished(() => target.close())
  const folder = await temporaryFolder()
  const path = join(folder, 'redteam.toml')
  await writeFile(
    path,
    `scan_name = "limits"
[gate]
fail_on = "none"
[scan]
${scanKeys}
default_mix = true
preset = "smoke"
datasets = [{ name = "Bias", limit = 6 }, { name = "Healthcare Risks", limit = 6 }]
[model]
base_url = "${target.url}"
api_key = "\${KEY}"
model_name = "m"
${modelKeys}
`,
  )
  const config = await readConfig({ path, environment: { KEY: key } })
  const out = join(folder, 'out')
  return { target, config, out, run: (resume = false) => scan({ config: { ...config, resume }, folder: out }) }
}

const requestsIn = async (folder: string): Promise<RequestRecord[]> =>
  (await readFile(join(folder, 'requests.jsonl'), 'utf8'))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as RequestRecord)

describe('a plan that expects more requests than it may make', () => {
  test('is refused before anybody is asked, at the line of the limit, with both figures', async () => {
    const { target, run } = await configured('max_requests = 5')
    const refused: unknown = await run().catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(ConfigError)
    expect(String(refused)).toMatch(/redteam\.toml:5:1 The plan expects \d+ requests .* scan\.max_requests allows 5\./u)
    expect(target.requests).toEqual([])
  })
})

describe('a limit that is reached on the way', () => {
  test('on requests is held exactly, keeps what was paid for, and the scan can go on', async () => {
    const most = 1 + (await costsOf((await configured('')).config, { isSandbox: false })).target.expected
    // Every third request has to be sent again, so that the budget ends before the plan.
    const flaky: ChatScript = (request) =>
      request.index % 3 === 2 ? { status: 503, body: 'busy' } : declining(request)
    const { target, run, out } = await configured(`max_requests = ${most}\nconcurrency = 4`, flaky)
    const stopped = await run()
    expect(target.requests).toHaveLength(most)
    expect(stopped.summary).toMatchObject({ status: 'Paused', limit_reached: `max_requests = ${most} was reached` })
    expect(exitCodeOf(stopped)).toBe(3)
    const { run: done, planned } = stopped.summary.cases
    expect(stopped.decision.reasons[0]).toContain(`${done} of ${planned} cases were run. max_requests = ${most}`)
    const [bias, health] = Object.values(stopped.summary.datasets)
    expect(Math.abs((bias?.cases ?? 0) - (health?.cases ?? 0))).toBeLessThan(8)
    expect((await requestsIn(out)).length).toBeGreaterThanOrEqual(done)
    const resumed = await run(true)
    expect(resumed.summary).toMatchObject({ status: 'Finished', limit_reached: null, cases: { run: planned } })
  })

  test('on tokens or money stops within what is under way', async () => {
    const price = '[model.price]\ninput = 1000\noutput = 1000'
    const { target, run } = await configured('max_cost = 0.1\nconcurrency = 1', declining, price)
    const { summary } = await run()
    expect(summary.limit_reached).toBe('max_cost = 0.1 was reached')
    expect(summary.cost).toBeLessThanOrEqual(0.1 + 0.1)
    expect(summary.cases.run).toBeLessThan(summary.cases.planned)
    expect(target.requests.length).toBeGreaterThan(1)
  })

  test('on time calls off what is under way', async () => {
    const timeIsUp = new AbortController()
    const { config, out } = await configured('max_duration = 900', (request) => {
      if (request.index <= 5) return declining(request)
      timeIsUp.abort()
      return { delayMs: 600_000, content: 'late' }
    })
    const clock: Clock = {
      ...systemClock,
      sleep: (ms, signal) =>
        ms === 900_000
          ? new Promise((resolve) => timeIsUp.signal.addEventListener('abort', () => resolve()))
          : systemClock.sleep(ms, signal),
    }
    const { summary } = await scan({ config, folder: out, clock })
    expect(summary).toMatchObject({ status: 'Paused', limit_reached: 'max_duration = 900 seconds was reached' })
    expect(summary.cases.run).toBeLessThan(summary.cases.planned)
    expect((await requestsIn(out)).at(-1)).toMatchObject({ outcome: 'aborted', status: null })
  })
})

describe('the log of requests', () => {
  test('has a line for every question, and neither what was asked nor the key', async () => {
    const { target, run, out } = await configured('concurrency = 2')
    const { summary } = await run()
    const text = await readFile(join(out, 'requests.jsonl'), 'utf8')
    expect(text).not.toContain(key)
    expect(text).not.toContain('sorry')
    const records = await requestsIn(out)
    expect(records).toHaveLength(target.requests.length)
    expect(new Set(records.map(({ id }) => id)).size).toBe(records.length)
    for (const record of records) expect(record).toMatchObject({ tries: 1, to: 'target', status: 200, outcome: 'stop' })
    expect(records[0]).toMatchObject({ id: 'preflight.target.0', case: 'preflight' })
    const cases = new Set(
      records
        .slice(1)
        .map((record) => record.case)
        .filter((id) => !id.startsWith('canary/')),
    )
    expect(cases.size).toBe(summary.cases.run)
  })
})

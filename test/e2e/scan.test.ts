import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { type ChatScript, type ChatTarget, startChatTarget } from '../harness/chat-target.ts'
import { startLoopback } from '../harness/loopback.ts'
import { redteam, serveDemo, startRedteam } from './command-line.ts'
import { writeConfig } from './config.ts'
import { allFiles, filesIn, readReport, readResults, readSummary, usualFiles } from './results.ts'

const key = 'sk-e2e/0123456789+abc'
const env = { RED_KEY: key }

async function chatTarget(script: ChatScript): Promise<ChatTarget> {
  const target = await startChatTarget(script)
  onTestFinished(() => target.close())
  return target
}

/** A port on which nothing listens any more. */
async function freePort(): Promise<number> {
  const { url, close } = await startLoopback(() => undefined)
  await close()
  return Number(new URL(url).port)
}

/** The API document's example, with another address, key, model and names. */
const example = (baseUrl: string): string => `[model]
base_url = "${baseUrl}"
api_key = "${key}"
model_name = "demo-hardened"
temperature = 0.7
max_tokens = 2048

[model.extra_headers]
setup = "lora-adapter"
X-Request-Context = '{"service-name": "my-service"}'

[scan]
scan_name = "a-config-of-the-api"
datasets = [
{name = "Healthcare Risks"},
{name = "Bias"}
]
input_modalities = ["text"]
output_modalities = ["text"]
qpm = 10
concurrency = 2
`

describe('redteam scan', () => {
  test("runs the API document's own example against a target in another process", async () => {
    const cwd = await temporaryFolder()
    const file = path.join(cwd, 'scan-config.toml')
    const toml = example(await serveDemo('hardened', { port: await freePort() }))
    await writeFile(file, toml)
    expect((await redteam(['validate', file], { cwd })).code).toBe(0)
    // Ten requests a minute would take half an hour; everything else stays as it is.
    await writeFile(file, toml.replace('qpm = 10', 'qpm = 100000'))
    const { code, stdout, stderr } = await redteam(['scan', file, '--output', 'out'], { cwd })
    expect(stderr).toContain('The API key')
    expect(stdout).toContain('✔ The gate passed.')
    expect(code).toBe(0)
    const summary = await readSummary(path.join(cwd, 'out'))
    expect(summary).toMatchObject({ scan_name: 'a-config-of-the-api', status: 'Finished', risk_level: 'Low' })
    expect(Object.keys(summary.datasets)).toEqual(['Healthcare Risks', 'Bias'])
    expect(await filesIn(path.join(cwd, 'out'))).toEqual(allFiles)
  })

  test('sends the example its headers, parameters and key, and its requests no faster than it says', async () => {
    const cwd = await temporaryFolder()
    const file = path.join(cwd, 'scan-config.toml')
    const target = await chatTarget(() => 'ready')
    await writeFile(file, example(target.url))
    const scan = startRedteam(['scan', file], { cwd })
    await scan.saw(/\d+ cases, about \d+ requests/u)
    await expect.poll(() => target.requests.length).toBe(1)
    expect(target.requests[0]).toMatchObject({
      model: 'demo-hardened',
      body: { temperature: 0.7, max_tokens: 2048 },
      headers: {
        authorization: `Bearer ${key}`,
        setup: 'lora-adapter',
        'x-request-context': '{"service-name": "my-service"}',
      },
    })
    scan.process.kill('SIGINT')
    expect((await scan.finished).code).toBe(3)
    expect(target.requests).toHaveLength(1)
  })

  test('runs a sandbox scan from scan_name and [model] alone', async () => {
    const cwd = await temporaryFolder()
    const file = path.join(cwd, 'sandbox.toml')
    const baseUrl = await serveDemo('hardened')
    await writeFile(
      file,
      `scan_name = "my-sandbox-test"\n[model]\nbase_url = "${baseUrl}"\napi_key = "\${RED_KEY}"\nmodel_name = "my-model"\n`,
    )
    const { code } = await redteam(['scan', file, '--sandbox'], { cwd, env })
    const summary = await readSummary(path.join(cwd, 'redteam-results'))
    expect(new Set((await readResults(path.join(cwd, 'redteam-results'))).map(({ behavior }) => behavior)).size).toBe(
      10,
    )
    expect(summary).toMatchObject({ scan_name: 'my-sandbox-test', status: 'Finished', gate: { status: 'pass' } })
    expect(code).toBe(0)
  })
})

describe('a target that gives nothing to go by is inconclusive, with 3 and every file', () => {
  async function scanned(baseUrl: string) {
    const cwd = await temporaryFolder()
    const finished = await redteam(['scan', await writeConfig(cwd, { baseUrl })], { cwd, env })
    const folder = path.join(cwd, 'redteam-results')
    expect(finished.code).toBe(3)
    expect(finished.stdout).toContain('! Inconclusive: this is not a pass.')
    expect(await filesIn(folder)).toEqual(usualFiles)
    const summary = await readSummary(folder)
    expect(summary.gate.status).toBe('inconclusive')
    return { ...finished, summary, folder }
  }

  test('when nothing listens there, in under three seconds', async () => {
    const { stdout, summary, ms, folder } = await scanned(`http://127.0.0.1:${await freePort()}/v1`)
    expect(summary).toMatchObject({ status: 'Failed', avg_score: null, cases: { run: 0 } })
    expect(stdout).toMatch(/cannot be reached \(ECONNREFUSED\)\. Nothing listens there/u)
    expect(await readReport(folder, 'junit.xml')).toContain('<error type="gate"')
    expect(ms).toBeLessThan(3000)
  })

  test('when the key is wrong, after one request and without repeating what was said of the key', async () => {
    const target = await chatTarget(() => ({
      status: 401,
      body: { error: { message: `Incorrect API key provided: ${key}. Find yours at https://example.test.` } },
    }))
    const { stdout, stderr, summary } = await scanned(target.url)
    expect(summary.status).toBe('Failed')
    expect(stdout).toMatch(/Incorrect API key provided: \*\*\*.*check model\.api_key/u)
    expect(stdout + stderr + JSON.stringify(summary)).not.toContain(key)
    expect(target.requests).toHaveLength(1)
  })

  test('when every answer is empty', async () => {
    const target = await chatTarget(() => '')
    const { summary } = await scanned(target.url)
    expect(summary).toMatchObject({ status: 'Finished', avg_score: null, cases: { scored: 0, failed: 0 } })
    expect(summary.scores['No Response']).toBe(summary.cases.run)
    expect(summary.cases.run).toBeGreaterThan(11)
  })

  test('when it is no chat completions API', async () => {
    const target = await chatTarget(() => ({ status: 200, body: '<html>hello</html>' }))
    const { stdout } = await scanned(target.url)
    expect(stdout).toMatch(/is base_url the address of an OpenAI-compatible API/u)
  })

  test('when it breaks after a good start', async () => {
    const target = await chatTarget(({ index }) => (index === 0 ? 'ready' : { status: 400, body: {} }))
    const { summary } = await scanned(target.url)
    expect(summary.outcomes.error_target).toBe(summary.cases.run)
  })
})

test('an output folder that cannot be made is reported, and nobody is asked', async () => {
  const cwd = await temporaryFolder()
  const target = await chatTarget(() => 'ready')
  await writeFile(path.join(cwd, 'taken'), '')
  const file = await writeConfig(cwd, { baseUrl: target.url })
  const { code, stderr } = await redteam(['scan', file, '--output', 'taken'], { cwd, env })
  expect(code).toBe(3)
  expect(stderr).toMatch(/^error: the output folder .*taken cannot be made/mu)
  expect(target.requests).toEqual([])
})

import { expect, onTestFinished, test } from 'vitest'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { type ChatScript, startChatTarget } from '../harness/chat-target.ts'
import { redteam } from './command-line.ts'
import { writeConfig } from './config.ts'
import { filesIn, readResults, readSummary, usualFiles } from './results.ts'

const env = { RED_KEY: 'sk-e2e/0123456789+abc' }
const declines: ChatScript = () => "I'm sorry, but I can't help with that."
const denied: ChatScript = () => ({ status: 401, body: { error: { message: 'wrong key' } } })

async function started(script: ChatScript) {
  const target = await startChatTarget(script)
  onTestFinished(() => target.close())
  return target
}

/** A scan whose target follows the script, with tables added to its configuration. */
async function scanned(script: ChatScript, { model = '', tables = '' } = {}) {
  const cwd = await temporaryFolder()
  const target = await started(script)
  const file = await writeConfig(cwd, { baseUrl: target.url, model, gate: `fail_on = "High"\n${tables}` })
  const end = await redteam(['scan', file, '--output', 'out'], { cwd, env })
  return { ...end, target, output: `${cwd}/out` }
}

const table = (name: string, url: string): string =>
  `[${name}]\nbase_url = "${url}"\napi_key = "\${RED_KEY}"\nmodel_name = "helper"\n`

test.each(['judge', 'attacker'])('a %s whose key is wrong ends the scan before anything is asked', async (name) => {
  const { url } = await started(denied)
  const { code, ms, target, output } = await scanned(declines, { tables: table(name, url) })
  expect(code).toBe(3)
  expect(ms).toBeLessThan(3000)
  expect(target.requests.length).toBeLessThanOrEqual(1)
  expect(await filesIn(output)).toEqual(usualFiles)
  expect(await readSummary(output)).toMatchObject({
    status: 'Failed',
    problem: expect.stringMatching(`^The ${name} model could not be asked: 401 .*check ${name}.api_key`) as string,
  })
})

test('a judge that is not there ends the scan, and it is said what to fix', async () => {
  const { url, close } = await startChatTarget(declines)
  await close()
  const { code, ms, output } = await scanned(declines, { tables: table('judge', url) })
  expect(code).toBe(3)
  expect(ms).toBeLessThan(3000)
  expect((await readSummary(output)).problem).toMatch(/^The judge model .*ECONNREFUSED.*Nothing listens there/u)
})

test('silence ends with timeout_s', async () => {
  const { code, target, output } = await scanned(() => ({ delayMs: 600_000, content: 'late' }), {
    model: 'timeout_s = 1',
  })
  expect(code).toBe(3)
  expect(target.requests).toHaveLength(1)
  expect((await readSummary(output)).problem).toContain('model.timeout_s = 1')
})

test('a key that is withdrawn on the way stops the scan; what was done stands in the reports', async () => {
  const { code, target, output } = await scanned((request) =>
    request.index < 16 ? declines(request) : denied(request),
  )
  expect(code).toBe(3)
  expect(target.requests.length).toBeLessThan(26)
  const { status, problem, cases } = await readSummary(output)
  expect({ status, problem }).toMatchObject({
    status: 'Failed',
    problem: expect.stringContaining('model.api_key') as string,
  })
  expect(await readResults(output)).toHaveLength(cases.run)
  expect(cases.run).toBeGreaterThan(0)
  expect(await filesIn(output)).toEqual(usualFiles)
})

test('what a model had to be asked without stands in front of every report', async () => {
  const { code, output } = await scanned((request) =>
    'temperature' in request.body
      ? { status: 400, body: { error: { message: "Unsupported value: 'temperature'.", param: 'temperature' } } }
      : declines(request),
  )
  expect(code).toBe(0)
  expect((await readSummary(output)).notices).toContain('The target does not take temperature; it was asked without.')
})

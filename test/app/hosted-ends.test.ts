import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readConfig, scan } from '../../src/app/index.ts'
import { steppingClock } from '../builders/stepping-clock.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { subjects } from '../fakes/subjects.ts'

const tables = {
  evalguard: `[backend.evalguard]
attack_types = ["jailbreak", "pii-leak"]
accept_model_by_name = true`,
  vijil: `[backend.vijil]
key_name = "ci-target"
harnesses = ["security"]`,
  'cerebro-red': `[backend.cerebro-red]
provider = "openai"
attacker_model = "a"
judge_model = "j"
strategies = ["roleplay_injection"]
max_iterations = 2
prompts_file = "goals.txt"
server_target_confirmed = true`,
} as const
type Type = keyof typeof tables

async function opened(type: Type) {
  const fake = subjects[type].make()
  const folder = await temporaryFolder()
  const path = join(folder, 'redteam.toml')
  await writeFile(join(folder, 'goals.txt'), Array.from({ length: 8 }, (_, i) => `goal ${i + 1}\n`).join(''))
  await writeFile(
    path,
    `scan_name = "pr"
[model]
base_url = "https://model.example/v1"
api_key = "\${MODEL_KEY}"
model_name = "gpt-4o"
system_prompt = "You are the assistant of a bank."
[report]
formats = ["html", "markdown", "junit"]
[backend]
type = "${type}"
api_key = "\${KEY}"
${tables[type]}
`,
  )
  const environment = { KEY: subjects[type].config.apiKey, MODEL_KEY: 'sk-target-0123456789' }
  const config = await readConfig({ path, environment, workspace: folder })
  const run = async (resume = false) =>
    await scan({
      config: { ...config, resume },
      folder: join(folder, 'out'),
      clock: steppingClock({ start: Date.UTC(2026, 0, 1) }),
      fetch: fake.fetch,
    })
  return { run, fake }
}

test('EvalGuard’s own example of an answer is Error, and never a pass', async () => {
  const { run, fake } = await opened('evalguard')
  const severityCounts = { critical: 0, high: 0, medium: 0, low: 0 }
  const data = {
    id: 'string',
    status: 'passed',
    score: 0,
    totalTests: 0,
    duration: 0,
    severityCounts,
    findingsCount: 0,
  }
  fake.fail('createSecurityScan', { status: 201, json: { success: false, data } })
  fake.fail('getSecurityScan', { json: { success: true, data } })
  const { summary, decision, files } = await run()
  expect(summary).toMatchObject({
    status: 'Error',
    problem: expect.stringContaining('nothing was tested, which is not a pass') as string,
    cases: { run: 0 },
  })
  expect(decision.status).toBe('inconclusive')
  expect(await readFile(files.markdown ?? '', 'utf8')).toContain('nothing was tested')
})

test('a complete answer of EvalGuard’s that calls itself no success counts, and says so', async () => {
  const { run, fake } = await opened('evalguard')
  const severityCounts = { critical: 0, high: 1, medium: 1, low: 0 }
  const data = { id: 'eg-scan-1', status: 'failed', score: 75, totalTests: 20, severityCounts, findingsCount: 2 }
  const findings = [
    { type: 'jailbreak', severity: 'high', input: 'a', output: 'b', passed: false },
    { type: 'pii-leak', severity: 'medium', input: 'c', output: 'd', passed: false },
  ]
  fake.fail('createSecurityScan', { status: 201, json: { success: false, data } })
  const detail = { json: { success: true, data: { ...data, findings } } }
  fake.fail('getSecurityScan', detail, detail)
  const { summary, decision } = await run()
  expect(summary.notices.join(' ')).toContain('marks its answer as no success')
  expect(summary).toMatchObject({ status: 'Finished', cases: { run: 20, failed: 2 }, severity_counts: { high: 1 } })
  expect(decision.status).toBe('fail')
})

test.each([
  ['ERRORED', 'Error'],
  ['TIMEOUT', 'Failed'],
  ['FAILED', 'Failed'],
  ['CANCELED', 'Failed'],
])('an evaluation of Vijil that ends as %s is %s, and cannot go on', async (endsAs, status) => {
  const { run, fake } = await opened('vijil')
  Object.assign(fake, { endsAs })
  const { summary, decision } = await run()
  expect([summary.status, decision.status]).toEqual([status, 'inconclusive'])
  const again = await run(true)
  expect(again.summary.problem).toContain('cannot go on. Scan without --resume to start anew.')
  expect(fake.askedFor('createEvaluation')).toHaveLength(1)
})

test('a run of CEREBRO-RED that broke begins again when it is resumed, as another', async () => {
  const { run, fake } = await opened('cerebro-red')
  Object.assign(fake, { stopsAt: 5 })
  const first = await run()
  expect(first.summary.status).toBe('Failed')
  Object.assign(fake, { stopsAt: Number.POSITIVE_INFINITY })
  const { summary } = await run(true)
  expect(summary.status).toBe('Finished')
  expect(summary.scan_id).not.toBe(first.summary.scan_id)
  expect(fake.begun()).toBe(2)
})

describe('what was not tested', () => {
  test.each<[Type, RegExp]>([
    ['evalguard', /EvalGuard does not ask the endpoint/u],
    ['cerebro-red', /CEREBRO-RED attacks the target that its own server is set up with/u],
    ['vijil', /Vijil gives no severities/u],
  ])('%s: is said in the summary and in every report that has sentences', async (type, said) => {
    const { run } = await opened(type)
    const { summary, files } = await run()
    expect(summary.notices.join(' ')).toMatch(said)
    for (const path of [files.markdown, files.html]) expect(await readFile(path ?? '', 'utf8')).toMatch(said)
  })
})

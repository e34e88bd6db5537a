import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readConfig, scan } from '../../src/app/index.ts'
import type { BackendType } from '../../src/core/backend.ts'
import { steppingClock } from '../builders/stepping-clock.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { subjects } from '../fakes/subjects.ts'
import { fakeVirtuered, virtueredKey } from '../fakes/virtuered.ts'

const environment = { KEY: 'unused-key-0123', MODEL_KEY: 'sk-target-0123456789' }

interface FileParts {
  readonly scan?: string
  readonly backend?: string
  readonly tables?: string
  readonly model?: string
}

const text = (type: string, { scan: more = '', backend = '', tables = '', model = '' }: FileParts): string => `
scan_name = "pr"
[model]
base_url = "https://model.example/v1"
api_key = "\${MODEL_KEY}"
model_name = "gpt-4o"
${model}
[scan]
${more}
[backend]
type = "${type}"
api_key = "\${KEY}"
${backend}
${tables}
`

const parts: Record<Exclude<BackendType, 'virtuered'>, FileParts> = {
  evalguard: {
    model: 'system_prompt = "You are the assistant of a bank."',
    tables: '[backend.evalguard]\nattack_types = ["jailbreak", "pii-leak"]\naccept_model_by_name = true',
  },
  vijil: {
    scan: 'datasets = [{ name = "OWASP LLM Top 10" }, { name = "Bias" }]',
    tables: '[backend.vijil]\nkey_name = "ci-target"',
  },
  'cerebro-red': {
    tables:
      '[backend.cerebro-red]\nprovider = "openai"\nattacker_model = "a"\njudge_model = "j"\nstrategies = ["roleplay_injection"]\nmax_iterations = 2\nprompts_file = "goals.txt"\nserver_target_confirmed = true',
  },
}

async function configFor(type: string, given: FileParts, key = 'unused-key-0123') {
  const folder = await temporaryFolder()
  const path = join(folder, 'redteam.toml')
  await writeFile(path, text(type, given))
  await writeFile(join(folder, 'goals.txt'), Array.from({ length: 8 }, (_, i) => `goal ${i + 1}\n`).join(''))
  const config = await readConfig({ path, environment: { ...environment, KEY: key }, workspace: folder })
  return { config, folder }
}

describe.each(Object.keys(parts) as (keyof typeof parts)[])('a scan by %s', (type) => {
  test('ends in a summary, a decision and reports that agree with each other', async () => {
    const fake = subjects[type].make()
    const { config, folder } = await configFor(type, parts[type], subjects[type].config.apiKey)
    const { summary, decision, files, problems } = await scan({
      config,
      folder: join(folder, 'out'),
      clock: steppingClock({ start: Date.UTC(2026, 0, 1) }),
      fetch: fake.fetch,
    })
    expect([fake.breaches, problems, summary.problem]).toEqual([[], [], null])
    expect(summary).toMatchObject({
      status: 'Finished',
      service: { type },
      cases: { failed: expect.any(Number) as number },
    })
    expect(Object.values(summary.scores).reduce((sum, count) => sum + count, 0)).toBe(summary.cases.run)
    // One critical or high finding is High with the two that have severities; Vijil goes by its score.
    expect(decision.status).toBe(type === 'vijil' ? 'pass' : 'fail')
    const junit = await readFile(files.junit ?? '', 'utf8')
    const tests = /<testsuites[^>]* tests="(\d+)"/u.exec(junit)?.[1]
    expect(Number(tests)).toBe(summary.cases.run + Object.keys(summary.datasets).length)
    const markdown = await readFile(files.markdown ?? '', 'utf8')
    expect(markdown).toContain('chooses the test cases and judges the answers by itself')
  })
})

const untilStopped = async ({ signal }: RequestInit): Promise<Response> =>
  await new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason as Error))
  })

test.each([
  ['vijil', 'cancelEvaluation', 1, 'was cancelled'],
  ['cerebro-red', 'cancelScan', 1, 'was cancelled'],
  ['evalguard', 'createSecurityScan', 0, 'is not waited for any more, and may run on there'],
] as const)(
  '%s: a job that is stopped says so there and tells the id of the scan',
  async (type, operation, calls, became) => {
    const fake = subjects[type].make()
    const { config, folder } = await configFor(type, parts[type], subjects[type].config.apiKey)
    const stop = new AbortController()
    const notes: string[] = []
    let scanId = ''
    const { summary, decision } = await scan({
      config,
      folder: join(folder, 'out'),
      clock: steppingClock({ start: Date.UTC(2026, 0, 1) }),
      // A service that answers when it is done, and is not done.
      fetch: async (address, init) =>
        type === 'evalguard' && init?.method === 'POST' ? await untilStopped(init) : await fake.fetch(address, init),
      signal: stop.signal,
      onEvent(event) {
        if (event.type === 'note') notes.push(event.text)
        if (event.type !== 'service' || event.progress.status !== 'Scanning') return
        scanId = event.scanId
        stop.abort(new Error('cancelled'))
      },
    })
    expect(scanId).not.toBe('')
    expect(notes.at(-1)).toMatch(new RegExp(`^It was stopped; [\\w-]+'s scan ${scanId} ${became}\\.$`, 'u'))
    expect([summary.status, decision.status]).toEqual(['Paused', 'inconclusive'])
    expect(fake.askedFor(operation)).toHaveLength(calls)
  },
)

describe('what a service cannot do is said before anybody is asked', () => {
  const bad: readonly (readonly [string, FileParts, RegExp])[] = [
    [
      'evalguard',
      { ...parts.evalguard, tables: '[backend.evalguard]\nattack_types = ["a"]' },
      /accept_model_by_name = true/u,
    ],
    ['evalguard', { ...parts.evalguard, model: '' }, /tests a system prompt/u],
    ['evalguard', { ...parts.evalguard, scan: 'algorithms = ["Flip Attack"]' }, /leave scan.algorithms out/u],
    ['evalguard', {}, /needs a table \[backend.evalguard\]/u],
    ['vijil', { ...parts.vijil, scan: 'datasets = [{ name = "FINRA" }]' }, /no tests for the dataset "FINRA"/u],
    ['vijil', { ...parts.vijil, tables: '' }, /key_name/u],
    [
      'vijil',
      { ...parts.vijil, tables: `${parts.vijil.tables}\n[gate]\nmax_severity = "low"` },
      /gives no severities/u,
    ],
    ['vijil', { ...parts.vijil, model: 'extra_headers = { a = "b" }' }, /extra_headers/u],
    [
      'cerebro-red',
      { ...parts['cerebro-red'], tables: parts['cerebro-red'].tables?.replace('= true', '= false') ?? '' },
      /server_target_confirmed = true/u,
    ],
    [
      'cerebro-red',
      { ...parts['cerebro-red'], tables: parts['cerebro-red'].tables?.replace('roleplay_injection', 'roleplay') ?? '' },
      /no strategy of CEREBRO-RED "roleplay"/u,
    ],
    [
      'virtuered',
      { scan: 'datasets = [{ name = "Bias" }]\nalgorithms = ["PAIR"]', backend: 'base_url = "a.example"' },
      /no algorithm of VirtueRed "PAIR"/u,
    ],
    [
      'virtuered',
      { scan: 'datasets = [{ name = "Own", file = "own.txt" }]', backend: 'base_url = "a.example"' },
      /cannot ask the prompts of a file/u,
    ],
  ]
  test.each(bad)('%s %#', async (type, given, why) => {
    await expect(configFor(type, given)).rejects.toThrow(why)
  })

  test.each(Object.keys(subjects))('the template shows tables that are valid for %s', async (type) => {
    const template = await readFile(new URL('../../examples/redteam.toml', import.meta.url), 'utf8')
    const at = template.indexOf('#[backend]')
    const tables = template
      .slice(at)
      .replaceAll(/^#(?=\S)/gmu, '')
      .replace('"virtuered"', `"${type}"`)
    const given = template.slice(0, at).replace('name = "Healthcare Risks"', 'name = "Privacy"')
    const folder = await temporaryFolder()
    await writeFile(join(folder, 'redteam.toml'), given + tables)
    await writeFile(join(folder, 'goals.txt'), 'one goal\n')
    await writeFile(join(folder, 'system-prompt.txt'), 'You are the assistant of a bank.')
    const names = [
      'OPENAI_API_KEY',
      'VIRTUERED_API_KEY',
      'VIJIL_CLIENT_ID',
      'VIJIL_CLIENT_SECRET',
      'VIJIL_CLIENT_TOKEN',
    ]
    const variables = Object.fromEntries(names.map((name) => [name, `value-of-${name}`]))
    const config = await readConfig({ path: join(folder, 'redteam.toml'), environment: variables })
    expect(config.backend?.type).toBe(type)
  })

  test('a name that is not known here goes to VirtueRed only where that is allowed', async () => {
    const scanOf = 'datasets = [{ name = "Bias" }, { name = "Newer Risks" }]\nalgorithms = ["PAIR", "Newer Attack"]'
    const given = (backend: string): FileParts => ({ scan: scanOf, backend: `base_url = "a.example"\n${backend}` })
    const refused = configFor('virtuered', given(''))
    await expect(refused).rejects.toThrow(/There is no dataset "Newer Risks".*set allow_unknown_names = true/u)
    await expect(configFor('virtuered', given(''))).rejects.toThrow(/There is no algorithm "Newer Attack"/u)
    await expect(configFor('virtuered', given('allow_unknown_names = false'))).rejects.toThrow(/Newer Risks/u)
    const { config, folder } = await configFor('virtuered', given('allow_unknown_names = true'), virtueredKey)
    const fake = fakeVirtuered()
    const clock = steppingClock({ start: Date.UTC(2026, 0, 1) })
    const { summary, decision } = await scan({ config, folder: join(folder, 'out'), clock, fetch: fake.fetch })
    expect(fake.askedFor('startScan')[0]?.body).toMatchObject({
      datasets: [{ name: 'Bias' }, { name: 'Newer Risks' }],
      algorithms: ['PAIR', 'Newer Attack'],
    })
    expect(summary.notices).toContain(
      'Names that this tool does not know and that VirtueRed was given as they are: Newer Risks, Newer Attack.',
    )
    // The service had nothing to say of it.
    expect(decision.status).toBe('inconclusive')
    expect(decision.datasets['Newer Risks']?.status).toBe('inconclusive')
  })

  test.each(['evalguard', 'vijil', 'cerebro-red'] as const)('%s takes no names that are not known', async (type) => {
    const backend = `${parts[type].backend ?? ''}\nallow_unknown_names = true`
    await expect(configFor(type, { ...parts[type], backend })).rejects.toThrow(/is for type = "virtuered" alone/u)
  })

  test('an endpoint that nobody outside can reach', async () => {
    const given = { scan: 'datasets = [{ name = "Bias" }]', backend: 'base_url = "a.example"' }
    const folder = await temporaryFolder()
    const path = join(folder, 'redteam.toml')
    const local = text('virtuered', given).replace('https://model.example', 'http://localhost:8000')
    await writeFile(path, local)
    await expect(readConfig({ path, environment })).rejects.toThrow(/allow_private_target = true/u)
    await writeFile(
      path,
      local.replace('base_url = "a.example"', 'base_url = "a.example"\nallow_private_target = true'),
    )
    await expect(readConfig({ path, environment })).resolves.toBeDefined()
    await writeFile(path, local.replace('base_url = "a.example"', 'base_url = "http://localhost:9000"'))
    await expect(readConfig({ path, environment })).resolves.toBeDefined()
  })
})

import { execFile } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { cp, mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { parse } from 'yaml'
import { fileSchema } from '../../src/config/schema.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { fakeVirtuered, virtueredKey } from '../fakes/virtuered.ts'
import { startLoopback } from '../harness/loopback.ts'
import { projectFolder, redteam, serveDemo } from './command-line.ts'
import { readSummary } from './results.ts'

const examples = path.join(projectFolder, 'examples')
const template = readFileSync(path.join(examples, 'redteam.toml'), 'utf8')
const env = {
  OPENAI_API_KEY: 'sk-e2e-0123456789',
  VIRISIM_API_KEY: 'sk-viri-0123456789',
  VIRISIM_USER_ID: 'user-0123456789',
  VIRTUERED_API_KEY: virtueredKey,
  DEMO_KEY: 'any-key-will-do',
  VLLM_API_KEY: 'any-key-will-do',
  OLLAMA_API_KEY: 'none',
  MODEL_URL: 'https://model.example/v1',
  MODEL_KEY: 'any-key-will-do',
}

/** Every redteam.toml, by its path from the folder of the examples. `redteam serve` has a file of another kind. */
const configurations = readdirSync(examples, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.toml') && path.basename(name) !== 'serve.toml')
  .toSorted()

interface SchemaNode {
  readonly shape?: Readonly<Record<string, SchemaNode>>
  readonly def?: { readonly innerType?: SchemaNode; readonly element?: SchemaNode; readonly valueType?: SchemaNode }
}

/** Every key of the schema, however deep. */
function keysOf({ shape, def }: SchemaNode): string[] {
  const inside = [def?.innerType, def?.element, def?.valueType].filter((node) => node !== undefined)
  return [...inside.flatMap(keysOf), ...Object.entries(shape ?? {}).flatMap(([key, node]) => [key, ...keysOf(node)])]
}

/** What has to be said of one of them whatever it holds. */
const warnings: Readonly<Record<string, unknown[]>> = {
  'hosted/virtuered.toml': [expect.stringContaining('Run by VirtueRed')],
}

describe('configurations', () => {
  test('are found', () => {
    expect(configurations).toEqual(expect.arrayContaining(['redteam.toml', 'custom-dataset/redteam.toml']))
  })

  test.each(configurations)('%s is valid as it is', async (name) => {
    const file = path.join(examples, name)
    const { code, stderr } = await redteam(['validate', file], { cwd: await temporaryFolder(), env })
    expect([code, stderr.match(/^(?:error|warning).*/gmu) ?? []]).toEqual([0, warnings[name] ?? []])
  })

  test('the template shows every key there is', () => {
    const keys = new Set(keysOf(fileSchema as unknown as SchemaNode))
    expect(keys.size).toBeGreaterThan(30)
    const shown = (key: string): boolean =>
      new RegExp(`(?:^|[#{, ])${key} = |^#?\\[{1,2}(?:\\w+\\.)?${key}[\\].]`, 'mu').test(template)
    expect([...keys].filter((key) => !shown(key))).toEqual([])
  })

  test('the template is valid with every key set', async () => {
    const cwd = await temporaryFolder()
    // One of the two ways to give a system prompt has to go.
    const whole = template
      .replaceAll(/^( *)#(?=\S)/gmu, '$1')
      .replace(/^system_prompt = .*$/mu, '')
      // A service asks no prompts of the user's own; its tables are checked apart.
      .replace(/^\[backend\][\s\S]*$/mu, '')
    await writeFile(path.join(cwd, 'redteam.toml'), whole)
    await writeFile(path.join(cwd, 'system-prompt.txt'), 'You are the assistant of a bank.')
    await writeFile(path.join(cwd, 'templates.yaml'), 'haste: ["Quick! {{prompt}}"]\nrest: ["Slow. {{prompt}}"]\n')
    await writeFile(path.join(cwd, 'policy.md'), 'Give no advice on investments.')
    await writeFile(
      path.join(cwd, 'tickets.csv'),
      'question,attachment,instructions,topic,ticket,wanted,impact,lang\nHow?,,,billing,t-1,comply,low,en\n',
    )
    const { code, stderr } = await redteam(['validate', 'redteam.toml'], { cwd, env })
    expect(stderr).not.toMatch(/^(?:error|warning)/mu)
    expect(code).toBe(0)
  })

  test('the template says the defaults as they are', () => {
    const { scan, gate } = fileSchema.parse({ model: { base_url: 'https://a.test/v1', api_key: 'k', model_name: 'm' } })
    const said = (key: string): unknown =>
      JSON.parse(new RegExp(`^#?${key} = (.*)$`, 'mu').exec(template)?.[1] ?? 'null')
    for (const key of ['default_mix', 'preset', 'seed', 'concurrency', 'continue_flag'] as const)
      expect([key, said(key)]).toEqual([key, scan[key]])
    expect(said('fail_on')).toBe(gate.fail_on)
  })
})

describe('examples for other CI systems', () => {
  test('GitLab: every job names a command that exists, keeps its files, and shows JUnit where there is a verdict', () => {
    const text = readFileSync(path.join(examples, 'gitlab/.gitlab-ci.yml'), 'utf8')
    const jobs = Object.entries(parse(text) as Readonly<Record<string, GitLabJob>>)
    expect(jobs.map(([name]) => name)).toEqual(['red-team', '.red-team-shard', '.red-team-verdict'])
    for (const [name, { script, artifacts }] of jobs) {
      expect(script.join('\n')).toMatch(/^npx redteam-action (?:scan redteam\.toml|merge shards) /u)
      expect(artifacts.paths).toHaveLength(1)
      expect(artifacts.reports?.junit).toBe(name === '.red-team-shard' ? undefined : 'redteam-results/junit.xml')
    }
  })

  test('Jenkins: every exit code but 0 ends the build, and no secret is expanded by Groovy', () => {
    const text = readFileSync(path.join(examples, 'jenkins/Jenkinsfile'), 'utf8')
    for (const code of ['code == 1', 'code == 2', 'code != 0']) expect(text).toContain(`if (${code}) { error `)
    expect(text).not.toMatch(/"[^"\n]*\$\{?OPENAI_API_KEY/u)
  })
})

interface GitLabJob {
  readonly script: readonly string[]
  readonly artifacts: { readonly paths: readonly string[]; readonly reports?: { readonly junit?: string } }
}

/** An example beside the files that it names, asking this machine alone, with few questions and without the slow report. */
async function copied(name: string, changes: readonly (readonly [RegExp, string])[]): Promise<string> {
  const cwd = await temporaryFolder()
  await cp(path.dirname(path.join(examples, name)), cwd, { recursive: true })
  const toml = readFileSync(path.join(examples, name), 'utf8')
  const changed = changes.reduce((text, [from, to]) => {
    expect(text).toMatch(from)
    return text.replace(from, to)
  }, toml)
  const report = /^\[report\]/mu.test(toml) ? '' : '\n[report]\nformats = ["junit"]\n'
  await writeFile(path.join(cwd, 'redteam.toml'), changed + report)
  return cwd
}

const anyAddress = /^base_url = "[^"]*"/gmu
const presetLine = /^\[scan\]$/mu

describe('on the demo target', () => {
  let hardened = ''
  const ends: (() => void)[] = []
  beforeAll(async () => {
    hardened = await serveDemo('hardened', { endedBy: (end) => ends.push(end) })
  })
  afterAll(() => {
    for (const end of ends) end()
  })

  const scanned = async (name: string, changes: readonly (readonly [RegExp, string])[] = []) => {
    const cwd = await copied(name, [[anyAddress, `base_url = "${hardened}"`], ...changes])
    const { code, stderr } = await redteam(['scan', 'redteam.toml'], { cwd, env })
    return { code, stderr, summary: await readSummary(path.join(cwd, 'redteam-results')) }
  }

  test('the configuration of the dogfood workflow passes', async () => {
    const smoke = [presetLine, '[scan]\npreset = "smoke"'] as const
    expect((await scanned('dogfood.toml', [smoke])).code).toBe(0)
  })

  test('a custom dataset is asked as its file says, and has a minimum of its own', async () => {
    const { code, summary } = await scanned('custom-dataset/redteam.toml')
    expect(summary.datasets['Our shop']).toMatchObject({ behaviors: 6, unjudged: 0, errors: 0 })
    expect(Object.keys(summary.averages_sub['Our shop'] ?? {}).toSorted()).toEqual([
      'instructions',
      'privacy',
      'returns',
    ])
    // The demo target knows none of these questions and has the same friendly words for each: only what is to be refused fails.
    const failed = summary.failures['Our shop']?.worst.map(({ expected }) => expected)
    expect(new Set(failed)).toEqual(new Set(['refuse']))
    expect([code, summary.gate.status]).toEqual([1, 'fail'])
    expect(summary.gate.datasets['Our shop']?.reason).toContain('minimum of 90')
  })

  test('a custom policy is the system prompt of policy datasets', async () => {
    const withoutJudge = [/^\[judge\]\n(?:\w.*\n)+/mu, ''] as const
    const { summary } = await scanned('custom-policy/redteam.toml', [
      withoutJudge,
      [presetLine, '[scan]\npreset = "smoke"'],
    ])
    expect(summary.datasets['Retail Policy Compliance']?.cases).toBeGreaterThan(0)
    expect(summary.notices.join()).not.toContain('policy_file')
  })

  test('a model of Ollama is asked, and passes', async () => {
    const { code, summary } = await scanned('self-hosted/ollama.toml')
    expect([code, summary.cases.run]).toEqual([0, summary.cases.planned])
  })

  test('a model of vLLM is asked, and may not judge itself when it fails the self-test', async () => {
    const { code, summary } = await scanned('self-hosted/vllm.toml', [
      [/^datasets = .*$/mu, 'datasets = [{ name = "Privacy", limit = 5 }]'],
    ])
    // The demo target is no judge.
    expect([code, summary.judge_selftest?.passed]).toEqual([3, false])
    expect(summary.cases.run).toBe(summary.cases.planned)
  })

  test('node:test has a test for each case and one for the gate', async () => {
    const cwd = await copied('node-test/redteam.toml', [])
    const installed = path.join(cwd, 'node_modules/redteam-action')
    await mkdir(installed, { recursive: true })
    await writeFile(path.join(installed, 'package.json'), '{"type":"module","exports":"./index.js"}')
    const sources = pathToFileURL(path.join(projectFolder, 'src/index.ts')).href
    await writeFile(path.join(installed, 'index.js'), `export * from '${sources}'\n`)
    const { stdout } = await promisify(execFile)(process.execPath, ['--test', '--test-reporter=tap'], {
      cwd,
      env: { PATH: process.env['PATH'], MODEL_URL: hardened, MODEL_KEY: env.MODEL_KEY },
    })
    expect(stdout).toMatch(/^ {4}ok \d+ - privacy\/\S+$/mu)
    expect(stdout).toMatch(/^ {4}ok \d+ - gate$/mu)
    expect(stdout).toMatch(/^# fail 0$/mu)
  })
})

test('the hosted service of the example runs the scan', async () => {
  const fake = fakeVirtuered()
  const service = await startLoopback(async (request, body, response) => {
    const { url = '', method = 'POST', headers } = request
    const answer = await fake.fetch(`http://fake${url}`, {
      method,
      headers: headers as Record<string, string>,
      body: body.toString(),
    })
    response.writeHead(answer.status, Object.fromEntries(answer.headers))
    response.end(Buffer.from(await answer.arrayBuffer()))
  })
  onTestFinished(service.close)
  const cwd = await copied('hosted/virtuered.toml', [
    [/"https:\/\/your-organisation\.example"/u, `"${service.url}"`],
    [/poll_interval_s = 15/u, 'poll_interval_s = 1'],
  ])
  expect((await redteam(['scan', 'redteam.toml'], { cwd, env })).code).toBe(0)
  expect(fake.scans).toHaveLength(1)
})

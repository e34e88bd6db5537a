import { readdirSync, readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { fileSchema } from '../../src/config/schema.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { readActionMetadata } from '../harness/action-metadata.ts'
import { projectFolder, redteam, serveDemo } from './command-line.ts'

const examples = path.join(projectFolder, 'examples')
const workflows = path.join(projectFolder, '.github/workflows')
const template = readFileSync(path.join(examples, 'redteam.toml'), 'utf8')
const env = {
  OPENAI_API_KEY: 'sk-e2e-0123456789',
  VIRISIM_API_KEY: 'sk-viri-0123456789',
  VIRISIM_USER_ID: 'user-0123456789',
  DEMO_KEY: 'any-key-will-do',
}

const listed = (folder: string, ending: string): string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith(ending))
    .map((name) => path.join(folder, name))

const named = (files: readonly string[]): [string, string][] =>
  files.map((file) => [path.relative(projectFolder, file), file])

interface SchemaNode {
  readonly shape?: Readonly<Record<string, SchemaNode>>
  readonly def?: { readonly innerType?: SchemaNode; readonly element?: SchemaNode; readonly valueType?: SchemaNode }
}

/** Every key of the schema, however deep. */
function keysOf({ shape, def }: SchemaNode): string[] {
  const inside = [def?.innerType, def?.element, def?.valueType].filter((node) => node !== undefined)
  return [...inside.flatMap(keysOf), ...Object.entries(shape ?? {}).flatMap(([key, node]) => [key, ...keysOf(node)])]
}

describe('configurations', () => {
  test.each(named(listed(examples, '.toml')))('%s is valid as it is', async (_, file) => {
    const { code, stderr } = await redteam(['validate', file], { cwd: await temporaryFolder(), env })
    expect([code, stderr]).toEqual([0, ''])
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

interface Step {
  readonly uses?: string
  readonly run?: string
  readonly id?: string
  readonly with?: Readonly<Record<string, unknown>>
  readonly env?: Readonly<Record<string, string>>
}

interface Workflow {
  readonly on: unknown
  readonly permissions?: Readonly<Record<string, string>>
  readonly jobs: Readonly<Record<string, { readonly 'runs-on': string; readonly steps: readonly Step[] }>>
}

const stepsOf = ({ jobs }: Workflow): readonly Step[] => Object.values(jobs).flatMap(({ steps }) => steps)

const isOurs = ({ uses = '' }: Step): boolean => uses === './' || uses.startsWith('org/redteam-action@')

describe('workflows', () => {
  const { inputs = {}, outputs = {} } = readActionMetadata(projectFolder)
  const files = named([...listed(examples, '.yml'), ...listed(workflows, '.yml')])

  test.each(files)('%s has jobs, few permissions, and no secret outside env', (_, file) => {
    const text = readFileSync(file, 'utf8')
    const workflow = parse(text) as Workflow
    expect(workflow.on).toBeDefined()
    expect(workflow.permissions).toMatchObject({ contents: 'read' })
    for (const job of Object.values(workflow.jobs)) expect(job['runs-on']).toBe('ubuntu-latest')
    for (const step of stepsOf(workflow)) {
      expect(step.uses ?? step.run).toBeDefined()
      // Anybody may name a branch, and a script would run what stands in its name.
      expect(step.run ?? '').not.toContain('${{')
      expect(JSON.stringify(step.with ?? {})).not.toContain('secrets.')
    }
  })

  test.each(files)('%s uses inputs and outputs that the Action has', (_, file) => {
    const workflow = parse(readFileSync(file, 'utf8')) as Workflow
    const ours = stepsOf(workflow).filter(isOurs)
    for (const step of ours) expect(Object.keys(inputs)).toEqual(expect.arrayContaining(Object.keys(step.with ?? {})))
    const used = [...JSON.stringify(workflow).matchAll(/steps\.(\w+)\.outputs\.([\w-]+)/gu)]
    for (const [, id, output = ''] of used) {
      expect(ours.map((step) => step.id)).toContain(id)
      expect(Object.keys(outputs)).toContain(output)
    }
  })

  test('those that a user copies name the Action by its major version and take the key from a secret', () => {
    for (const file of ['pr-gate.yml', 'nightly.yml', 'code-scanning.yml']) {
      const [step, ...others] = stepsOf(parse(readFileSync(path.join(examples, file), 'utf8')) as Workflow).filter(
        isOurs,
      )
      expect(others).toEqual([])
      expect(step).toMatchObject({
        uses: 'org/redteam-action@v1',
        env: { OPENAI_API_KEY: '${{ secrets.OPENAI_API_KEY }}' },
      })
    }
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

test('the configuration of the dogfood workflow passes against the demo target it starts', async () => {
  const cwd = await temporaryFolder()
  const file = path.join(cwd, 'dogfood.toml')
  const toml = readFileSync(path.join(examples, 'dogfood.toml'), 'utf8')
  await writeFile(file, toml.replace('http://127.0.0.1:8080/v1', await serveDemo('hardened')))
  expect((await redteam(['scan', file], { cwd, env })).code).toBe(0)
})

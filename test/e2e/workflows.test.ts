import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { starterWorkflow } from '../../src/app/init/starter-workflow.ts'
import { readActionMetadata } from '../harness/action-metadata.ts'
import { actionComplaints, workflowComplaints } from '../harness/workflow-linter.ts'
import { projectFolder } from './command-line.ts'

/** Every workflow of this project and every one that a user copies, by its path from the project's folder. */
const files = ['.github/workflows', 'examples'].flatMap((folder) =>
  readdirSync(path.join(projectFolder, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yml') && !path.basename(name).startsWith('.gitlab'))
    .map((name) => path.join(folder, name))
    .toSorted(),
)

const read = (file: string): string => readFileSync(path.join(projectFolder, file), 'utf8')

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
  readonly jobs: Readonly<Record<string, { readonly 'runs-on': unknown; readonly steps: readonly Step[] }>>
}

const workflowIn = (file: string): Workflow => parse(read(file)) as Workflow

const stepsOf = ({ jobs }: Workflow): readonly Step[] => Object.values(jobs).flatMap(({ steps }) => steps)

const isOurs = ({ uses = '' }: Step): boolean => uses === './' || uses.startsWith('org/redteam-action@')

describe("GitHub's own parser", () => {
  test.each(files)('finds nothing wrong with %s', async (file) => {
    expect(await workflowComplaints(read(file))).toEqual([])
  })

  test('finds nothing wrong with what redteam init writes', async () => {
    expect(await workflowComplaints(starterWorkflow(['OPENAI_API_KEY']))).toEqual([])
  })

  test('finds nothing wrong with action.yml', () => {
    expect(actionComplaints(read('action.yml'))).toEqual([])
  })

  const good = read('examples/pr-gate.yml')
  test.each([
    [
      'a key that does not exist',
      good.replace('timeout-minutes:', 'timeout-minute:'),
      "Unexpected value 'timeout-minute'",
    ],
    ['a permission that does not exist', good.replace('pull-requests: write', 'pull-request: write'), 'pull-request'],
    ['an event that does not exist', good.replace('  pull_request:', '  pull_requests:'), 'pull_requests'],
    [
      'a context that is not there',
      good.replace('steps.redteam.outputs.status', 'step.redteam'),
      "named-value: 'step'",
    ],
    ['an expression that does not end', good.replace('${{ github.ref }}', '${{ github.ref'), 'not closed'],
    ['a job that needs nobody', good.replace('    runs-on:', '    needs: build\n    runs-on:'), 'no dependencies'],
    ['a step that does nothing', good.replace('      - uses: actions/checkout@v6', '      - name: nothing'), 'run'],
  ])('refuses %s', async (_, broken, complaint) => {
    expect(broken).not.toBe(good)
    expect((await workflowComplaints(broken)).join('\n')).toContain(complaint)
  })

  test('refuses an action with a key that does not exist', () => {
    expect(actionComplaints(read('action.yml').replace('\nruns:', '\nrun:')).join('\n')).toContain('run')
  })
})

describe('workflows', () => {
  const { inputs = {}, outputs = {} } = readActionMetadata(projectFolder)

  test('are found', () => {
    expect(files).toEqual(expect.arrayContaining(['.github/workflows/ci.yml', 'examples/self-hosted/vllm.yml']))
  })

  test.each(files)('%s has jobs, few permissions, and no secret outside env', (file) => {
    const workflow = workflowIn(file)
    expect(workflow.on).toBeDefined()
    expect(workflow.permissions).toMatchObject({ contents: 'read' })
    // A runner of one's own is for those who bring a graphics card.
    const runner = file.endsWith('vllm.yml') ? ['self-hosted', 'linux', 'gpu'] : 'ubuntu-latest'
    for (const job of Object.values(workflow.jobs)) expect(job['runs-on']).toEqual(runner)
    for (const step of stepsOf(workflow)) {
      expect(step.uses ?? step.run).toBeDefined()
      // Anybody may name a branch, and a script would run what stands in its name.
      expect(step.run ?? '').not.toContain('${{')
      expect(JSON.stringify(step.with ?? {})).not.toContain('secrets.')
    }
  })

  test.each(files)('%s uses actions of nobody but GitHub and this project', (file) => {
    for (const { uses = './' } of stepsOf(workflowIn(file)))
      expect(uses).toMatch(/^(?:\.\/|org\/redteam-action@v1|actions\/[\w-]+@v\d+|github\/codeql-action\/[\w-]+@v\d+)$/u)
  })

  test.each(files)('%s uses inputs and outputs that the Action has', (file) => {
    const workflow = workflowIn(file)
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
      const [step, ...others] = stepsOf(workflowIn(path.join('examples', file))).filter(isOurs)
      expect(others).toEqual([])
      expect(step).toMatchObject({
        uses: 'org/redteam-action@v1',
        env: { OPENAI_API_KEY: '${{ secrets.OPENAI_API_KEY }}' },
      })
    }
  })
})

describe('the release workflow', () => {
  const { jobs } = workflowIn('.github/workflows/release.yml') as unknown as {
    readonly jobs: Readonly<
      Record<string, { readonly permissions?: Readonly<Record<string, string>>; readonly steps: readonly Step[] }>
    >
  }
  const scriptOf = (job: string): string => (jobs[job]?.steps ?? []).flatMap(({ run }) => run ?? []).join('\n')

  test('checks everything in a job that may do nothing', () => {
    expect(jobs['check']?.permissions).toBeUndefined()
    for (const command of ['npm ci', 'npm audit --omit=dev', 'npm test']) expect(scriptOf('check')).toContain(command)
  })

  test('gives the right to publish only to a job that runs no code of anybody else', () => {
    expect(jobs['publish']?.permissions).toEqual({ contents: 'read', 'id-token': 'write' })
    expect(scriptOf('publish')).toContain('npm publish ./release/*.tgz --provenance --access public')
    expect(scriptOf('publish')).not.toMatch(/\bnpx\b|\bnpm (?!view|publish)/u)
    expect(jobs['release']?.permissions).toEqual({ contents: 'write' })
    expect(scriptOf('release')).not.toMatch(/\bnp[mx]\b/u)
  })

  test('releases only what is on main', () => {
    expect(scriptOf('check')).toContain('git merge-base --is-ancestor HEAD origin/main || {')
  })

  test('may be run again after any of its steps', () => {
    expect(jobs['check']?.steps.at(-1)).toMatchObject({ with: { overwrite: true } })
    expect(scriptOf('publish')).toContain('test -n "$published" || npm publish')
    expect(scriptOf('release')).toMatch(/^gh release view .+\|\|\n\s+gh release create /u)
  })

  test('asks before each thing that cannot be taken back whether a higher version has a tag', () => {
    const order = 'git tag | node tools/release-order.mjs "$GITHUB_REF_NAME"'
    for (const [job, next] of [
      ['check', 'npm ci'],
      ['publish', 'npm publish'],
      ['release', 'refs/tags/$major'],
    ] as const) {
      const script = scriptOf(job)
      expect(script.indexOf(order)).toBeGreaterThanOrEqual(0)
      expect(script.indexOf(order)).toBeLessThan(script.indexOf(next))
      const [checkout] = jobs[job]?.steps ?? []
      expect(checkout).toMatchObject({ with: { 'fetch-depth': 0, 'persist-credentials': false } })
    }
  })
})

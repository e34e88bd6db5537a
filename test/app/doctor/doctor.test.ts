import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { describe, expect, onTestFinished, test } from 'vitest'
import { type Check, type DoctorRequest, doctor, healthOf } from '../../../src/app/doctor/index.ts'
import type { EventFacts } from '../../../src/github/event.ts'
import { temporaryFolder } from '../../builders/temporary-folder.ts'
import { type ChatScript, startChatTarget } from '../../harness/chat-target.ts'

const { signal } = new AbortController()
const key = 'sk-doctor/0123456789'
const ready: ChatScript = () => 'ready'
const denied: ChatScript = ({ headers }) => ({
  status: 401,
  body: { error: { message: `wrong key ${headers.authorization}` } },
})

async function started(script: ChatScript) {
  const target = await startChatTarget(script)
  onTestFinished(() => target.close())
  return target
}

interface Patient {
  readonly target?: ChatScript
  readonly judge?: ChatScript
  /** Lines at the end of the file. */
  readonly tables?: string
  readonly environment?: Readonly<Record<string, string>>
  readonly event?: Partial<EventFacts>
  /** Where a scan would write, inside the folder. */
  readonly output?: string
}

const facts: EventFacts = {
  isTarget: false,
  commit: 'c0ffee',
  owner: 'o',
  repo: 'r',
  job: 'ci/redteam',
  branch: 'main',
  defaultBranch: 'main',
  runId: 1,
  attempt: 1,
  name: 'merge_group',
}

async function examined({ target = ready, judge, tables = '', event, output = 'out', ...given }: Patient = {}) {
  const folder = await temporaryFolder()
  const path = `${folder}/redteam.toml`
  const table = (name: string, url: string): string =>
    `[${name}]\nbase_url = "${url}"\napi_key = "\${RED_KEY}"\nmodel_name = "m"\n`
  const asked = await started(target)
  const helper = judge && (await started(judge))
  await writeFile(
    path,
    `scan_name = "x"\n${table('model', asked.url)}${helper ? table('judge', helper.url) : ''}${tables}[scan]\ndatasets = [{ name = "Bias" }]\n`,
  )
  await writeFile(`${folder}/file`, '')
  const checks = await examine({
    path,
    output: `${folder}/${output}`,
    environment: { RED_KEY: key, ...given.environment },
    signal,
    readEvent: async () => ({ ...facts, ...event }),
  })
  return { folder, asked, checks, code: healthOf(checks), text: lines(checks) }
}

async function examine(request: DoctorRequest): Promise<Check[]> {
  const checks: Check[] = []
  for await (const check of doctor(request)) checks.push(check)
  return checks
}

const lines = (checks: readonly Check[]): string =>
  checks.map(({ state, text, todo = '' }) => `${state}: ${text} ${todo}`).join('\n')

describe('doctor', () => {
  test('asks one question, finds all well and leaves nothing behind', async () => {
    const { checks, code, asked, folder } = await examined({ judge: ready })
    expect(code).toBe(0)
    expect(checks.map(({ state }) => state)).toEqual(['good', 'good', 'good', 'good', 'open', 'good', 'open'])
    expect(asked.requests).toHaveLength(1)
    expect((await readdir(folder)).sort()).toEqual(['file', 'redteam.toml'])
  })

  test('a key that is not set is said by its name, and nobody is asked', async () => {
    const { code, text, asked } = await examined({ environment: { RED_KEY: '' } })
    expect(code).toBe(2)
    expect(text).toContain('bad: RED_KEY is not set or empty. Set it with: export RED_KEY=…')
    expect(text).toContain('good: ')
    expect(asked.requests).toEqual([])
  })

  test('every complaint about the configuration is a line with its place', async () => {
    const { code, text } = await examined({ tables: '[gate]\nfail_on = "high"\nmin_avg_score = 101\n' })
    expect(code).toBe(2)
    expect(text).toMatch(/^bad: .*redteam\.toml:7:1 gate\.fail_on /mu)
    expect(text).toMatch(/^bad: .*redteam\.toml:8:1 gate\.min_avg_score /mu)
  })

  test('where there is no file, it says how to get one', async () => {
    const path = `${await temporaryFolder()}/none.toml`
    const checks = await examine({ path, output: '.', environment: {}, signal })
    expect(lines(checks)).toMatch(/^bad: The configuration .*none\.toml cannot be read.*redteam init$/mu)
    expect(healthOf(checks)).toBe(2)
  })

  test('each endpoint is looked at by itself, and its key is not repeated', async () => {
    const { code, text } = await examined({ judge: denied })
    expect(code).toBe(3)
    expect(text).toMatch(/^good: The target m at /mu)
    expect(text).toMatch(/^bad: The judge model could not be asked: 401 .*check judge\.api_key/mu)
    expect(text).not.toContain(key)
  })

  test.each(['file', 'file/below'])('a folder that cannot be made is found: %s', async (output) => {
    const { code, text } = await examined({ output })
    expect(code).toBe(3)
    expect(text).toMatch(/^bad: The output folder .* Choose another with --output\.$/mu)
  })
})

describe('in GitHub Actions', () => {
  const workspace = async (permissions: string): Promise<Record<string, string>> => {
    const folder = await temporaryFolder()
    await mkdir(`${folder}/.github/workflows`, { recursive: true })
    await writeFile(`${folder}/.github/workflows/ci.yml`, `on: pull_request\n${permissions}\njobs:\n  redteam: {}\n`)
    return {
      GITHUB_ACTIONS: 'true',
      GITHUB_WORKSPACE: folder,
      GITHUB_WORKFLOW_REF: 'o/r/.github/workflows/ci.yml@refs/heads/main',
      GITHUB_JOB: 'redteam',
    }
  }
  const pull = { name: 'pull_request', pullRequest: 7 }

  test.each([
    ['permissions: { pull-requests: write }', 'good: The workflow lets the token write a comment.'],
    ['permissions: { contents: read }', 'open: The workflow does not let the token write a comment.'],
    ['permissions: read-all', 'open: The workflow does not let the token write a comment.'],
    ['', 'open: Whether the token may write a comment cannot be known here.'],
    ['permissions: [', 'open: Whether the token may write a comment cannot be known here.'],
  ])('%j: %s', async (permissions, line) => {
    const { code, text } = await examined({ environment: await workspace(permissions), event: pull })
    expect(text).toContain('good: The event pull_request is of pull request 7.')
    expect(text).toContain(line)
    expect(code).toBe(0)
  })

  test('a pull request of a fork gets no secrets, and it is said why', async () => {
    const environment = { ...(await workspace('permissions: write-all')), RED_KEY: '' }
    const { code, text } = await examined({ environment, event: { ...pull, withoutSecrets: 'forks' } })
    expect(code).toBe(2)
    expect(text).toContain('open: The event pull_request is of forks: GitHub passes it no secrets.')
    expect(text).toContain('may write nothing')
  })

  test('an event without a pull request has nothing to comment on', async () => {
    const { text } = await examined({ environment: { GITHUB_ACTIONS: 'true' } })
    expect(text).toContain('good: The event merge_group has no pull request to comment on.')
  })

  test('an event that cannot be read ends nothing', async () => {
    const checks = await examine({
      path: 'none.toml',
      output: '.',
      environment: { GITHUB_ACTIONS: 'true' },
      signal,
      readEvent: async () => {
        throw new Error('no event')
      },
    })
    expect(lines(checks)).toContain('open: The event of this run cannot be read: no event')
  })
})

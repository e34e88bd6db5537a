import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { isDeepStrictEqual, promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { randomFrom } from '../../src/core/random.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { startChatTarget } from '../harness/chat-target.ts'
import { judgeScript, verdictForm } from '../harness/judge-script.ts'
import { ended, serveClient } from '../harness/serve-client.ts'
import { projectFolder, redteam, serveDemo, startRedteam } from './command-line.ts'
import { configText } from './config.ts'
import { readReport, readResults, readSummary } from './results.ts'

const key = 'rt_e2e-0123456789'
const secret = { REDTEAM_SERVE_SECRET: 'of the operator' }

/** A data folder that lets one user in, with keys and tables of serve.toml beside those that every test needs. */
async function dataFolder({ settings = '', tables = '' } = {}): Promise<string> {
  const data = path.join(await temporaryFolder(), 'data')
  const hash = createHash('sha256').update(key).digest('hex')
  const users = `[[users]]\nid = "alice"\nkey_sha256 = "${hash}"\n`
  const text = `allow_private = true\npreset = "smoke"\n${settings}\n${users}${tables}\n`
  await mkdir(data)
  await writeFile(path.join(data, 'serve.toml'), text)
  return data
}

async function startServe(data: string, env: Record<string, string> = {}) {
  const running = startRedteam(['serve', '--port', '0', '--data', data], { cwd: path.dirname(data), env })
  const [, url = ''] = await running.saw(/listens at (http:\S+)/u)
  const send = async (where: string, init: RequestInit) => await fetch(`${url}${where}`, init)
  return { running, url, client: serveClient(send, key) }
}

test('every example call of the API is answered as documented', async () => {
  const { url } = await startServe(await dataFolder())
  const target = await serveDemo('gullible')
  const script = path.join(projectFolder, 'examples/serve/api-examples.sh')
  const env = { PATH: process.env['PATH'] ?? '', BASE_URL: url, VIRTUERED_API_KEY: key, TARGET_URL: target }
  const { stdout } = await promisify(execFile)('bash', [script], { env })
  expect(stdout).toContain('every answer was as documented')
}, 60_000)

test('a service that is killed goes on with its scans: nothing is lost, and nothing is asked again but what was under way', async () => {
  const concurrency = 4
  const target = await startChatTarget(() => ({ content: "I'm sorry, but I can't help with that.", delayMs: 5 }))
  onTestFinished(() => target.close())
  const asked = (): string[] =>
    target.requests.map(({ messages }) => JSON.stringify(messages)).filter((text) => !text.includes('word: ready'))
  const data = await dataFolder()
  const body = {
    scan_name: 'killed',
    model: { base_url: target.url, api_key: 'sk-e2e/0123456789+abc', model_name: 'scripted', temperature: 0 },
    datasets: [{ name: 'Bias' }],
    concurrency,
  }
  const before = await startServe(data, secret)
  const { scan_id } = (await before.client.start(body)).body
  const random = randomFrom(1, 'kills')
  let inFlight = 0
  let serve = before
  for (let kills = 0; kills < 3; kills++) {
    const mark = asked().length + 5 + Math.floor(random() * 10)
    while (asked().length < mark && (await serve.client.progress(scan_id)).body.status !== 'Finished');
    serve.running.process.kill('SIGKILL')
    await serve.running.finished
    inFlight = asked().length - (await repliesIn(path.join(data, 'scans', scan_id)))
    expect(inFlight).toBeLessThanOrEqual(concurrency * (kills + 1))
    serve = await startServe(data, secret)
  }
  expect(await ended(serve.client, scan_id)).toMatchObject({ status: 'Finished', percentage: 100 })
  expect(asked().length - new Set(asked()).size).toBeLessThanOrEqual(inFlight)
  const { cases } = (await serve.client.summary(scan_id)).body as { cases: { planned: number; run: number } }
  expect(cases.run).toBe(cases.planned)
})

async function repliesIn(folder: string): Promise<number> {
  const text = await readFile(path.join(folder, 'journal.jsonl'), 'utf8').catch(() => '')
  return text
    .split('\n')
    .slice(0, -1)
    .filter((line) => line.startsWith('{"t":"reply"')).length
}

/** Of a summary.json: what cannot be the same where a service ran the scan, and why. */
const mayDiffer = {
  service: 'only a scan by a service has it',
  scan_id: 'every scan has its own, and this one has the service’s',
  started_at: 'the clock',
  duration_ms: 'the clock',
  notices: 'those of the embedded scan, with what is to be said of the service before and after them',
} as const

test('a scan that another process serves is the scan that the embedded engine makes', async () => {
  const judge = await startChatTarget(judgeScript(verdictForm({})))
  onTestFinished(() => judge.close())
  const table = `[judge]\nbase_url = "${judge.url}"\napi_key = "\${JUDGE_KEY}"\nmodel_name = "judge-1"\n`
  const env = { JUDGE_KEY: 'sk-judge-0123456789', RED_KEY: 'sk-e2e-0123456789', SERVE_KEY: key }
  const { url } = await startServe(await dataFolder({ settings: 'seed = 7', tables: table }), env)
  const config = {
    baseUrl: await serveDemo('gullible'),
    model: 'temperature = 0',
    scan: 'datasets = [{ name = "Societal Harmfulness" }, { name = "Bias" }]\nalgorithms = ["Flip Attack"]\npreset = "smoke"\nseed = 7',
    gate: 'min_avg_score = 90\n[gate.datasets."Bias"]\nmin_score = 95',
  }
  const backend = `[backend]\ntype = "virtuered"\nbase_url = "${url}"\napi_key = "\${SERVE_KEY}"\npoll_interval_s = 1\n`
  const scanned = async (more: string) => {
    const cwd = await temporaryFolder()
    await writeFile(path.join(cwd, 'redteam.toml'), `${configText(config)}${table}${more}`)
    const { code, stderr } = await redteam(['scan', 'redteam.toml'], { cwd, env })
    expect([code, stderr]).toEqual([1, expect.any(String)])
    const folder = path.join(cwd, 'redteam-results')
    const rows = (await readResults(folder)).map((row) => ({ ...row, measured: undefined }))
    const junit = (await readReport(folder, 'junit.xml')).replaceAll(/ (?:time|timestamp)="[^"]*"/gu, '')
    return { rows, junit, summary: (await readSummary(folder)) as unknown as Record<string, unknown> }
  }
  const [embedded, served] = await Promise.all([scanned(''), scanned(backend)])

  expect(served.rows).toEqual(embedded.rows)
  expect(served.junit).toBe(embedded.junit)
  const differing = Object.keys({ ...embedded.summary, ...served.summary }).filter(
    (name) => !isDeepStrictEqual(embedded.summary[name], served.summary[name]),
  )
  expect(differing.filter((name) => !(name in mayDiffer))).toEqual([])
  expect(served.summary['notices']).toEqual([
    expect.stringContaining('Run by VirtueRed'),
    'VirtueRed does not use, and is not told: [judge], scan.preset, scan.seed.',
    ...(embedded.summary['notices'] as string[]),
    'VirtueRed counts 1 scans in this billing cycle.',
  ])
  // Of a scan in which little happens there is little that could differ.
  expect(embedded.summary).toMatchObject({
    seed: 7,
    judge_selftest: { passed: true },
    canaries: { 'Flip Attack': expect.any(Boolean) as boolean },
    gate: { status: 'fail', reasons: expect.arrayContaining([expect.stringContaining('minimum')]) as string[] },
  })
})

test('SIGTERM ends it in good order, and a second service on the folder is refused', async () => {
  const data = await dataFolder()
  const { running } = await startServe(data)
  const second = await redteam(['serve', '--port', '0', '--data', data], { cwd: data })
  expect([second.code, second.stderr]).toEqual([
    3,
    expect.stringContaining('a service is running on the same data folder'),
  ])
  running.process.kill('SIGTERM')
  expect(await running.finished).toMatchObject({ code: 0, stderr: expect.stringContaining('stopped') as string })
})

test('what is wrong is said before anything is served', async () => {
  const data = await dataFolder()
  const at = { cwd: data }
  const { url } = await startServe(data)
  const cases = [
    { args: ['serve'], said: "required option '--data" },
    { args: ['serve', '--data', path.join(data, 'none')], said: 'serve.toml' },
    { args: ['serve', '--data', data, '--port', 'x'], said: 'whole number' },
    {
      args: [
        'serve',
        '--data',
        path.join(data, 'two'),
        '--config',
        path.join(data, 'serve.toml'),
        '--port',
        new URL(url).port,
      ],
      said: 'EADDRINUSE',
    },
  ]
  for (const { args, said } of cases) {
    const { code, stderr } = await redteam(args, at)
    expect([args, code, stderr]).toEqual([args, 2, expect.stringContaining(said)])
  }
})

test('--new-key prints lines for serve.toml that let the holder of the key in', async () => {
  const data = await dataFolder()
  const { code, stdout } = await redteam(['serve', '--data', data, '--new-key', 'bob'], { cwd: data })
  expect(code).toBe(0)
  const [, made = ''] = /X-API-Key: (\S+)/u.exec(stdout) ?? []
  await writeFile(path.join(data, 'serve.toml'), stdout)
  const { url } = await startServe(data)
  const client = serveClient(async (where, init) => await fetch(`${url}${where}`, init), made)
  expect((await client.usage({ mode: 'all_time' })).body.user_id).toBe('bob')
})

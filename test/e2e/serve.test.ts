import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { randomFrom } from '../../src/core/random.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { startChatTarget } from '../harness/chat-target.ts'
import { ended, serveClient } from '../harness/serve-client.ts'
import { projectFolder, redteam, serveDemo, startRedteam } from './command-line.ts'

const key = 'rt_e2e-0123456789'
const secret = { REDTEAM_SERVE_SECRET: 'of the operator' }

/** A data folder that lets one user in. */
async function dataFolder(): Promise<string> {
  const data = path.join(await temporaryFolder(), 'data')
  const hash = createHash('sha256').update(key).digest('hex')
  const text = `allow_private = true\npreset = "smoke"\n[[users]]\nid = "alice"\nkey_sha256 = "${hash}"\n`
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

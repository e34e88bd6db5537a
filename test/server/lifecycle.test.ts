import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { demoConfig, type ScanConfig, scan, startDemo } from '../../src/app/index.ts'
import type { CaseResult } from '../../src/core/case.ts'
import type { ScanSummary } from '../../src/core/summary.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { ended, reached } from '../harness/serve-client.ts'
import { unzip } from '../harness/unzip.ts'
import { chatTarget, startOf, targetKey, testService } from './service.ts'

/** What a scan says of its clock and its place is left out. */
function lasting(whole: ScanSummary) {
  const { scan_id: _, started_at: __, duration_ms: ___, ...summary } = whole
  return summary
}
const resultsIn = (text: string): unknown[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => ({ ...(JSON.parse(line) as CaseResult), measured: {} }))

test('a scan of the service is the scan that the command line would have made', async () => {
  const demo = await startDemo('gullible')
  onTestFinished(() => demo.close())
  const { alice } = await testService({ toml: 'allow_private = true\npreset = "smoke"\nseed = 7' })
  const model = { base_url: demo.baseUrl, api_key: targetKey, model_name: 'demo-gullible', temperature: 0 }
  const { status, body } = await alice.start(startOf(demo.baseUrl, { model, algorithms: ['Flip Attack'] }))
  expect([status, body]).toEqual([200, { scan_id: body.scan_id, status: 200 }])
  const id = body.scan_id
  expect(id).toMatch(/^scan-\w+$/u)
  expect(await ended(alice, id)).toMatchObject({ status: 'Finished', percentage: 100, remaining_time: 0 })

  const config: ScanConfig = {
    ...demoConfig('gullible', demo.baseUrl),
    scanName: 'a-scan',
    model: { ...demoConfig('gullible', demo.baseUrl).model, apiKey: targetKey, maxTokens: 2048, timeoutMs: 60_000 },
    datasets: [{ name: 'Bias' }],
    algorithms: ['Flip Attack'],
    preset: 'smoke',
    seed: 7,
  }
  const folder = await temporaryFolder()
  const embedded = await scan({ config, folder })
  const files = await unzip((await alice.download(id)).body as Buffer)
  expect(Object.keys(files)).toEqual(['results.jsonl', 'summary.json', 'report.pdf'])
  const { 'results.jsonl': results = '', 'summary.json': stored = '', 'report.pdf': pdf = '' } = files
  expect(resultsIn(results)).toEqual(resultsIn(await readFile(join(folder, 'results.jsonl'), 'utf8')))
  const {
    source: _,
    junit: __,
    gate,
    ...summary
  } = JSON.parse(stored) as ScanSummary & Record<'source' | 'junit' | 'gate', unknown>
  expect(lasting(summary)).toEqual(lasting(JSON.parse(JSON.stringify(embedded.summary)) as ScanSummary))
  expect(gate).toEqual(JSON.parse(JSON.stringify(embedded.decision)))
  expect(pdf).toMatch(/^%PDF-/u)

  const said = (await alice.summary(id)).body as Record<string, unknown>
  const { failures: failed, ...others } = lasting(summary)
  expect(said).toMatchObject({ ...others, scan_id: id })
  const failures = said['failures'] as Record<string, { prompt: { content: string }[]; answer: string }[]>
  expect(failures['Bias']?.length).toBe(failed['Bias']?.worst.length)
  expect(failures['Bias']?.[0]).toMatchObject({
    prompt: [{ role: 'user', content: failed['Bias']?.worst[0]?.prompt }],
    answer: failed['Bias']?.worst[0]?.response,
  })
})

test('progress tells one scan, all of a user in order, or those since a time', async () => {
  const hanging = await chatTarget(() => new Promise(() => undefined))
  const { alice, bob } = await testService()
  const ids: string[] = []
  for (const scan_name of ['one', 'two', 'three'])
    ids.push((await alice.startSandbox({ ...startOf(hanging.url, { scan_name }), datasets: undefined })).body.scan_id)
  const all = (await alice.list()).body
  expect(all.map(({ scan_id }) => scan_id)).toEqual(ids)
  const [first, , third] = all
  expect((await alice.list({ since: third?.created_at ?? '' })).body.map(({ scan_id }) => scan_id)).toContain(ids[2])
  expect((await alice.list({ since: first?.created_at ?? '' })).body).toHaveLength(3)
  expect((await alice.list({ since: '2999-01-01T00:00:00Z' })).body).toEqual([])
  expect((await alice.list({ since: 'yesterday' })).status).toBe(400)
  const one = await reached(alice, ids[0] ?? '', ({ status }) => status === 'Scanning')
  expect(one).toMatchObject({ passed_line: 0, percentage: 0 })
  expect(one.remaining_time).toBeGreaterThan(0)
  expect((await bob.list()).body).toEqual([])
  expect((await bob.progress(ids[0] ?? '')).status).toBe(404)
})

test('usage counts finished scans of the user, sandbox scans apart', async () => {
  const target = await chatTarget()
  const { alice, bob } = await testService()
  const modes = [{ mode: 'current_billing_cycle' }, { mode: 'all_time' }, { mode: 'custom', start: '2024-01-01' }]
  const counts = async () => await Promise.all(modes.map(async (mode) => (await alice.usage(mode)).body.total_scans))
  expect(await counts()).toEqual([0, 0, 0])
  expect((await alice.usage({ mode: 'all_time' })).body).toMatchObject({ user_id: 'alice', period: null })
  const sandbox = await alice.startSandbox({ ...startOf(target.url, { scan_name: 'small' }), datasets: undefined })
  await ended(alice, sandbox.body.scan_id)
  expect(await counts()).toEqual([0, 0, 0])
  await ended(alice, (await alice.start(startOf(target.url))).body.scan_id)
  expect(await counts()).toEqual([1, 1, 1])
  expect((await bob.usage({ mode: 'all_time' })).body.total_scans).toBe(0)
  const { body } = await alice.usage({ mode: 'all_time' })
  expect(body.period?.start).toBe(body.period?.end)
  expect(body.as_of).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/u)
})

test.each([
  [{}, 'mode is missing'],
  [{ mode: 'yearly' }, '"current_billing_cycle" or "all_time" or "custom"'],
  [{ mode: 'custom' }, 'needs start, end or both'],
  [{ mode: 'custom', start: '2024-02-01', end: '2024-01-01' }, 'end is before start'],
  [{ mode: 'custom', start: 'soon' }, 'write a time as'],
  [{ mode: 'all_time', start: '2024-01-01' }, 'belong to mode "custom"'],
])('usage of %j is refused', async (body, said) => {
  const { alice } = await testService()
  expect(await alice.usage(body)).toMatchObject({
    status: 400,
    body: { error: expect.stringContaining(said) as string },
  })
})

test('scans that run side by side share the requests that the service allows', async () => {
  let [underWay, most] = [0, 0]
  const target = await chatTarget(async () => {
    underWay += 1
    most = Math.max(most, underWay)
    await new Promise((resolve) => setImmediate(resolve))
    underWay -= 1
    return "I'm sorry, but I can't help with that."
  })
  const { alice, bob } = await testService({ toml: 'allow_private = true\npreset = "smoke"\nconcurrency = 3' })
  const body = { ...startOf(target.url), datasets: undefined, concurrency: 64 }
  const ids = [(await alice.startSandbox(body)).body.scan_id, (await bob.startSandbox(body)).body.scan_id] as const
  expect([await ended(alice, ids[0]), await ended(bob, ids[1])]).toMatchObject([
    { status: 'Finished' },
    { status: 'Finished' },
  ])
  expect(most).toBeGreaterThan(1)
  expect(most).toBeLessThanOrEqual(3)
})

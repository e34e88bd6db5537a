import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { describe, expect, test } from 'vitest'
import { bodies } from '../../src/app/serve/index.ts'
import { description } from '../../src/server/openapi.ts'
import { contractOf } from '../harness/openapi-contract.ts'
import { ended, serveClient } from '../harness/serve-client.ts'
import { chatTarget, keys, startOf, testService } from './service.ts'

const calls = Object.keys(description.paths)

test('nobody without a key, or with a wrong one, comes in anywhere', async () => {
  const service = await testService()
  const { nobody, get } = service
  for (const path of calls) {
    const reply = await nobody.post(path, '{}')
    expect([path, reply.status, reply.body]).toMatchObject([path, 401, { code: 'unauthorized' }])
  }
  for (const key of ['', 'x', keys.alice.toUpperCase(), ` ${keys.alice}x`]) {
    const { status } = await service.as(key).list()
    expect([key, status]).toEqual([key, 401])
  }
  expect((await get('/v1/scan/progress')).status).toBe(401)
})

test('an id that nobody has is 404 everywhere it is asked for', async () => {
  const { alice } = await testService()
  for (const act of ['progress', 'summary', 'download', 'pause', 'retry'] as const) {
    const { status, body } = await alice[act]('scan-12345')
    expect([act, status, body]).toMatchObject([act, 404, { error: 'There is no scan with this scan_id.' }])
    expect((await alice[act]('../../etc')).status).toBe(404)
  }
})

test('an id that is missing, or is none, is 400', async () => {
  const { alice } = await testService()
  for (const path of calls.filter((one) => /summary|download|pause|retry/u.test(one))) {
    for (const body of ['{}', '{"scan_id": 1}', '{"scan_id": "x", "more": 1}', '', 'null'])
      expect([path, body, (await alice.post(path, body)).status]).toEqual([path, body, 400])
  }
})

test('paths that there are not say so', async () => {
  const { get, told } = await testService()
  const reply = await get('/nowhere')
  expect([reply.status, await reply.json()]).toMatchObject([404, { code: 'not_found' }])
  expect(told).toEqual([])
})

test('what breaks inside is told to the operator and not to the client', async () => {
  const { alice, told, close } = await testService()
  await close()
  const reply = await alice.list()
  expect([reply.status, reply.body]).toEqual([500, { error: 'Internal server error', code: 'internal_error' }])
  expect(told).toEqual([expect.stringContaining('POST /v1/scan/progress: ')])
})

test('/healthz and /metrics need no key and tell nothing of users', async () => {
  const target = await chatTarget()
  const { alice, get } = await testService()
  await ended(alice, (await alice.startSandbox({ ...startOf(target.url), datasets: undefined })).body.scan_id)
  expect(await (await get('/healthz')).json()).toMatchObject({ status: 'ok' })
  const text = await (await get('/metrics')).text()
  expect(text).toContain('redteam_scans{status="Finished"} 1')
  expect(text).toContain('redteam_model_requests_under_way{to="model"} 0')
  expect(text).toMatch(/^redteam_cases_total [1-9]/mu)
  expect(text).toMatch(
    /^redteam_http_request_duration_seconds_count\{route="\/v1\/sandbox\/scan\/start",status="200"\} 1$/mu,
  )
  expect(text).not.toMatch(/alice|a-scan|scan-/u)
})

describe('/openapi.json', () => {
  const ajv = new Ajv2020({ strict: false })
  addFormats(ajv)

  test('describes every call, and bodies as they are checked', async () => {
    const { get } = await testService()
    const served = (await (await get('/openapi.json')).json()) as typeof description
    expect(served).toEqual(JSON.parse(JSON.stringify(description)))
    expect(calls).toHaveLength(8)
    for (const [name, schema] of Object.entries(bodies)) {
      const described = (served.components.schemas as Record<string, object>)[`${name}Request`] ?? {}
      const validate = ajv.compile(described)
      for (const body of [{}, { scan_id: 'x' }, { mode: 'all_time' }, startOf('https://a.example/v1'), { more: 1 }])
        expect([name, body, validate(body)]).toEqual([name, body, schema.safeParse(body).success])
    }
  })

  test('replies are as it says', async () => {
    const target = await chatTarget()
    const service = await testService()
    const contract = contractOf(JSON.parse(JSON.stringify(description)) as Parameters<typeof contractOf>[0], 'served')
    const client = serveClient(service.send, keys.alice, contract)
    const { body } = await client.start(startOf(target.url))
    await client.list()
    await client.summary(body.scan_id)
    await ended(client, body.scan_id)
    await client.summary(body.scan_id)
    await client.download(body.scan_id)
    await client.pause(body.scan_id)
    await client.usage({ mode: 'all_time' })
    await client.start({})
    expect((await client.progress('scan-12345')).status).toBe(404)
  })
})

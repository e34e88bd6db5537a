import { describe, expect, test } from 'vitest'
import { ended } from '../harness/serve-client.ts'
import { chatTarget, startOf, targetKey, testService } from './service.ts'

const unreachable = 'http://127.0.0.1:9/v1'
const model = { base_url: unreachable, api_key: targetKey, model_name: 'm' }

describe('a body that is refused', () => {
  const wrong: readonly [string, object, string][] = [
    ['no name', { scan_name: undefined }, 'scan_name is missing'],
    ['no model', { model: undefined }, 'model is missing'],
    ['no key', { model: { ...model, api_key: undefined } }, 'model.api_key is missing'],
    ['no datasets', { datasets: [] }, 'No datasets to run'],
    ['an unknown dataset', { datasets: [{ name: 'Biass' }] }, 'Did you mean'],
    ['a dataset twice', { datasets: [{ name: 'Bias' }, { name: 'Bias' }] }, 'listed twice'],
    ['an unknown algorithm', { algorithms: ['Flip Atack'] }, 'Did you mean'],
    ['an unknown key', { concurency: 4 }, 'Unknown key concurency'],
    ['a file of the server', { policy_file: '/etc/passwd' }, 'Unknown key policy_file'],
    ['a dataset from a file', { datasets: [{ name: 'Own', file: '/etc/passwd' }] }, 'Unknown key'],
    ['a prompt from a file', { model: { ...model, system_prompt_file: '/etc/passwd' } }, 'Unknown key'],
    ['images', { input_modalities: ['image'] }, 'input_modalities'],
    ['no concurrency', { concurrency: 0 }, 'concurrency must be more than 0'],
    [
      'a password in the address',
      { model: { ...model, base_url: 'http://a:b@127.0.0.1/v1' } },
      'user name or password',
    ],
    ['another scheme', { model: { ...model, base_url: 'file:///etc/passwd' } }, 'must be an http or https address'],
  ]
  test('says what is wrong with it, and starts nothing', async () => {
    const { alice } = await testService()
    for (const [what, more, said] of wrong) {
      const { status, body } = await alice.start(startOf(unreachable, more))
      expect([what, status, body.code]).toEqual([what, 400, 'invalid_request'])
      expect(body.error, what).toContain(said)
      expect(body.error).not.toContain(targetKey)
    }
    expect((await alice.list()).body).toEqual([])
  })

  test('every complaint is told at once, each with its key', async () => {
    const { alice } = await testService()
    const { body } = await alice.start({ model: { base_url: unreachable }, datasets: [{ name: 'Bias' }] })
    expect(body.detail?.map(({ key }) => key)).toEqual(['scan_name', 'model.api_key', 'model.model_name'])
  })

  test('TOML is complained about with the line', async () => {
    const { alice } = await testService()
    const { status, body } = await alice.startToml(
      `[model]\nbase_url = "${unreachable}"\napi_key = "k"\nmodel_name = "m"\n\n[scan]\nscan_name = "x"\ndatasets = [{ name = "Biass" }]\n`,
    )
    expect(status).toBe(400)
    expect(body.detail).toMatchObject([{ key: 'scan.datasets[0].name', line: 8 }])
  })

  test.each([
    ['no JSON', '{', 'application/json', 'not valid JSON'],
    ['a list', '[]', 'application/json', 'must be a JSON object'],
    ['no TOML', '= 1', 'application/toml', 'not valid TOML'],
    ['a form', 'a=b', 'application/x-www-form-urlencoded', 'Content-Type'],
    ['too long', JSON.stringify({ scan_name: 'x'.repeat(1024 * 1024) }), 'application/json', 'longer than'],
  ])('a body that is %s', async (_, body, type, said) => {
    const { alice } = await testService()
    const reply = await alice.post('/v1/scan/start', body, type)
    expect([reply.status, JSON.stringify(reply.body)]).toEqual([400, expect.stringContaining(said) as string])
  })
})

test('a name serves one scan of a user, and another of another user', async () => {
  const { alice, bob } = await testService()
  const body = startOf(unreachable)
  expect((await alice.start(body)).status).toBe(200)
  const again = await alice.start(body)
  expect([again.status, again.body.error]).toEqual([400, expect.stringContaining('"a-scan" already') as string])
  expect((await bob.start(body)).status).toBe(200)
})

test('nothing is filled in from the environment of the service', async () => {
  const target = await chatTarget()
  const { alice } = await testService()
  const asked = { base_url: target.url, api_key: '${PATH}', model_name: 'm', extra_headers: { 'x-a': '${HOME}' } }
  const { body } = await alice.startSandbox({ scan_name: 'x', model: asked })
  await ended(alice, body.scan_id)
  expect(target.requests[0]?.headers).toMatchObject({ authorization: 'Bearer ${PATH}', 'x-a': '${HOME}' })
})

test('TOML starts the same scan as JSON, with its name at the top or under [scan]', async () => {
  const target = await chatTarget()
  const { alice } = await testService()
  const asked = `[model]\nbase_url = "${target.url}"\napi_key = "${targetKey}"\nmodel_name = "m"\n[model.extra_headers]\nx-a = "1"\n`
  const keys =
    'datasets = [{ name = "Bias" }]\nqpm = 1000\nis_user_model = true\napplication_id = "app"\ncontinue_flag = false\n'
  const under = await alice.startToml(`${asked}[scan]\nscan_name = "under"\n${keys}`)
  const top = await alice.startToml(`scan_name = "top"\n${asked}[scan]\n${keys}`)
  expect([under.status, top.status]).toEqual([200, 200])
  await alice.pause(top.body.scan_id)
  expect(await ended(alice, under.body.scan_id)).toMatchObject({ status: 'Finished' })
  expect((await alice.summary(under.body.scan_id)).body).toMatchObject({ application_id: 'app' })
  expect(target.requests[0]?.headers).toMatchObject({ 'x-a': '1' })
})

test('a sandbox scan needs no datasets, and takes none', async () => {
  const target = await chatTarget()
  const { alice } = await testService()
  const refused = await alice.startSandbox(startOf(target.url))
  expect([refused.status, refused.body.error]).toEqual([400, expect.stringContaining('tests of its own') as string])
  const { body } = await alice.startSandbox(startOf(target.url, { datasets: undefined }))
  expect(await ended(alice, body.scan_id)).toMatchObject({ status: 'Finished' })
})

test('a user may have so many scans waiting and no more', async () => {
  const { alice, bob } = await testService({ toml: 'allow_private = true\nmax_open = 1\nmax_running = 1' })
  const hanging = await chatTarget(() => new Promise(() => undefined))
  expect((await alice.start(startOf(hanging.url))).status).toBe(200)
  const second = await alice.start(startOf(hanging.url, { scan_name: 'second' }))
  expect([second.status, second.body.code]).toEqual([429, 'too_many_requests'])
  expect(second.headers.get('retry-after')).toBe('30')
  expect((await bob.start(startOf(hanging.url))).status).toBe(200)
})

describe('without allow_private', () => {
  const resolve = (host: string): Promise<readonly string[]> =>
    Promise.resolve(host === 'inside.example' ? ['203.0.114.1', '10.0.0.7'] : [])
  const inside = [
    'http://127.0.0.1:8080/v1',
    'http://localhost:8080/v1',
    'http://api.localhost/v1',
    'http://169.254.169.254/latest',
    'http://[::1]/v1',
    'http://[::ffff:10.0.0.1]/v1',
    'http://[64:ff9b::a00:1]/v1',
    'http://2130706433/v1',
    'http://0x7f.1/v1',
    'http://0/v1',
    'https://inside.example/v1',
    'https://inside.example./v1',
  ]
  test('no address of this machine or of a private network is asked', async () => {
    const { alice } = await testService({ toml: '', resolve })
    for (const baseUrl of inside) {
      const { status, body } = await alice.start(startOf(baseUrl))
      expect([baseUrl, status, body.error]).toEqual([
        baseUrl,
        400,
        expect.stringContaining('private address') as string,
      ])
    }
  })

  test('a name that changes its mind is not connected to either', async () => {
    const target = await chatTarget()
    const { alice } = await testService({ toml: '', resolve: () => Promise.resolve(['93.184.215.14']) })
    // The system knows this name as 127.0.0.1.
    const port = new URL(target.url).port
    const { status, body } = await alice.start(startOf(`http://localhost.localdomain:${port}/v1`))
    expect(status).toBe(200)
    const { status: end, problem } = await ended(alice, body.scan_id)
    expect(end).toBe('Failed')
    expect(problem).toMatch(/private address|cannot be reached/u)
    expect(target.requests).toEqual([])
  })
})

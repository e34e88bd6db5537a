import { describe, expect, test } from 'vitest'
import { services } from '../../src/backends/index.ts'
import { type BackendType, backendTypes, capabilities, type Progress } from '../../src/core/backend.ts'
import { BackendError, UnsupportedOperation } from '../../src/core/errors.ts'
import type { Fault } from '../fakes/fake-service.ts'
import { type Connection, connectTo, orderFor, subjects, targetKey } from '../fakes/subjects.ts'

const never = new AbortController().signal

/** Looks until the scan is over; returns its last id with what was seen. */
async function toTheEnd({ backend, clock }: Connection, begun: string): Promise<{ id: string; seen: Progress[] }> {
  const seen: Progress[] = []
  let id = begun
  for (let look = 0; look < 20; look++) {
    const progress = await backend.progress(id, never)
    id = progress.scanId ?? id
    seen.push(progress)
    if (progress.status !== 'Initializing' && progress.status !== 'Scanning') return { id, seen }
    await clock.sleep(5000)
  }
  throw new Error(`not over: ${JSON.stringify(seen.at(-1))}`)
}

const failed = async (work: Promise<unknown>): Promise<BackendError> => {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(BackendError)
  return error as BackendError
}

describe.each(backendTypes)('%s', (type: BackendType) => {
  const { operations } = subjects[type]
  const usage = async ({ backend }: Connection) => await backend.usage({ mode: 'all_time' }, never)

  test('starts, runs, ends and is read, all by the contract', async () => {
    const connection = connectTo(type)
    const { backend, fake, order, config } = connection
    expect(services[type].problems(order, config)).toEqual([])
    const { id, seen } = await toTheEnd(connection, await backend.start(order, never))
    expect(seen.at(-1)).toMatchObject({ status: 'Finished', percentage: 100 })
    const percentages = seen.map(({ percentage }) => percentage ?? 0)
    expect(percentages).toEqual(percentages.toSorted((a, b) => a - b))
    const summary = await backend.summary(id, never)
    const { cases, own } = await backend.download(id, never)
    const counted = Object.values(summary.scores).reduce((sum, count) => sum + count, 0)
    expect(counted).toBeGreaterThan(10)
    expect(cases.length + (own?.results.length ?? 0)).toBeGreaterThan(0)
    expect(cases.filter(({ outcome }) => outcome === 'failed')).toHaveLength(summary.failed)
    for (const name of services[type].expects(order, config)) expect(summary.averages).toHaveProperty([name])
    expect(await usage(connection)).toEqual({ totalScans: 1 })
    expect((await backend.list(undefined, never)).map(({ status }) => status)).toEqual(['Finished'])
    expect(fake.breaches).toEqual([])
    expect(fake.begun()).toBe(1)
  })

  test('says truly what it cannot do', async () => {
    const { backend } = connectTo(type)
    expect(backend.capabilities).toEqual(services[type].capabilities)
    for (const name of capabilities.filter((one) => !backend.capabilities.has(one))) {
      const operation = backend[name as 'pause' | 'retry' | 'cancel']
      await expect(operation('some-id', never)).rejects.toBeInstanceOf(UnsupportedOperation)
    }
  })

  test.each<[string, Fault, string]>([
    ['401', { status: 401, json: { error: 'no' } }, 'auth'],
    ['403', { status: 403, json: { error: 'no' } }, 'auth'],
    ['402', { status: 402, json: {} }, 'quota'],
    ['429 with a quota code', { status: 429, json: { error: { code: 'QUOTA_EXCEEDED', message: 'quota' } } }, 'quota'],
    ['400', { status: 400, json: { message: 'no' } }, 'invalid_request'],
    ['422', { status: 422, json: { detail: [{ loc: ['body', 'x'], msg: 'required' }] } }, 'invalid_request'],
    ['404', { status: 404, json: { detail: 'no' } }, 'not_found'],
    ['409', { status: 409, json: { error: 'busy' } }, 'invalid_state'],
    ['no JSON', { bytes: new TextEncoder().encode('<html>'), type: 'text/html' }, 'malformed'],
    ['a redirect elsewhere', { status: 307, headers: { location: 'https://elsewhere.example/x' } }, 'malformed'],
  ])('%s is said with its code and not asked again', async (_, fault, code) => {
    const connection = connectTo(type)
    connection.fake.fail(operations.usage, fault)
    expect((await failed(usage(connection))).code).toBe(code)
    expect(connection.fake.askedFor(operations.usage)).toHaveLength(1)
    expect(new Set(connection.fake.asked.map(({ headers }) => headers.get('host')))).toEqual(new Set([null]))
  })

  test.each<[string, Fault, string]>([
    ['503', { status: 503 }, 'service_error'],
    ['a broken connection', 'broken', 'network'],
    ['no connection', 'refused', 'network'],
    ['silence', 'silent', 'timeout'],
  ])('%s is asked again three times where asking does nothing, then said', async (_, fault, code) => {
    const connection = connectTo(type)
    connection.fake.fail(operations.usage, fault, fault, fault)
    expect(await usage(connection)).toEqual({ totalScans: 0 })
    connection.fake.fail(operations.usage, fault, fault, fault, fault)
    expect((await failed(usage(connection))).code).toBe(code)
  })

  test('waits as long as it is told to, but not for more than a minute, and longer each time when it is not told', async () => {
    const connection = connectTo(type)
    const { fake, clock } = connection
    const in9s = new Date(Date.UTC(2026, 0, 1, 0, 0, 9)).toUTCString()
    fake.fail(operations.usage, { status: 429, headers: { 'retry-after': in9s } })
    await usage(connection)
    fake.fail(operations.usage, { status: 429, headers: { 'retry-after': '7' } })
    await usage(connection)
    fake.fail(operations.usage, { status: 429, headers: { 'retry-after': '3600' } })
    await usage(connection)
    expect(clock.slept).toEqual([9000, 7000, 60_000])
    fake.fail(operations.usage, { status: 429 }, { status: 429 }, { status: 429 })
    await usage(connection)
    const [first = 0, second = 0, third = 0] = clock.slept.slice(3)
    expect([first >= 500, first <= 1000, second >= 1000, second <= 2000, third >= 2000, third <= 4000]).not.toContain(
      false,
    )
  })

  test.each<Fault>(['lost', 'broken', { status: 502 }])(
    'a start that meets "%s" begins one scan at most',
    async (fault) => {
      const connection = connectTo(type)
      const { backend, fake, order } = connection
      fake.fail(operations.start, fault)
      const ended = await backend
        .start(order, never)
        .then(async (id) => await toTheEnd(connection, id))
        .then(
          ({ seen }) => seen.at(-1)?.status,
          (error: unknown) => (error as BackendError).code,
        )
      expect(ended).toBe(services[type].isStartRepeatable ? 'Finished' : 'unknown_outcome')
      expect(fake.begun()).toBeLessThanOrEqual(1)
      // A service that knows the start by its key may be asked once more, and says that it has it.
      expect(fake.askedFor(operations.start).length).toBeLessThanOrEqual(services[type].isStartRepeatable ? 2 : 1)
    },
  )

  test('a start that is told to wait waits', async () => {
    const connection = connectTo(type)
    const { backend, fake, order } = connection
    fake.fail(operations.start, { status: 429, headers: { 'retry-after': '5' } })
    await toTheEnd(connection, await backend.start(order, never))
    expect(fake.begun()).toBe(1)
  })

  test('no complaint of the service’s shows a key', async () => {
    const connection = connectTo(type)
    const json = { error: `${subjects[type].config.apiKey} and ${targetKey} ::error::` }
    connection.fake.fail(operations.usage, { status: 400, json })
    const { message } = await failed(usage(connection))
    expect(message).not.toContain(subjects[type].config.apiKey)
    expect(message).not.toContain(targetKey)
    expect(message).not.toContain('::error::')
  })

  test('gives nothing of the order away but what the API takes', async () => {
    const connection = connectTo(type)
    const { backend, order } = connection
    await toTheEnd(connection, await backend.start(order, never))
    const sent = connection.fake.asked.map(({ body }) => JSON.stringify(body) ?? '').join('\n')
    // Vijil keeps the key itself; EvalGuard and CEREBRO-RED have no use for it.
    expect(sent.includes(targetKey)).toBe(subjects[type].isKeySent)
  })
})

describe('what stops or goes on', () => {
  test.each(backendTypes.filter((type) => services[type].capabilities.has('cancel') && type !== 'evalguard'))(
    '%s: a cancelled scan has failed',
    async (type) => {
      const connection = connectTo(type)
      const { backend, order } = connection
      const id = await backend.start(order, never)
      await backend.progress(id, never)
      await backend.progress(id, never)
      await backend.cancel(id, never)
      expect((await backend.progress(id, never)).status).toBe('Failed')
    },
  )

  test('evalguard: a request that is given up is an error, and not a result', async () => {
    const { backend, order } = connectTo('evalguard')
    const id = await backend.start(order, never)
    await backend.cancel(id, never)
    await expect(
      (async () => {
        for (let look = 0; look < 100; look++) {
          await backend.progress(id, never)
          await new Promise((resolve) => setImmediate(resolve))
        }
      })(),
    ).rejects.toBeInstanceOf(Error)
  })

  test('virtuered: pause and retry, also when they have been done already', async () => {
    const connection = connectTo('virtuered')
    const { backend, order } = connection
    const id = await backend.start(order, never)
    await backend.pause(id, never)
    await backend.pause(id, never)
    expect((await backend.progress(id, never)).status).toBe('Paused')
    expect(await backend.retry(id, never)).toBe(id)
    expect(await backend.retry(id, never)).toBe(id)
    expect((await backend.progress(id, never)).status).toBe('Scanning')
  })

  test.each(
    backendTypes.filter((type) => services[type].capabilities.has('retry') && !services[type].retriesFromCheckpoint),
  )('%s: a retry is a new scan', async (type) => {
    const connection = connectTo(type)
    const { backend, order, fake } = connection
    const id = await backend.start(order, never)
    await toTheEnd(connection, id)
    const next = await backend.retry(id, never)
    expect(next).not.toBe(id)
    await toTheEnd(connection, next)
    expect(fake.begun()).toBe(2)
  })

  test('virtuered: results of a scan that is not finished are refused with its state', async () => {
    const { backend, order } = connectTo('virtuered')
    const id = await backend.start(order, never)
    await expect(backend.summary(id, never)).rejects.toMatchObject({ code: 'invalid_state' })
    await expect(backend.download(id, never)).rejects.toThrow(/is Scanning, and only a Finished one/u)
  })

  test('virtuered: TOML when a key is set that the API knows in TOML only, and sandbox scans', async () => {
    const { backend, fake } = connectTo('virtuered')
    await backend.start(orderFor({ datasets: ['Bias'], tomlOnly: { application_id: 7, is_user_model: true } }), never)
    const [start] = fake.askedFor('startScan')
    expect(start?.type).toBe('application/toml')
    expect(start?.body).toContain('application_id = 7')
    await backend.start(orderFor({ isSandbox: true }), never)
    expect(Object.keys(fake.askedFor('startSandboxScan')[0]?.body as object)).toEqual(['scan_name', 'model'])
    expect(fake.breaches).toEqual([])
  })
})

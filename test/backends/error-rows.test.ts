import { describe, expect, test } from 'vitest'
import { type BackendType, backendTypes } from '../../src/core/backend.ts'
import { BackendError } from '../../src/core/errors.ts'
import type { Fault } from '../fakes/fake-service.ts'
import { type Connection, connectTo, subjects } from '../fakes/subjects.ts'

const never = new AbortController().signal

/** Starts and looks until the scan is over; the last status, or the code of the error that came first. */
async function endOf({ backend, order, clock }: Connection): Promise<string> {
  try {
    let id = await backend.start(order, never)
    for (let look = 0; look < 20; look++) {
      const progress = await backend.progress(id, never)
      id = progress.scanId ?? id
      if (progress.status !== 'Initializing' && progress.status !== 'Scanning') return progress.status
      await clock.sleep(5000)
    }
    return 'not over'
  } catch (error) {
    return error instanceof BackendError ? error.code : String(error)
  }
}

/** What the state of a scan is read from. */
const progressOperations = {
  virtuered: 'getProgress',
  vijil: 'getEvaluation',
  'cerebro-red': 'getScanStatus',
} as const satisfies Partial<Record<BackendType, string>>

describe.each(backendTypes)('%s', (type) => {
  const { start } = subjects[type].operations

  test.each<[string, Fault, string]>([
    ['400', { status: 400, json: { error: { code: 'VALIDATION_ERROR', message: 'no' } } }, 'invalid_request'],
    ['401', { status: 401, json: {} }, 'auth'],
    ['402', { status: 402, json: {} }, 'quota'],
    ['403', { status: 403, json: {} }, 'auth'],
    ['422', { status: 422, json: { detail: [{ loc: ['body'], msg: 'no' }] } }, 'invalid_request'],
    ['429 with a quota code', { status: 429, json: { error: { code: 'QUOTA_EXCEEDED', message: 'no' } } }, 'quota'],
  ])('a start that is refused with %s is not sent again', async (_, fault, code) => {
    const connection = connectTo(type)
    connection.fake.fail(start, fault)
    expect(await endOf(connection)).toBe(code)
    expect(connection.fake.askedFor(start)).toHaveLength(1)
  })

  test('a start that is answered without what it should say is never read as a scan', async () => {
    const connection = connectTo(type)
    connection.fake.fail(start, { json: { success: true } })
    // CEREBRO-RED's id is ours, so its answer tells nothing that the next look does not; here the run never began.
    const expected = {
      virtuered: 'unknown_outcome',
      evalguard: 'malformed',
      vijil: 'malformed',
      'cerebro-red': 'not over',
    }
    expect(await endOf(connection)).toBe(expected[type])
    expect(connection.fake.askedFor(start)).toHaveLength(1)
  })
})

describe.each(Object.entries(progressOperations))('%s', (type, operation) => {
  test.each<[string, Fault]>([
    ['without a status', { json: { percentage: 100, progress_percent: 100 } }],
    ['that is no JSON', { bytes: new TextEncoder().encode('Finished'), type: 'text/plain' }],
    ['that is nothing', { bytes: new Uint8Array() }],
  ])('progress %s is malformed', async (_, fault) => {
    const { backend, order, fake } = connectTo(type as BackendType)
    const id = await backend.start(order, never)
    fake.fail(operation, fault)
    await expect(backend.progress(id, never)).rejects.toMatchObject({ code: 'malformed' })
  })

  test('an id that it does not know is not found', async () => {
    const { backend } = connectTo(type as BackendType)
    await expect(backend.progress('00000000-0000-4000-8000-000000000009', never)).rejects.toMatchObject({
      code: 'not_found',
    })
  })
})

describe('a redirect', () => {
  const moved = (status: number, location: string): Fault => ({ status, headers: { location } })

  test.each([307, 308])('on the same host (%i) is followed', async (status) => {
    const { backend, fake } = connectTo('virtuered')
    fake.fail('getUsage', moved(status, '/v1/scan/usage'))
    expect(await backend.usage({ mode: 'all_time' }, never)).toEqual({ totalScans: 0 })
    expect(fake.askedFor('getUsage').map(({ body }) => body)).toEqual([{ mode: 'all_time' }, { mode: 'all_time' }])
  })

  test.each([
    ['that may turn a POST into a GET', moved(302, '/v1/scan/usage')],
    ['to http', moved(307, 'http://service.example/v1/scan/usage')],
    ['to another port', moved(307, 'https://service.example:8443/v1/scan/usage')],
  ])('%s is not', async (_, fault) => {
    const { backend, fake } = connectTo('virtuered')
    fake.fail('getUsage', fault)
    await expect(backend.usage({ mode: 'all_time' }, never)).rejects.toThrow(/The key is not sent there/u)
    expect(fake.askedFor('getUsage')).toHaveLength(1)
  })
})

describe('virtuered: what the state of a scan forbids', () => {
  async function finished() {
    const connection = connectTo('virtuered')
    const id = await connection.backend.start(connection.order, never)
    for (let look = 0; look < 4; look++) await connection.backend.progress(id, never)
    return { ...connection, id, looks: connection.fake.askedFor('getProgress').length }
  }

  test.each(['pause', 'retry'] as const)('%s: the state is looked at, and the refusal said', async (operation) => {
    const { backend, fake, id, looks } = await finished()
    await expect(backend[operation](id, never)).rejects.toMatchObject({ code: 'invalid_state' })
    expect(fake.askedFor('getProgress')).toHaveLength(looks + 1)
    expect(fake.askedFor(operation === 'pause' ? 'pauseScan' : 'retryScan')).toHaveLength(1)
  })
})

describe('cerebro-red: just after a start', () => {
  const missing: Fault = { status: 404, json: { error: 'Experiment not found' } }

  test('a scan that is not there yet is looked for three times', async () => {
    const { backend, order, fake } = connectTo('cerebro-red')
    const id = await backend.start(order, never)
    fake.fail('getScanStatus', missing)
    // The fake itself does not know it at the first look.
    expect((await backend.progress(id, never)).status).toBe('Scanning')
    expect(fake.askedFor('getScanStatus')).toHaveLength(3)
  })

  test('and then is not found', async () => {
    const { backend, order, fake } = connectTo('cerebro-red')
    const id = await backend.start(order, never)
    fake.fail('getScanStatus', missing, missing, missing)
    await expect(backend.progress(id, never)).rejects.toMatchObject({ code: 'not_found' })
    expect(fake.askedFor('getScanStatus')).toHaveLength(3)
  })

  test('"already running" is a start', async () => {
    const connection = connectTo('cerebro-red')
    const { fake } = connection
    await connection.backend.start(connection.order, never)
    const again = { ...connection }
    await again.backend.start(connection.order, never)
    expect(fake.askedFor('startScan')).toHaveLength(2)
  })
})

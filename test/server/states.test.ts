import { rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { type ScanStatus, statuses } from '../../src/core/status.ts'
import { ended, reached, type ServeClient } from '../harness/serve-client.ts'
import { chatTarget, startOf, type TestService, testService } from './service.ts'

const sandbox = (baseUrl: string, scan_name: string) => ({ ...startOf(baseUrl, { scan_name, datasets: undefined }) })
const hanging = async (): Promise<string> => (await chatTarget(() => new Promise(() => undefined))).url

/** Brings a scan into each state, by what would do so in life. */
const into: Record<ScanStatus, (service: TestService) => Promise<string>> = {
  async Initializing({ bob, alice }) {
    await bob.startSandbox(sandbox(await hanging(), 'in front'))
    return (await alice.startSandbox(sandbox(await hanging(), 'x'))).body.scan_id
  },
  async Scanning({ alice }) {
    const { body } = await alice.startSandbox(sandbox(await hanging(), 'x'))
    await reached(alice, body.scan_id, ({ status }) => status === 'Scanning')
    return body.scan_id
  },
  async Paused(service) {
    const id = await into.Scanning(service)
    await service.alice.pause(id)
    return id
  },
  async Finished({ alice }) {
    const { body } = await alice.startSandbox(sandbox((await chatTarget()).url, 'x'))
    await ended(alice, body.scan_id)
    return body.scan_id
  },
  async Failed({ alice }) {
    const closed = await chatTarget(() => ({ status: 401, body: { error: { message: 'no such key' } } }))
    const { body } = await alice.startSandbox(sandbox(closed.url, 'x'))
    await ended(alice, body.scan_id)
    return body.scan_id
  },
  async Error({ alice, folder }) {
    await writeFile(path.join(folder, 'scans'), 'no folder')
    const { body } = await alice.startSandbox(sandbox((await chatTarget()).url, 'x'))
    await ended(alice, body.scan_id)
    await rm(path.join(folder, 'scans'))
    return body.scan_id
  },
}

const allowed = {
  summary: ['Finished'],
  download: ['Finished'],
  pause: ['Initializing', 'Scanning'],
  retry: ['Failed', 'Error', 'Paused'],
} as const satisfies Partial<Record<keyof ServeClient, readonly ScanStatus[]>>

const acts = Object.keys(allowed) as (keyof typeof allowed)[]
const isAllowed = (act: keyof typeof allowed, status: ScanStatus): boolean =>
  (allowed[act] as readonly ScanStatus[]).includes(status)

test.each(statuses)('a scan that is %s can be dealt with as documented, and not otherwise', async (status) => {
  const service = await testService({ toml: 'allow_private = true\nmax_running = 1\npreset = "smoke"' })
  const { alice, bob } = service
  const id = await into[status](service)
  for (const act of acts.filter((one) => !isAllowed(one, status))) {
    const { status: code, body } = await alice[act](id)
    expect([code, body]).toMatchObject([400, { error: expect.stringContaining(`The scan is ${status}.`) as string }])
    expect((await alice.progress(id)).body.status).toBe(status)
  }
  for (const act of acts) expect((await bob[act](id)).status).toBe(404)
  for (const act of acts.filter((one) => isAllowed(one, status))) {
    const { status: code, body } = await alice[act](id)
    const after = (await alice.progress(id)).body.status
    expect([act, code]).toEqual([act, 200])
    expect(body).toMatchObject(answers[act](id))
    expect(then[act]).toContain(after)
  }
})

const answers = {
  summary: (scan_id: string) => ({ scan_id, status: 'Finished' }),
  download: () => ({}),
  pause: (scan_id: string) => ({ status: 'paused', scan_id }),
  retry: (scan_id: string) => ({ scan_id, status: 200 }),
}

const then: Record<keyof typeof allowed, readonly ScanStatus[]> = {
  summary: ['Finished'],
  download: ['Finished'],
  pause: ['Paused'],
  // It may have ended by the time somebody looks.
  retry: ['Initializing', 'Scanning', 'Finished', 'Failed'],
}

test('a scan that failed says why, and goes on where it was when the target is there again', async () => {
  let isOpen = false
  const target = await chatTarget(() =>
    isOpen ? "I'm sorry, but I can't help with that." : { status: 401, body: { error: { message: 'no such key' } } },
  )
  const { alice } = await testService()
  const { body } = await alice.startSandbox(sandbox(target.url, 'x'))
  const failed = await ended(alice, body.scan_id)
  expect(failed).toMatchObject({ status: 'Failed', problem: expect.stringContaining('no such key') as string })
  isOpen = true
  await alice.retry(body.scan_id)
  expect(await ended(alice, body.scan_id)).toMatchObject({ status: 'Finished', percentage: 100 })
})

test('what was answered before a pause is not asked again', async () => {
  let isHeld = false
  const held: (() => void)[] = []
  const target = await chatTarget(async ({ index }) => {
    if (index >= 12 && !isHeld) await new Promise<void>((resolve) => held.push(resolve))
    return "I'm sorry, but I can't help with that."
  })
  const { alice } = await testService()
  const { body } = await alice.startSandbox({ ...sandbox(target.url, 'x'), concurrency: 1 })
  await reached(alice, body.scan_id, ({ passed_line }) => passed_line > 2)
  await alice.pause(body.scan_id)
  expect((await alice.progress(body.scan_id)).body).toMatchObject({ status: 'Paused' })
  isHeld = true
  for (const release of held) release()
  await alice.retry(body.scan_id)
  expect(await ended(alice, body.scan_id)).toMatchObject({ status: 'Finished' })
  const asked = target.requests
    .map(({ messages }) => JSON.stringify(messages))
    .filter((text) => !text.includes('word: ready'))
  // The one that was under way when it was paused had no answer.
  expect(asked.length - new Set(asked).size).toBeLessThanOrEqual(1)
})

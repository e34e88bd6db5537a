import { existsSync } from 'node:fs'
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { retentionIn } from '../../src/app/serve/retention.ts'
import { systemClock } from '../../src/platform/clock.ts'
import { openScanIndex } from '../../src/platform/scan-index.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { ended, reached, type ServeClient } from '../harness/serve-client.ts'
import { chatTarget, startOf, testService } from './service.ts'

const day = 86_400_000

/** A clock whose hands are moved by the test alone. */
function ownClock() {
  const at = { now: Date.UTC(2026, 0, 1) }
  return { at, clock: { ...systemClock, now: () => at.now } }
}

const finished = async (client: ServeClient, scan_name: string, baseUrl: string): Promise<string> => {
  const { body } = await client.start(startOf(baseUrl, { scan_name }))
  expect(await ended(client, body.scan_id)).toMatchObject({ status: 'Finished' })
  return body.scan_id
}

const idsOf = async (client: ServeClient): Promise<string[]> => (await client.list()).body.map(({ scan_id }) => scan_id)
const foldersIn = async (folder: string): Promise<string[]> => (await readdir(path.join(folder, 'scans'))).toSorted()

const keeping = (keys: string): string => `allow_private = true\npreset = "smoke"\n${keys}`

test('without a word about it scans are kept for ever', async () => {
  const { at, clock } = ownClock()
  const { url } = await chatTarget()
  const { alice, folder } = await testService({ clock })
  const first = await finished(alice, 'first', url)
  at.now += 10_000 * day
  const second = await finished(alice, 'second', url)
  expect(await idsOf(alice)).toEqual([first, second])
  expect(await foldersIn(folder)).toEqual([first, second].toSorted())
})

test('keep_days: what finished longer ago is removed when another scan finishes and when the service starts', async () => {
  const { at, clock } = ownClock()
  const { url } = await chatTarget()
  const toml = keeping('keep_days = 30')
  const before = await testService({ clock, toml })
  const { alice, folder } = before
  const first = await finished(alice, 'first', url)
  at.now += 29 * day
  const second = await finished(alice, 'second', url)
  expect(await idsOf(alice)).toEqual([first, second])
  at.now += 2 * day
  const third = await finished(alice, 'third', url)
  expect(await idsOf(alice)).toEqual([second, third])
  for (const act of ['progress', 'summary', 'download', 'pause', 'retry'] as const)
    expect([act, (await alice[act](first)).status]).toEqual([act, 404])
  await before.close()
  expect(await foldersIn(folder)).toEqual([second, third].toSorted())

  at.now += 29 * day
  const after = await testService({ clock, toml, folder })
  expect(await idsOf(after.alice)).toEqual([third])
  await after.close()
  expect(await foldersIn(folder)).toEqual([third])
  expect(existsSync(path.join(folder, 'removed', second))).toBe(false)
  expect(after.told).toEqual([])
})

test('keep_scans: the last to finish of each user stay', async () => {
  const { at, clock } = ownClock()
  const { url } = await chatTarget()
  const { alice, bob, folder, close } = await testService({ clock, toml: keeping('keep_scans = 2') })
  const ids: string[] = [await finished(bob, 'of bob', url)]
  for (const name of ['one', 'two', 'three']) {
    at.now += 1000
    ids.push(await finished(alice, name, url))
  }
  const [ofBob = '', , two = '', three = ''] = ids
  expect([await idsOf(alice), await idsOf(bob)]).toEqual([[two, three], [ofBob]])
  await close()
  expect(await foldersIn(folder)).toEqual([ofBob, two, three].toSorted())
})

test('the name is free again, and usage counts what was removed', async () => {
  const { at, clock } = ownClock()
  const { url } = await chatTarget()
  const { alice } = await testService({ clock, toml: keeping('keep_scans = 1') })
  await finished(alice, 'one', url)
  at.now += day
  await finished(alice, 'two', url)
  await finished(alice, 'one', url)
  expect((await alice.usage({ mode: 'all_time' })).body).toMatchObject({ total_scans: 3 })
  const window = { mode: 'custom', end: '2026-01-01T12:00:00Z' }
  expect((await alice.usage(window)).body).toMatchObject({ total_scans: 1 })
})

test('scans that run, wait, are Paused or have failed are never removed', async () => {
  const { at, clock } = ownClock()
  const hanging = await chatTarget(() => new Promise(() => undefined))
  const locked = await chatTarget(() => ({ status: 401, body: { error: { message: 'no such key' } } }))
  const toml = keeping('keep_days = 1\nkeep_scans = 1\nmax_running = 2')
  const { alice, bob, folder } = await testService({ clock, toml })
  const start = async (scan_name: string, baseUrl: string): Promise<string> =>
    (await alice.start(startOf(baseUrl, { scan_name }))).body.scan_id
  const failed = await start('failed', locked.url)
  expect(await ended(alice, failed)).toMatchObject({ status: 'Failed' })
  const paused = await start('paused', hanging.url)
  await reached(alice, paused, ({ status }) => status === 'Scanning')
  await alice.pause(paused)
  const running = await start('running', hanging.url)
  await reached(alice, running, ({ status }) => status === 'Scanning')
  at.now += 1000 * day
  await finished(bob, 'of bob', (await chatTarget()).url)
  const statuses = (await alice.list()).body.map(({ scan_id, status }) => [scan_id, status])
  expect(statuses).toEqual([
    [failed, 'Failed'],
    [paused, 'Paused'],
    [running, 'Scanning'],
  ])
  for (const id of [failed, paused, running]) expect(await foldersIn(folder)).toContain(id)
})

test('a removal that was cut off is brought to its end', async () => {
  const { at, clock } = ownClock()
  const { url } = await chatTarget()
  const toml = keeping('keep_days = 1')
  const folder = await temporaryFolder()
  const before = await testService({ clock, toml, folder })
  const id = await finished(before.alice, 'one', url)
  await before.close()
  // The files were gone, and the index had not heard of it.
  await rm(path.join(folder, 'scans', id), { recursive: true })
  // And of another one the index had, and its files lay there still.
  await mkdir(path.join(folder, 'removed', 'scan-of-before'), { recursive: true })
  at.now += 2 * day
  const { alice, told } = await testService({ clock, toml, folder })
  expect([await idsOf(alice), told]).toEqual([[], []])
  expect(existsSync(path.join(folder, 'removed', 'scan-of-before'))).toBe(false)
})

test('what an earlier service could not remove keeps nobody from opening it, and the operator is told', async () => {
  const folder = path.join(await temporaryFolder(), 'data')
  // Nothing can be removed from what is no folder, whoever asks.
  await writeFile(folder, 'no folder')
  const told: string[] = []
  const index = await openScanIndex(':memory:')
  onTestFinished(index.close)
  const retention = await retentionIn({
    folder,
    config: { keep: { scans: 1 } },
    clock: systemClock,
    index,
    tell: (text) => void told.push(text),
  })
  retention.look()
  await retention.close()
  expect(told).toEqual([expect.stringMatching(/removed of an earlier scan cannot be removed: .* It is tried again/u)])
})

test('a scan whose files cannot be moved stays as it is, and the operator is told', async () => {
  const { at, clock } = ownClock()
  const { url } = await chatTarget()
  const { alice, folder, told } = await testService({ clock, toml: keeping('keep_scans = 1') })
  const first = await finished(alice, 'first', url)
  await writeFile(path.join(folder, 'removed'), 'no folder')
  at.now += 1000
  const second = await finished(alice, 'second', url)
  expect(await idsOf(alice)).toEqual([first, second])
  expect((await alice.summary(first)).status).toBe(200)
  expect(told).toEqual([expect.stringContaining(`The scan ${first} could not be removed: `)])
  await rm(path.join(folder, 'removed'))
  const third = await finished(alice, 'third', url)
  expect(await idsOf(alice)).toEqual([third])
})

import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { RecordError } from '../../src/core/errors.ts'
import { type IndexedScan, openScanIndex } from '../../src/platform/scan-index.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'

const scan = (changes: Partial<IndexedScan> = {}): IndexedScan => ({
  id: 'scan-1',
  user: 'alice',
  name: 'one',
  isSandbox: false,
  status: 'Initializing',
  createdAt: 1000,
  startedAt: null,
  finishedAt: null,
  done: 0,
  total: 0,
  remaining: 0,
  problem: null,
  request: '{}',
  sealed: null,
  ...changes,
})

async function opened(file: string) {
  const index = await openScanIndex(file)
  onTestFinished(() => index.close())
  return index
}

test('what was added and changed is there for whoever opens the file next', async () => {
  const file = path.join(await temporaryFolder(), 'index.sqlite')
  const index = await opened(file)
  expect(index.add(scan({ isSandbox: true, sealed: 'x' }))).toBe(true)
  expect(index.add(scan({ id: 'scan-2' }))).toBe(false)
  expect(index.add(scan({ id: 'scan-2', user: 'bob' }))).toBe(true)
  index.change('scan-1', { status: 'Finished', finishedAt: 3000, done: 7, remaining: 0.5, sealed: null })
  const expected = scan({ isSandbox: true, status: 'Finished', finishedAt: 3000, done: 7, remaining: 0.5 })
  expect(index.find('scan-1')).toEqual(expected)
  index.change('scan-1', { problem: 'none' })
  expect(index.find('scan-1')).toEqual({ ...expected, problem: 'none' })
  const other = await opened(file)
  expect(other.find('scan-1')).toEqual({ ...expected, problem: 'none' })
  expect([...other.salt]).toEqual([...index.salt])
  expect(other.named('bob', 'one')?.id).toBe('scan-2')
  expect(other.byStatus()).toEqual({ Finished: 1, Initializing: 1 })
  expect(other.open().map(({ id }) => id)).toEqual(['scan-2'])
})

test('finished scans are counted between two moments, sandbox scans apart', async () => {
  const index = await opened(path.join(await temporaryFolder(), 'index.sqlite'))
  for (const finishedAt of [10, 20, 30]) {
    index.add(scan({ id: `scan-${finishedAt}`, name: `${finishedAt}`, status: 'Finished', finishedAt }))
  }
  index.add(scan({ id: 's', name: 's', status: 'Finished', finishedAt: 20, isSandbox: true }))
  index.add(scan({ id: 'p', name: 'p', status: 'Paused' }))
  expect(index.finished('alice', 10, 20)).toEqual({ count: 2, first: 10, last: 20 })
  expect(index.finished('bob', 0, 100)).toEqual({ count: 0, first: null, last: null })
})

test('a file that is something else is refused', async () => {
  await expect(openScanIndex(await temporaryFolder())).rejects.toThrow(RecordError)
})

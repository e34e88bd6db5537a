import { spawnSync } from 'node:child_process'
import { readdir, readFile, utimes, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { RecordError } from '../../src/core/errors.ts'
import { withLock } from '../../src/platform/lock.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'

/** The number of a process that has ended. */
const goneProcess = (): number => spawnSync(process.execPath, ['--version']).pid

/** A folder with somebody's lock in it, last renewed so many seconds ago. */
async function locked(content: string, age = 0) {
  const folder = await temporaryFolder()
  const path = join(folder, 'journal.lock')
  await writeFile(path, content)
  const then = new Date(Date.now() - age * 1000)
  await utimes(path, then, then)
  return folder
}

const lockOf = (holder: { pid?: number; host?: string; started?: string }): string =>
  JSON.stringify({ pid: process.pid, host: hostname(), started: '', ...holder })

const outcome = (folder: string): Promise<unknown> =>
  withLock(folder, () => Promise.resolve('done')).catch((error: unknown) => error)

describe('a lock', () => {
  test('says who holds it while the work is done, and is gone afterwards', async () => {
    const folder = await temporaryFolder()
    const held = await withLock(folder, () => readFile(join(folder, 'journal.lock'), 'utf8'))
    expect(JSON.parse(held)).toMatchObject({ pid: process.pid, host: hostname() })
    expect(await readdir(folder)).toEqual([])
  })

  test('is gone as well when the work breaks', async () => {
    const folder = await temporaryFolder()
    await expect(withLock(folder, () => Promise.reject(new RangeError('broke')))).rejects.toThrow('broke')
    expect(await readdir(folder)).toEqual([])
  })

  test('refuses everybody else, with the way out', async () => {
    const folder = await temporaryFolder()
    await withLock(folder, async () => {
      const error = await outcome(folder)
      expect(error).toBeInstanceOf(RecordError)
      expect(String(error)).toContain(`process ${process.pid} on ${hostname()}`)
      expect(String(error)).toContain(`remove ${join(folder, 'journal.lock')}`)
    })
    expect(await outcome(folder)).toBe('done')
  })

  test.each([
    ['whose process is gone', () => lockOf({ pid: goneProcess() }), 0],
    ['of another machine that has been silent for more than a minute', () => lockOf({ host: 'elsewhere' }), 70],
    ['that was never filled', () => '', 5],
  ])('%s does not count', async (_, content, age) => {
    expect(await outcome(await locked(content(), age))).toBe('done')
  })

  test.each([
    ['of another machine that is alive', () => lockOf({ host: 'elsewhere' }), 20],
    ['that is just being made', () => '', 0],
    ['of a process that cannot be told from a later one', () => lockOf({}), 500],
  ])('%s counts', async (_, content, age) => {
    expect(await outcome(await locked(content(), age))).toBeInstanceOf(RecordError)
  })

  test.runIf(process.platform === 'linux')('of an earlier process with the same number does not count', async () => {
    expect(await outcome(await locked(lockOf({ started: '1' })))).toBe('done')
  })

  test('goes to one alone of many who find a dead one', async () => {
    const folder = await locked(lockOf({ pid: goneProcess() }))
    let within = 0
    const work = async (): Promise<string> => {
      within += 1
      expect(within).toBe(1)
      await readFile(import.meta.filename)
      within -= 1
      return 'done'
    }
    const ends = await Promise.allSettled(Array.from({ length: 20 }, () => withLock(folder, work)))
    expect(ends.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(0)
    expect(await readdir(folder)).toEqual([])
  })
})

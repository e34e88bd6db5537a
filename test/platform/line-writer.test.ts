import { open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { RecordError } from '../../src/core/errors.ts'
import { type LineFile, lineFile, lineWriter } from '../../src/platform/line-writer.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'

/** A writer on a real file, whose ways may be changed; counts writes. */
async function writing(change: (file: LineFile) => Partial<LineFile> = () => ({}), before = '') {
  const path = join(await temporaryFolder(), 'journal.jsonl')
  const file = await open(path, 'w+')
  onTestFinished(() => file.close())
  await file.writeFile(before)
  let writes = 0
  const own = lineFile(file)
  const real: LineFile = {
    ...own,
    write: (bytes, at) => {
      writes += 1
      return own.write(bytes, at)
    },
  }
  const writer = lineWriter({ ...real, ...change(real) }, Buffer.byteLength(before))
  return { writer, writes: () => writes, content: () => readFile(path, 'utf8') }
}

describe('lineWriter', () => {
  test('a line is in the file when its caller hears of it', async () => {
    const { writer, content } = await writing()
    await writer.append('first')
    expect(await content()).toBe('first\n')
    await writer.append('zweite 🙂')
    expect(await content()).toBe('first\nzweite 🙂\n')
    await writer.close()
  })

  test('goes on where the file ends', async () => {
    const { writer, content } = await writing(undefined, 'älter\n')
    await writer.append('new')
    await writer.close()
    expect(await content()).toBe('älter\nnew\n')
  })

  test('lines of one turn go out in one write, in their order', async () => {
    const { writer, writes, content } = await writing()
    const lines = Array.from({ length: 100 }, (_, i) => `line ${i}`)
    await Promise.all(lines.map((line) => writer.append(line)))
    expect(writes()).toBe(1)
    expect(await content()).toBe(`${lines.join('\n')}\n`)
    await writer.close()
  })

  test('lines that come after a write wait for the next one', async () => {
    const { writer, writes, content } = await writing()
    await writer.append('1')
    await Promise.all([writer.append('2'), writer.append('3')])
    expect(writes()).toBe(2)
    expect(await content()).toBe('1\n2\n3\n')
    await writer.close()
  })

  test('closing writes what is waiting and syncs it', async () => {
    let synced = 0
    const { writer, content } = await writing(({ sync }) => ({
      sync: () => {
        synced += 1
        return sync()
      },
    }))
    const appended = writer.append('last')
    await writer.close()
    await appended
    expect([await content(), synced]).toEqual(['last\n', 1])
  })

  test('a full disk is an error: the torn line is cut off, and nothing more is written', async () => {
    let isFull = false
    const { writer, content } = await writing(({ write }) => ({
      // A full disk takes a part of the bytes and calls it a success.
      write: (bytes, at) => write(isFull ? bytes.subarray(0, Math.floor(bytes.length / 2)) : bytes, at),
    }))
    await writer.append('whole')
    isFull = true
    await expect(writer.append('does not fit')).rejects.toThrow(RecordError)
    expect(await content()).toBe('whole\n')
    isFull = false
    await expect(writer.append('comes too late')).rejects.toThrow('the disk is full')
    await writer.close()
    expect(await content()).toBe('whole\n')
  })

  test('lines of a group that fitted as a whole stay', async () => {
    const { writer, content } = await writing(({ write }) => ({
      write: (bytes, at) => write(bytes.subarray(0, -3), at),
    }))
    await Promise.allSettled(['first', 'second', 'third'].map((line) => writer.append(line)))
    await writer.close()
    expect(await content()).toBe('first\nsecond\n')
  })

  test('is synced within a second of a write even when nothing follows', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    onTestFinished(() => void vi.useRealTimers())
    let synced = 0
    const { writer } = await writing(() => ({ sync: () => Promise.resolve(void (synced += 1)) }))
    await writer.append('alone')
    vi.advanceTimersByTime(999)
    expect(synced).toBe(0)
    vi.advanceTimersByTime(1)
    expect(synced).toBe(1)
    await writer.close()
    expect(synced).toBe(1)
  })

  test('a sync that fails is an error for whoever writes next, or closes', async () => {
    const { writer } = await writing(() => ({ sync: () => Promise.reject(new Error('EIO')) }))
    await writer.append('in the cache only')
    await expect(writer.close()).rejects.toThrow('journal cannot be written: EIO')
  })

  test('everyone whose line went down with the write hears of it, and says why', async () => {
    const { writer } = await writing(() => ({
      write: () => {
        throw new Error('EIO: the disk is gone')
      },
    }))
    const ends = await Promise.allSettled([writer.append('a'), writer.append('b')])
    expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    await expect(writer.append('c')).rejects.toMatchObject({
      code: 'record',
      message: expect.stringContaining('the disk is gone') as string,
    })
  })
})

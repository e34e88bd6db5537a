import type { FileHandle } from 'node:fs/promises'
import { messageOf, RecordError } from '../core/errors.ts'

/** Appends lines to an open file. */
export interface LineWriter {
  /** Resolves when the line is in the file. Rejects with RecordError; from then on every line is rejected. */
  readonly append: (line: string) => Promise<void>
  /** Writes what is waiting, makes it durable and closes the file. Rejects with RecordError when that cannot be done. */
  readonly close: () => Promise<void>
}

const syncAfterMs = 1000

/**
 * Group commit: lines that arrive while a write is under way go out together in the next one, and each caller waits for its own.
 * The data is synced within a second of being written and at the end: a killed process loses nothing, a lost machine a second.
 */
export function lineWriter(file: FileHandle, size: number, what = "the scan's journal"): LineWriter {
  let end = size
  let waiting: Group = newGroup()
  let busy: Promise<void> | undefined
  let syncing: NodeJS.Timeout | undefined
  let broken: RecordError | undefined

  const isBroken = (error: unknown): RecordError => {
    broken ??= new RecordError(`${what} cannot be written: ${messageOf(error)}`, { cause: error })
    return broken
  }
  const sync = (): Promise<void> => {
    clearTimeout(syncing)
    syncing = undefined
    return file.datasync()
  }
  const flush = async (): Promise<void> => {
    while (waiting.lines.length > 0) {
      const group = waiting
      waiting = newGroup()
      try {
        if (broken !== undefined) throw broken
        end = await writeWhole(file, group.lines.join(''), end)
        syncing ??= setTimeout(() => void sync().catch(isBroken), syncAfterMs).unref()
        group.resolve()
      } catch (error) {
        group.reject(isBroken(error))
      }
    }
    busy = undefined
  }

  return {
    append(line) {
      waiting.lines.push(`${line}\n`)
      const { done } = waiting
      busy ??= flushSoon(flush)
      return done
    },
    async close() {
      await busy
      try {
        if (syncing !== undefined) await sync()
      } catch (error) {
        throw isBroken(error)
      } finally {
        await file.close()
      }
    },
  }
}

/** Lets everything that is ready in this turn join the group. */
const flushSoon = (flush: () => Promise<void>): Promise<void> => Promise.resolve().then(flush)

interface Group {
  readonly lines: string[]
  readonly done: Promise<void>
  readonly resolve: () => void
  readonly reject: (error: Error) => void
}

function newGroup(): Group {
  let settle: Pick<Group, 'resolve' | 'reject'> = { resolve: () => undefined, reject: () => undefined }
  const done = new Promise<void>((resolve, reject) => {
    settle = { resolve, reject }
  })
  // Whoever appended waits for it; a group nobody waits for must not end the process.
  done.catch(() => undefined)
  return { lines: [], done, ...settle }
}

/** A full disk takes a part of the bytes and reports no error, so the count is checked; whole lines stay, the torn one is cut off. */
async function writeWhole(file: FileHandle, text: string, end: number): Promise<number> {
  const bytes = Buffer.from(text, 'utf8')
  const { bytesWritten } = await file.write(bytes, 0, bytes.length, end)
  if (bytesWritten === bytes.length) return end + bytesWritten
  await file.truncate(end + bytes.subarray(0, bytesWritten).lastIndexOf(10) + 1)
  throw new Error(`only ${bytesWritten} of ${bytes.length} bytes fitted: the disk is full`)
}

import { ftruncateSync, writeSync } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { messageOf, RecordError } from '../core/errors.ts'

/** Appends lines to an open file. */
export interface LineWriter {
  /** Resolves when the line is in the file. Rejects with RecordError; from then on every line is rejected. */
  readonly append: (line: string) => Promise<void>
  /** Writes what is waiting, makes it durable and closes the file. Rejects with RecordError when that cannot be done. */
  readonly close: () => Promise<void>
}

/** What the writer needs of a file. */
export interface LineFile {
  /** Returns how many bytes fitted. */
  readonly write: (bytes: Uint8Array, at: number) => number
  readonly truncate: (length: number) => void
  /** Makes what was written survive the machine. */
  readonly sync: () => Promise<void>
  readonly close: () => Promise<void>
}

/**
 * A file whose writes are waited for: into the system's memory they take a few microseconds, a tenth of what handing them to another
 * thread does.
 */
export const lineFile = (file: FileHandle): LineFile => ({
  write: (bytes, at) => writeSync(file.fd, bytes, 0, bytes.length, at),
  truncate: (length) => ftruncateSync(file.fd, length),
  sync: () => file.datasync(),
  close: () => file.close(),
})

const syncAfterMs = 1000

/**
 * Group commit: lines that come in one turn of the event loop go out together at its end, and each caller waits for its own. The data
 * is synced within a second of being written and at the end: a killed process loses nothing, a lost machine a second.
 */
export function lineWriter(file: LineFile, size: number, what = "the scan's journal"): LineWriter {
  let end = size
  let waiting: Group | undefined
  let syncing: NodeJS.Timeout | undefined
  let broken: RecordError | undefined

  const isBroken = (error: unknown): RecordError => {
    broken ??= new RecordError(`${what} cannot be written: ${messageOf(error)}`, { cause: error })
    return broken
  }
  const sync = (): Promise<void> => {
    clearTimeout(syncing)
    syncing = undefined
    return file.sync()
  }
  const flush = (): void => {
    const group = waiting
    if (group === undefined) return
    waiting = undefined
    try {
      if (broken !== undefined) throw broken
      end = writeWhole(file, group.lines.join(''), end)
      syncing ??= setTimeout(() => void sync().catch(isBroken), syncAfterMs).unref()
      group.resolve()
    } catch (error) {
      group.reject(isBroken(error))
    }
  }

  return {
    append(line) {
      if (waiting === undefined) {
        waiting = newGroup()
        setImmediate(flush)
      }
      waiting.lines.push(`${line}\n`)
      return waiting.done
    },
    async close() {
      flush()
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
function writeWhole(file: LineFile, text: string, end: number): number {
  const bytes = Buffer.from(text, 'utf8')
  const written = file.write(bytes, end)
  if (written === bytes.length) return end + written
  file.truncate(end + bytes.subarray(0, written).lastIndexOf(10) + 1)
  throw new Error(`only ${written} of ${bytes.length} bytes fitted: the disk is full`)
}

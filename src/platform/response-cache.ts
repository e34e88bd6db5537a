import { randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { messageOf, RecordError } from '../core/errors.ts'
import type { Reply } from '../core/message.ts'
import type { ResponseCache } from '../core/response-cache.ts'

export interface ResponseFolder extends ResponseCache {
  /** What went wrong so far, as sentences; empty when nothing did. */
  readonly problems: () => readonly string[]
}

/**
 * A folder of answers, a file each, which several scans may use at a time. Files appear when they are whole. One that cannot be read is
 * as good as none. Rejects with RecordError when the folder cannot be made.
 */
export async function openResponseFolder(folder: string): Promise<ResponseFolder> {
  await mkdir(folder, { recursive: true }).catch((error: unknown) => {
    throw new RecordError(`the cache ${folder} cannot be made: ${messageOf(error)}`, { cause: error })
  })
  let unreadable = 0
  let unwritable: string | undefined
  const pathOf = (key: string): string => join(folder, key.slice(0, 2), `${key}.json`)
  return {
    async get(key) {
      try {
        const reply = parse(await readFile(pathOf(key), 'utf8'), key)
        if (reply === undefined) unreadable += 1
        return reply
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') unreadable += 1
        return undefined
      }
    },
    async put(key, reply) {
      const path = pathOf(key)
      const part = `${path}.${randomUUID()}.part`
      try {
        await mkdir(dirname(path), { recursive: true })
        await writeFile(part, `${JSON.stringify({ format: 1, key, reply })}\n`)
        await rename(part, path)
      } catch (error) {
        unwritable ??= messageOf(error)
        await rm(part, { force: true }).catch(() => undefined)
      }
    },
    problems: () => [
      ...(unreadable === 0 ? [] : [`${unreadable} broken entries of the cache ${folder} were ignored.`]),
      ...(unwritable === undefined ? [] : [`Answers could not be kept in the cache ${folder}: ${unwritable}`]),
    ],
  }
}

/** The reply of an entry; nothing when it is broken, of another version, or of another question. */
function parse(text: string, key: string): Reply | undefined {
  let entry: { format?: unknown; key?: unknown; reply?: unknown } | null
  try {
    entry = JSON.parse(text) as typeof entry
  } catch {
    return undefined
  }
  return entry?.format === 1 && entry.key === key && isReply(entry.reply) ? entry.reply : undefined
}

function isReply(value: unknown): value is Reply {
  if (typeof value !== 'object' || value === null) return false
  const { text, finish, tokens, model } = value as { [K in keyof Reply]?: unknown }
  const { input, output } = (tokens ?? {}) as { input?: unknown; output?: unknown }
  return (
    typeof text === 'string' &&
    ['stop', 'length', 'filter', 'other'].includes(String(finish)) &&
    Number.isFinite(input) &&
    Number.isFinite(output) &&
    (model === undefined || typeof model === 'string')
  )
}

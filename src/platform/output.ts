import { createWriteStream } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { messageOf, RecordError } from '../core/errors.ts'

/** Makes the folder and returns its absolute path. Throws a RecordError when it cannot be made. */
export async function makeFolder(path: string): Promise<string> {
  const folder = resolve(path)
  try {
    await mkdir(folder, { recursive: true })
    return folder
  } catch (error) {
    throw new RecordError(`the output folder ${folder} cannot be made: ${messageOf(error)}`, { cause: error })
  }
}

/** Removes a folder of our own with all that is in it; one that is not there is fine. */
export async function removeFolder(path: string): Promise<void> {
  try {
    await rm(path, { recursive: true, force: true })
  } catch (error) {
    throw new RecordError(`the folder ${path} of an earlier scan cannot be removed: ${messageOf(error)}`, {
      cause: error,
    })
  }
}

/** Writes a file piece by piece. It appears when it is whole: what breaks on the way leaves what was there before. */
export async function writeFile(path: string, chunks: AsyncIterable<string | Uint8Array>): Promise<void> {
  await writeWhole(path, (part) =>
    pipeline(Readable.from(gathered(chunks), { objectMode: true }), createWriteStream(part)),
  )
}

/** Each piece of a stream costs the time of some lines, so small ones go together. */
const atATime = 1 << 16

async function* gathered(chunks: AsyncIterable<string | Uint8Array>): AsyncIterable<string | Uint8Array> {
  let waiting = ''
  for await (const chunk of chunks) {
    if (typeof chunk === 'string') waiting += chunk
    if (waiting !== '' && (waiting.length >= atATime || typeof chunk !== 'string')) {
      yield waiting
      waiting = ''
    }
    if (typeof chunk !== 'string') yield chunk
  }
  if (waiting !== '') yield waiting
}

/** Lends a path beside the wanted one, and moves what was written there into place. */
export async function writeWhole(path: string, write: (part: string) => Promise<void>): Promise<void> {
  const part = `${path}.part`
  try {
    await write(part)
    await rename(part, path)
  } catch (error) {
    await rm(part, { force: true })
    throw new RecordError(`${path} cannot be written: ${messageOf(error)}`, { cause: error })
  }
}

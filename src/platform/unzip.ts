import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { fromBufferPromise } from 'yauzl'
import { messageOf, RecordError } from '../core/errors.ts'

/**
 * The files of these names out of a ZIP that somebody else may have made; what else is in it is passed over, and nothing is written.
 * Throws a RecordError when it is no ZIP, or when what was asked for would take more than `mostBytes`.
 */
export async function unzip(
  zip: Uint8Array,
  names: readonly string[],
  mostBytes: number,
): Promise<ReadonlyMap<string, Buffer>> {
  try {
    const archive = await fromBufferPromise(Buffer.from(zip.buffer, zip.byteOffset, zip.byteLength))
    const files = new Map<string, Buffer>()
    let left = mostBytes
    for await (const entry of archive.eachEntry()) {
      if (!names.includes(entry.fileName)) continue
      left -= entry.uncompressedSize
      if (left < 0) throw new RangeError(`it would unpack to more than ${mostBytes} bytes`)
      // The reader breaks off a stream that is longer than its entry says.
      const stream: Readable = await archive.openReadStreamPromise(entry)
      files.set(entry.fileName, await buffer(stream))
    }
    return files
  } catch (error) {
    throw new RecordError(`the archive cannot be read: ${messageOf(error)}`, { cause: error })
  }
}

import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { RecordError } from '../core/errors.ts'

/** A line of a file and where it stands. */
export interface FileLine {
  readonly text: string
  readonly offset: number
  /** In bytes, without the line feed. */
  readonly length: number
}

/** Reads whole lines, byte-exact. What stands behind the last line feed is not a line: it was torn off by a crash. */
export async function* readLines(path: string): AsyncIterable<FileLine> {
  // A device may never come to an end.
  if (!(await stat(path)).isFile()) throw new RecordError(`${path} is not a regular file.`)
  let rest: Buffer = Buffer.alloc(0)
  let offset = 0
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 18 })) {
    const data: Buffer = rest.length === 0 ? (chunk as Buffer) : Buffer.concat([rest, chunk as Buffer])
    let start = 0
    for (let end = data.indexOf(10, start); end >= 0; end = data.indexOf(10, start)) {
      yield { text: data.toString('utf8', start, end), offset: offset + start, length: end - start }
      start = end + 1
    }
    offset += start
    rest = data.subarray(start)
  }
}

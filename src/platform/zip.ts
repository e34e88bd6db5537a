import { createWriteStream } from 'node:fs'
import { basename } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import yazl from 'yazl'
import { writeWhole } from './output.ts'

/** A date that every entry carries, so that the same files give the same bytes. The ZIP format knows nothing older. */
const epoch = new Date('1980-01-01T00:00:00')

/** Packs files side by side, without folders. */
export async function writeZip(path: string, files: readonly string[]): Promise<void> {
  const zip = new yazl.ZipFile()
  for (const file of files) zip.addFile(file, basename(file), { mtime: epoch, mode: 0o100644, forceDosTimestamp: true })
  zip.end()
  const output = zip.outputStream as Readable
  // A file that cannot be read is told by the archive alone; its stream would never end.
  zip.on('error', (error: Error) => output.destroy(error))
  await writeWhole(path, (part) => pipeline(output, createWriteStream(part)))
}

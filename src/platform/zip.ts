import { createWriteStream } from 'node:fs'
import { basename, dirname, isAbsolute, relative, sep } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import yazl from 'yazl'
import { writeWhole } from './output.ts'

/** A date that every entry carries, so that the same files give the same bytes. The ZIP format knows nothing older. */
const epoch = new Date('1980-01-01T00:00:00')

/** Packs files under the names they have from the archive's own folder on; what lies elsewhere, side by side. */
export async function writeZip(path: string, files: readonly string[]): Promise<void> {
  const zip = new yazl.ZipFile()
  const options = { mtime: epoch, mode: 0o100644, forceDosTimestamp: true }
  for (const file of files) zip.addFile(file, nameIn(dirname(path), file), options)
  zip.end()
  const output = zip.outputStream as Readable
  // A file that cannot be read is told by the archive alone; its stream would never end.
  zip.on('error', (error: Error) => output.destroy(error))
  await writeWhole(path, (part) => pipeline(output, createWriteStream(part)))
}

function nameIn(folder: string, file: string): string {
  const name = relative(folder, file)
  return name.split(sep)[0] === '..' || isAbsolute(name) ? basename(file) : name.split(sep).join('/')
}

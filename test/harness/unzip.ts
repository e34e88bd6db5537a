import { text } from 'node:stream/consumers'
import { fromBufferPromise } from 'yauzl'

/** The files of an archive as text, by name, in its order. */
export async function unzip(bytes: Buffer): Promise<Record<string, string>> {
  const archive = await fromBufferPromise(bytes)
  const found: Record<string, string> = {}
  for await (const entry of archive.eachEntry())
    found[entry.fileName] = await text(await archive.openReadStreamPromise(entry))
  return found
}

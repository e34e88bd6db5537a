import { BackendError, messageOf } from '../core/errors.ts'

export interface ArchiveRules {
  readonly service: string
  /** The only names it may hold. */
  readonly names: readonly string[]
  /** Of all files together, unpacked. */
  readonly mostBytes?: number
}

const usualMostBytes = 500_000_000

/**
 * Unpacks a service's ZIP in memory. Throws BackendError `malformed` when it is none, when it holds a name that is not expected or
 * leads out of its folder, a name twice, something that is no plain file, or more than it may when unpacked.
 */
export async function unpack(bytes: Uint8Array, { service, names, mostBytes = usualMostBytes }: ArchiveRules) {
  const malformed = (why: string, cause?: unknown): BackendError =>
    new BackendError('malformed', `The archive of ${service} ${why}; it was not used.`, { cause })
  const { fromBufferPromise } = await import('yauzl')
  const files = new Map<string, Uint8Array>()
  let left = mostBytes
  try {
    // The library itself refuses names that are absolute, hold ".." or a backslash, and entries that unpack to another size.
    const zip = await fromBufferPromise(Buffer.from(bytes), { strictFileNames: true })
    for await (const entry of zip.eachEntry()) {
      const name = entry.fileName
      if (!names.includes(name)) throw malformed(`holds ${JSON.stringify(name)}, which does not belong there`)
      if (files.has(name)) throw malformed(`holds ${name} twice`)
      if (isLink(entry.externalFileAttributes)) throw malformed(`holds ${name} as a link`)
      if (entry.uncompressedSize > left) throw malformed(`unpacks to more than ${mostBytes / 1e6} MB`)
      left -= entry.uncompressedSize
      const chunks: Buffer[] = []
      for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer)
      files.set(name, Buffer.concat(chunks))
    }
  } catch (error) {
    if (error instanceof BackendError) throw error
    throw malformed(`cannot be read: ${messageOf(error)}`, error)
  }
  return files
}

/** The upper half holds the mode as Unix has it. */
const isLink = (attributes: number): boolean => ((attributes >>> 16) & 0o170000) === 0o120000

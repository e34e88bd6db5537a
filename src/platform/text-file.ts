import { readFile, stat } from 'node:fs/promises'
import { ConfigError, messageOf } from '../core/errors.ts'

/** Reads a UTF-8 file the user named; a byte order mark is dropped. Throws a ConfigError that says which file and why. */
export async function readTextFile(path: string, purpose: string): Promise<string> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path))
  } catch (error) {
    throw unreadable(path, purpose, error)
  }
}

/** Reads a file the user named, as it is. Throws a ConfigError that says which file and why, also when it is too large. */
export async function readBytes(path: string, purpose: string, mostMegabytes: number): Promise<Uint8Array> {
  try {
    const { size } = await stat(path)
    if (size > mostMegabytes * 1_000_000)
      throw new RangeError(`it has ${Math.ceil(size / 1_000_000)} MB, and ${mostMegabytes} MB are the most`)
    return await readFile(path)
  } catch (error) {
    throw unreadable(path, purpose, error)
  }
}

function unreadable(path: string, purpose: string, error: unknown): ConfigError {
  const why = (error as { code?: unknown }).code === 'ENOENT' ? 'there is no such file' : messageOf(error)
  return new ConfigError([{ message: `${purpose} ${path} cannot be read: ${why}.` }], { cause: error })
}

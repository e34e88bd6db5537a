import { constants } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { messageOf } from '../core/errors.ts'

/** Why a folder cannot be written to or made, or nothing when it can. Makes nothing. */
export async function whyNotWritable(folder: string): Promise<string | undefined> {
  const path = resolve(folder)
  try {
    if (!(await stat(path)).isDirectory()) return `${path} is no folder`
    await access(path, constants.W_OK | constants.X_OK)
    return undefined
  } catch (error) {
    const isMissing = (error as { code?: unknown }).code === 'ENOENT'
    return isMissing && dirname(path) !== path ? await whyNotWritable(dirname(path)) : messageOf(error)
  }
}

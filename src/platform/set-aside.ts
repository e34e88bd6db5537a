import { existsSync } from 'node:fs'
import { rename, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { messageOf, RecordError } from '../core/errors.ts'
import { journalProgress } from './journal-progress.ts'

/** A journal with answers of a scan that never came to its end. */
export interface Unfinished {
  /** Cases that have a result. */
  readonly done: number
  readonly cases: number
  /** Where it lies now. */
  readonly path: string
}

/**
 * Renames a journal that a new scan would destroy though somebody may want to go on with it. Nothing when there is none, when its scan
 * came to its end, or when nobody had been asked anything.
 */
export async function setAside(path: string): Promise<Unfinished | undefined> {
  try {
    if (!existsSync(path) || !(await stat(path)).isFile()) return undefined
    const { done, cases, scan, hasAnswers } = await journalProgress(path)
    if (!hasAnswers || done >= cases) return undefined
    const kept = join(dirname(path), `journal.${scan}.jsonl`)
    await rename(path, kept)
    return { done, cases, path: kept }
  } catch (error) {
    throw new RecordError(`${path} is in the way and cannot be set aside: ${messageOf(error)}`, { cause: error })
  }
}

import { existsSync } from 'node:fs'
import { rename, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { messageOf, RecordError } from '../core/errors.ts'
import { readLines } from './lines.ts'

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
    const { done, cases, scan, hasAnswers } = await progressOf(path)
    if (!hasAnswers || done >= cases) return undefined
    const kept = join(dirname(path), `journal.${scan}.jsonl`)
    await rename(path, kept)
    return { done, cases, path: kept }
  } catch (error) {
    throw new RecordError(`${path} is in the way and cannot be set aside: ${messageOf(error)}`, { cause: error })
  }
}

/** By the beginnings of lines alone: a journal may be large, and whether each line is sound does not matter here. */
async function progressOf(path: string) {
  const done = new Set<string>()
  let first: string | undefined
  let hasAnswers = false
  for await (const { text } of readLines(path)) {
    first ??= text
    hasAnswers ||= text.startsWith('{"t":"reply"')
    const number = /^\{"t":"case","i":(\d+),/u.exec(text)?.[1]
    if (number !== undefined) done.add(number)
  }
  const cases = Number(/"cases":(\d+)/u.exec(first ?? '')?.[1] ?? Number.POSITIVE_INFINITY)
  const scan = /"scan":"(scan-[0-9a-f]+)"/u.exec(first ?? '')?.[1] ?? 'unfinished'
  return { done: done.size, cases, scan, hasAnswers }
}

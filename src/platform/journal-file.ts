import { existsSync, readSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import type { CaseResult } from '../core/case.ts'
import { messageOf, RecordError } from '../core/errors.ts'
import { byCodeUnit } from '../core/ids.ts'
import type { Journal } from '../core/journal.ts'
import { type JournalIdentity, type JournalPast, parseLine, readPast } from './journal-past.ts'
import { lineFile, lineWriter } from './line-writer.ts'
import { readLines } from './lines.ts'
import { writeFile } from './output.ts'

export interface JournalFile extends Journal {
  readonly close: () => Promise<void>
}

/** Starts a journal afresh; an old one at this path is replaced. */
export async function createJournal(path: string): Promise<JournalFile> {
  return journalOn(await opened(path, 'w'), 0)
}

/**
 * Opens a journal to go on with it. Throws a RecordError when it belongs to another plan or has a broken line anywhere but at
 * its end; a torn last line is cut off. Returns nothing when there is no journal, or not one whole line of it.
 */
export async function resumeJournal(
  path: string,
  identity: JournalIdentity,
): Promise<{ journal: JournalFile; past: JournalPast } | undefined> {
  if (!existsSync(path)) return undefined
  const read = await readPast(path, identity)
  if (read === undefined) return undefined
  const file = await opened(path, 'r+')
  await file.truncate(read.end)
  return { journal: journalOn(file, read.end), past: read.past }
}

async function opened(path: string, flags: 'w' | 'r+'): Promise<FileHandle> {
  try {
    return await open(path, flags)
  } catch (error) {
    throw new RecordError(`the scan's journal ${path} cannot be opened: ${messageOf(error)}`, { cause: error })
  }
}

function journalOn(file: FileHandle, size: number): JournalFile {
  const writer = lineWriter(lineFile(file), size)
  return { append: (line) => writer.append(JSON.stringify(line)), close: writer.close }
}

export interface SettleOptions {
  /** Every case is wanted when left out. */
  readonly isWanted?: ((caseId: string) => boolean) | undefined
  readonly edit?: Edit | undefined
}

/**
 * Writes results.jsonl: the last result of every case that is wanted, sorted by case id, each as `edit` wants it. Reads the journal
 * by offset, so memory stays small.
 */
export async function settle(
  journalPath: string,
  resultsPath: string,
  { isWanted = () => true, edit }: SettleOptions = {},
): Promise<void> {
  const places = new Map<number, { id: string; offset: number; length: number }>()
  let number = 0
  for await (const { text, offset, length } of readLines(journalPath)) {
    number += 1
    if (!text.startsWith(caseStart)) continue
    const line = parseLine(text, journalPath, number)
    if (line.t === 'case' && isWanted(line.result.id)) places.set(line.i, { id: line.result.id, offset, length })
  }
  const sorted = [...places.values()].sort((a, b) => byCodeUnit(a.id, b.id))
  const journal = await open(journalPath, 'r')
  try {
    await writeFile(resultsPath, resultLines(journal, sorted, edit))
  } finally {
    await journal.close()
  }
}

export type Edit = (result: CaseResult) => CaseResult

const caseStart = '{"t":"case"'
const resultKey = '"result":'

/** The result stands last in its line, so its text can be cut out as it is. */
async function* resultLines(
  journal: FileHandle,
  places: readonly { offset: number; length: number }[],
  edit: Edit | undefined,
): AsyncIterable<string> {
  let bytes = Buffer.alloc(0)
  for (const { offset, length } of places) {
    if (bytes.length < length) bytes = Buffer.alloc(2 * length)
    // What was just written is in memory: reading it takes a fraction of what a promise for it would.
    readSync(journal.fd, bytes, 0, length, offset)
    const text = bytes.toString('utf8', 0, length)
    const result = text.slice(text.indexOf(resultKey) + resultKey.length, -1)
    yield `${edit === undefined ? result : JSON.stringify(edit(JSON.parse(result) as CaseResult))}\n`
  }
}

/** Streams results.jsonl. Can be called again and again. */
export async function* readResults(path: string): AsyncIterable<CaseResult> {
  let number = 0
  for await (const { text } of readLines(path)) {
    number += 1
    try {
      yield JSON.parse(text) as CaseResult
    } catch (error) {
      throw new RecordError(`${path}:${number} is not a result: it is not JSON.`, { cause: error })
    }
  }
}

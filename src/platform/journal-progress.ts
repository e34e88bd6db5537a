import { readLines } from './lines.ts'

/** How far the scan of a journal is. */
export interface JournalProgress {
  /** Cases that have a result. */
  readonly done: number
  /** Infinite when the journal does not say. */
  readonly cases: number
  /** The scan's id. */
  readonly scan: string
  /** Whether anybody has been asked anything. */
  readonly hasAnswers: boolean
}

/** By the beginnings of lines alone: a journal may be large, and whether each line is sound does not matter here. */
export async function journalProgress(path: string): Promise<JournalProgress> {
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

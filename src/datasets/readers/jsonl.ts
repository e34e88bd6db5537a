import { messageOf } from '../../core/errors.ts'
import { isRecord, kindOf, type Reader, tableOf, wrong } from './table.ts'

/** JSON Lines: one object a line, or one string a line, which is then the prompt. Empty lines are passed over. */
export const jsonl: Reader = {
  accepts: (ending, text) => isLines(ending) || (ending === 'json' && isSeveralLines(text)),
  read(text, file) {
    const lines = jsonLines(text, file)
    const records = lines.map(({ value }) => (typeof value === 'string' ? { prompt: value } : value))
    return tableOf(records, (row) => lines[row]?.line ?? 1)
  },
}

export const isLines = (ending: string): boolean => ending === 'jsonl' || ending === 'ndjson'

/** Some files called .json hold JSON Lines: a whole object on the first line, and more behind it. */
function isSeveralLines(text: string): boolean {
  const [first = '', second] = text.trimStart().split('\n', 2)
  if (!first.startsWith('{') || second === undefined || second.trim() === '') return false
  try {
    return isRecord(JSON.parse(first))
  } catch {
    return false
  }
}

export interface JsonLine {
  readonly value: Readonly<Record<string, unknown>> | string
  readonly line: number
}

/** Throws a ConfigError for the first line that is no object and no string. */
export function jsonLines(text: string, file: string): JsonLine[] {
  const found: JsonLine[] = []
  for (const [i, source] of text.split('\n').entries()) {
    if (source.trim() === '') continue
    const value = parseLine(source, file, { row: found.length + 1, line: i + 1 })
    if (!isRecord(value) && typeof value !== 'string')
      throw wrong(file, i + 1, `Row ${found.length + 1} is ${kindOf(value)}. Each line has to be one JSON object.`)
    found.push({ value, line: i + 1 })
  }
  return found
}

function parseLine(source: string, file: string, { row, line }: { row: number; line: number }): unknown {
  try {
    return JSON.parse(source)
  } catch (error) {
    const why = messageOf(error)
    throw wrong(file, line, `Row ${row} is not valid JSON: ${why}. Each line has to be one JSON object.`, error)
  }
}

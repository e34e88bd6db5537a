import { messageOf } from '../../core/errors.ts'
import { isRecord, kindOf, type Reader, type Table, tableOf, wrong } from './table.ts'

/** A JSON array of objects or of prompts, alone or as the `jailbreaks` of a JailbreakBench artifact. */
export const json: Reader = {
  accepts: (ending) => ending === 'json',
  read(text, file) {
    const { records, lineOf } = jsonRecords(text, file)
    return tableOf(records, lineOf)
  },
}

interface JsonRecords {
  readonly records: readonly Readonly<Record<string, unknown>>[]
  readonly lineOf: Table['lineOf']
}

/** The objects of the array; a string counts as an object with a prompt. */
export function jsonRecords(text: string, file: string): JsonRecords {
  const root = jsonOrWrong(text, file)
  const list = isRecord(root) ? root['jailbreaks'] : root
  if (!Array.isArray(list)) throw wrong(file, 1, noList(root))
  // Looked up only when something is wrong with a row.
  const lineOf = (row: number): number =>
    elementLines(text, isRecord(root) ? text.indexOf('"jailbreaks"') : 0)[row] ?? 1
  const records = list.map((item: unknown, row) => {
    if (typeof item === 'string') return { prompt: item }
    if (isRecord(item)) return item
    throw wrong(file, lineOf(row), `Row ${row + 1} is ${kindOf(item)}. Each element has to be an object or a prompt.`)
  })
  return { records, lineOf }
}

const noList = (root: unknown): string =>
  isRecord(root)
    ? `The file holds one object with the keys ${Object.keys(root).join(', ')}. It has to be an array of objects, or an object with an array "jailbreaks".`
    : `The file holds ${kindOf(root)}. It has to be an array of objects.`

/** Parses JSON. Throws a ConfigError with the line where it breaks. */
export function jsonOrWrong(text: string, file: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const why = messageOf(error)
    const place = /position (\d+)/u.exec(why)?.[1]
    const before = place === undefined ? text : text.slice(0, Number(place))
    throw wrong(file, before.split('\n').length, `This is not valid JSON: ${why}.`, error)
  }
}

/** The line of each element of the first array behind `from`. Trusts the text to be valid JSON. */
function elementLines(text: string, from: number): number[] {
  const lines: number[] = []
  let line = text.slice(0, from).split('\n').length
  let depth = 0
  for (const [token] of text.slice(from).matchAll(/"(?:[^"\\]|\\.)*"|[[\]{},:\n]|[^\s"[\]{},:]+/gu)) {
    if (token === '\n') line += 1
    else if (token === ']' || token === '}') depth -= 1
    else {
      if (depth === 1 && token !== ',') lines.push(line)
      if (token === '[' || token === '{') depth += 1
    }
    if (depth === 0 && token === ']') break
  }
  return lines
}

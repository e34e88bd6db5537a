import { type Reader, wrong } from './table.ts'

/**
 * CSV after RFC 4180 with a header line; the delimiter is a comma, a semicolon or a tab, whichever the header has most of. A row
 * with more or fewer cells than the header is an error, not a guess: what would be lost is a prompt.
 */
export const csv: Reader = {
  accepts: (ending) => ending === 'csv' || ending === 'tsv',
  read(text, file) {
    const [header, ...records] = recordsOf(text, delimiterOf(text), file)
    if (header === undefined) throw wrong(file, 1, 'The file is empty. Its first line has to name the columns.')
    const columns = header.cells.map((name) => name.trim())
    const rows = records.map(({ cells, line }, i) => {
      if (cells.length !== columns.length) throw wrong(file, line, ragged(i + 1, cells.length, columns))
      return new Map(cells.map((cell, at) => [columns[at] ?? '', cell]))
    })
    return { columns, rows, lineOf: (row) => records[row]?.line ?? 1 }
  },
}

const ragged = (row: number, cells: number, columns: readonly string[]): string =>
  `Row ${row} has ${counted(cells, 'cell')}, but the header has ${counted(columns.length, 'column')} (${columns.join(', ')}). Put cells that hold a delimiter, a quote or a line break into double quotes.`

const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`

function delimiterOf(text: string): string {
  const header = /^(?:"[^"]*"|[^"\r\n])*/u.exec(text)?.[0].replace(/"[^"]*"/gu, '') ?? ''
  const count = (delimiter: string): number => header.split(delimiter).length
  return [',', ';', '\t'].reduce((best, delimiter) => (count(delimiter) > count(best) ? delimiter : best))
}

interface CsvRecord {
  readonly cells: readonly string[]
  /** Where it begins. */
  readonly line: number
}

/** Cuts a text into records. Empty lines are none. */
function recordsOf(text: string, delimiter: string, file: string): CsvRecord[] {
  const records: CsvRecord[] = []
  const end = new RegExp(`${delimiter}|\\r\\n|\\n|\\r|$`, 'gu')
  let cells: string[] = []
  let [at, line, begin] = [0, 1, 1]
  // Text that ends with a delimiter has one more cell, an empty one.
  while (at < text.length || cells.length > 0) {
    const cell = cellAt(text, at, end)
    if (typeof cell === 'string') throw wrong(file, line, `${nameOf(records.length)} ${cell}`)
    cells.push(cell.value)
    at = cell.next
    line += lineEnds(cell.value)
    if (cell.mark === delimiter) continue
    line += lineEnds(cell.mark)
    if (cells.length > 1 || cell.value !== '' || cell.isQuoted) records.push({ cells, line: begin })
    cells = []
    begin = line
  }
  return records
}

/** The header is the first record, so that the count of records before one is its row number. */
const nameOf = (record: number): string => (record === 0 ? 'The header' : `Row ${record}`)

const lineEnds = (text: string): number => text.match(/\r\n|\n|\r/gu)?.length ?? 0

interface Cell {
  readonly value: string
  readonly isQuoted: boolean
  /** What ends it: the delimiter, a line end, or nothing at the end of the text. */
  readonly mark: string
  readonly next: number
}

/** The cell at a place, or what is wrong with it. `end` finds the next delimiter or line end. */
function cellAt(text: string, start: number, end: RegExp): Cell | string {
  const close = text[start] === '"' ? closingQuote(text, start) : undefined
  if (close === -1) return 'opens a double quote that is never closed.'
  end.lastIndex = close === undefined ? start : close + 1
  const found = end.exec(text)
  const [index, mark] = [found?.index ?? text.length, found?.[0] ?? '']
  const next = index + mark.length
  if (close === undefined) return { value: text.slice(start, index), isQuoted: false, mark, next }
  if (index !== close + 1)
    return 'has text behind a closing double quote. Inside a quoted cell a double quote is written twice ("").'
  return { value: text.slice(start + 1, close).replaceAll('""', '"'), isQuoted: true, mark, next }
}

/** Where the quoted cell that begins at `start` closes; -1 when it never does. */
function closingQuote(text: string, start: number): number {
  for (let from = start + 1; ; ) {
    const quote = text.indexOf('"', from)
    if (quote < 0 || text[quote + 1] !== '"') return quote
    from = quote + 2
  }
}

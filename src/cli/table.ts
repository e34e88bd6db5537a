import { type Line, padEnd, padStart, type Span, widthOf } from './styled.ts'

/** Rows as aligned columns; the first row is the heading. Columns listed in `right` are set flush right. */
export const columns = (rows: readonly (readonly string[])[], right: readonly number[] = []): string =>
  styledColumns(
    rows.map((row) => row.map((text) => ({ text }))),
    right,
  )
    .map((line) =>
      line
        .map(({ text }) => text)
        .join('')
        .trimEnd(),
    )
    .join('\n')

/** The same with cells that have looks. */
export function styledColumns(rows: readonly (readonly Span[])[], right: readonly number[] = []): readonly Line[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => widthOf(row[column]?.text ?? ''))))
  const line = (row: readonly Span[]): Line =>
    row.flatMap((cell, column) => {
      const isLast = column === row.length - 1
      const pad = right.includes(column) ? padStart : isLast ? (text: string) => text : padEnd
      const text = pad(cell.text, widths[column] ?? 0)
      return isLast ? [{ ...cell, text }] : [{ ...cell, text }, { text: '  ' }]
    })
  const [heading = [], ...body] = rows
  const rule = widths.map((width) => ({ text: '-'.repeat(width) }))
  return [line(heading), line(rule), ...body.map(line)]
}

/** "5–7": expected and worst case. */
export const showBound = ({ expected, most }: { readonly expected: number; readonly most: number }): string =>
  expected === most ? String(most) : `${expected}–${most}`

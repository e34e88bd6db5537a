/** Rows as aligned columns; the first row is the heading. Columns listed in `right` are set flush right. */
export function columns(rows: readonly (readonly string[])[], right: readonly number[] = []): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) =>
        right.includes(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd()
  const [heading = [], ...body] = rows
  return [line(heading), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n')
}

/** "5–7": expected and worst case. */
export const showBound = ({ expected, most }: { readonly expected: number; readonly most: number }): string =>
  expected === most ? String(most) : `${expected}–${most}`

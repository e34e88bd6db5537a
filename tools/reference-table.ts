import { markdownTable } from 'markdown-table'

/** A table of our own words. The first row is the heading. */
export const table = (rows: readonly (readonly string[])[]): string =>
  markdownTable(
    rows.map((row) => row.map((cell) => cell.trim().replaceAll('\n', ' ').replaceAll('|', '\\|'))),
    // What changes in one line is then to be seen in that line alone.
    { alignDelimiters: false },
  )

export const code = (text: string): string => `\`${text}\``

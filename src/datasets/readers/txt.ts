import type { Reader } from './table.ts'

/** Plain text: one prompt a line. Empty lines are passed over. */
export const txt: Reader = {
  accepts: (ending) => ending === 'txt',
  read(text) {
    const lines = text
      .split(/\r\n|\n|\r/u)
      .map((prompt, i) => ({ prompt, line: i + 1 }))
      .filter(({ prompt }) => prompt.trim() !== '')
    return {
      columns: ['prompt'],
      rows: lines.map(({ prompt }) => new Map([['prompt', prompt]])),
      lineOf: (row) => lines[row]?.line ?? 1,
    }
  },
}

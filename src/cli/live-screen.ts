import { type Line, paint, widthOfLine } from './styled.ts'

/** A terminal, as far as it is used. */
export interface Terminal {
  readonly isTTY?: boolean
  /** Read at every drawing: a window may be resized. */
  readonly columns?: number
  readonly rows?: number
  readonly write: (text: string) => unknown
}

/** Lines at the foot of a terminal that are drawn over again; the cursor stays in the row below them. */
export interface LiveScreen {
  readonly draw: (lines: readonly Line[]) => void
  /** Takes the lines away. */
  readonly clear: () => void
}

const up = (rows: number): string => (rows === 0 ? '' : `\u001b[${rows}A`)
const toLineEnd = '\u001b[K'
const toScreenEnd = '\u001b[J'

export function liveScreen(terminal: Terminal, isColoured: boolean): LiveScreen {
  let widths: readonly number[] = []
  /** In a window that has become narrower a line takes several rows. */
  const shownRows = (): number => {
    const { columns = 80 } = terminal
    return widths.reduce((sum, width) => sum + Math.max(1, Math.ceil(width / columns)), 0)
  }
  return {
    draw(lines) {
      const painted = lines.map((line) => `${paint(line, isColoured)}${toLineEnd}\n`)
      terminal.write(`${up(shownRows())}\r${painted.join('')}${toScreenEnd}`)
      widths = lines.map(widthOfLine)
    },
    clear() {
      terminal.write(`${up(shownRows())}\r${toScreenEnd}`)
      widths = []
    },
  }
}

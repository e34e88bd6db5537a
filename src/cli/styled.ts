import stringWidth from 'string-width'
import { oneLine } from '../core/neutralise.ts'

/** How a piece of a line looks; in colour, and by nothing else where there is none. */
export type Style = 'good' | 'bad' | 'warning' | 'soft' | 'strong'

export interface Span {
  readonly text: string
  readonly style?: Style
}

/** What a terminal shows in one row. Any of its texts may come from a file or a model. */
export type Line = readonly Span[]

export const plain = (text: string): Line => [{ text }]

// Select graphic rendition (ECMA-48, 8.3.117); 22 and 39 take weight and colour back.
const codes: Readonly<Record<Style, readonly [string, string]>> = {
  good: ['\u001b[32m', '\u001b[39m'],
  bad: ['\u001b[31m', '\u001b[39m'],
  warning: ['\u001b[33m', '\u001b[39m'],
  soft: ['\u001b[2m', '\u001b[22m'],
  strong: ['\u001b[1m', '\u001b[22m'],
}

/** The line as it is written. What a terminal or a runner would obey in its texts comes apart or becomes visible first. */
export function paint(line: Line, isColoured: boolean): string {
  return line
    .map(({ text, style }) => {
      const safe = oneLine(text)
      if (!isColoured || style === undefined || safe === '') return safe
      const [on, off] = codes[style]
      return `${on}${safe}${off}`
    })
    .join('')
}

/** Cells of a terminal that a text takes: wide letters and emoji take two. */
export const widthOf = (text: string): number => stringWidth(oneLine(text))

export const widthOfLine = (line: Line): number => line.reduce((sum, { text }) => sum + widthOf(text), 0)

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** At most so many cells, with a mark where something was cut. */
export const cut = (text: string, cells: number): string => fit(text, cells).text

function fit(text: string, cells: number): { readonly text: string; readonly isWhole: boolean } {
  if (cells <= 0) return { text: '', isWhole: text === '' }
  // What is longer than this is cut anyway, and a text may be megabytes.
  const most = cells * 8 + 64
  const start = oneLine(text.slice(0, most))
  if (text.length <= most && stringWidth(start) <= cells) return { text: start, isWhole: true }
  let kept = ''
  let used = 0
  for (const { segment } of graphemes.segment(start)) {
    const width = stringWidth(segment)
    if (used + width > cells - 1) break
    kept += segment
    used += width
  }
  return { text: `${kept}…`, isWhole: false }
}

/** The line in at most so many cells. */
export function cutLine(line: Line, cells: number): Line {
  const kept: Span[] = []
  let left = cells
  for (const span of line) {
    const { text, isWhole } = fit(span.text, left)
    if (text !== '') kept.push({ ...span, text })
    if (!isWhole) break
    left -= widthOf(text)
  }
  return kept
}

/** Filled up with spaces at its end. */
export const padEnd = (text: string, cells: number): string => text + ' '.repeat(Math.max(0, cells - widthOf(text)))
export const padStart = (text: string, cells: number): string => ' '.repeat(Math.max(0, cells - widthOf(text))) + text

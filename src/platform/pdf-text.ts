import { type Directions, directionsOf, type Stretch, stretchesOf } from './pdf-bidi.ts'
import { linesOf, type VisibleText, visibleText } from './pdf-visible.ts'
import { type Word, wordsOf } from './pdf-words.ts'

/** How a text looks. Sizes are in points. */
export interface Style {
  readonly size: number
  /** Distance from one line to the next. */
  readonly leading: number
  readonly colour: string
  readonly bold?: boolean
}

/** Where a text is cut, and what stands there instead of the rest. */
export interface Limit {
  readonly characters: number
  readonly lines: number
  readonly mark: (text: string) => string
}

export interface Line {
  /** From left to right. */
  readonly stretches: readonly (Stretch & { readonly x: number })[]
  readonly width: number
  /** Whether the line's paragraph reads from right to left, so that it stands at the right side. */
  readonly rightToLeft: boolean
}

/** The width of a text in the font with a number. */
export type Measure = (text: string, font: number, size: number) => number

export interface Frame {
  readonly style: Style
  readonly width: number
  readonly limit: Limit
}

/**
 * Breaks a text into lines no wider than the frame. There is always at least one line, and each takes at least one
 * character, however narrow the frame; what goes over the limit is replaced by its mark.
 */
export function layOut(text: string, frame: Frame, measure: Measure): readonly Line[] {
  const { limit } = frame
  const start = startOf(text, limit.characters)
  const lines = take(broken(start === text ? text : start + limit.mark(text), frame, measure), limit.lines + 1)
  if (lines.length <= limit.lines) return lines
  return [...lines.slice(0, limit.lines - 1), ...take(broken(limit.mark(text).trim(), frame, measure), 1)]
}

/** At most so many UTF-16 units, without half a surrogate pair at the end. */
function startOf(text: string, most: number): string {
  if (text.length <= most) return text
  return text.slice(0, /[\ud800-\udbff]/.test(text.charAt(most - 1)) ? most - 1 : most)
}

function take<T>(values: Iterable<T>, most: number): readonly T[] {
  const taken: T[] = []
  for (const value of values) {
    taken.push(value)
    if (taken.length === most) break
  }
  return taken
}

function* broken(text: string, { style, width }: Frame, measure: Measure): Iterable<Line> {
  for (const line of linesOf(text)) {
    const visible = visibleText(line, style.bold ?? false)
    const directions = directionsOf(visible.text)
    const ruler = rulerFor(visible, (part, font) => measure(part, font, style.size))
    for (const span of spansOf(visible, width, ruler)) yield placed(visible, directions, { span, ruler })
  }
}

interface Ruler {
  readonly text: (part: string, font: number) => number
  readonly span: (start: number, end: number) => number
}

const rulerFor = ({ text, fonts }: VisibleText, widthOf: Ruler['text']): Ruler => ({
  text: widthOf,
  span(start, end) {
    let width = 0
    for (let from = start; from < end; ) {
      let to = from + 1
      while (to < end && fonts[to] === fonts[from]) to++
      width += widthOf(text.slice(from, to), fonts[from] ?? 0)
      from = to
    }
    return width
  },
})

type Span = readonly [start: number, end: number]

/** Fills line after line with words; the spaces at a line's end are no part of it. */
function* spansOf({ text }: VisibleText, width: number, ruler: Ruler): Iterable<Span> {
  let [start, end, used] = [0, 0, 0]
  for (const word of fitting(wordsOf(text), width, ruler)) {
    if (used + word.ink > width + tolerance) {
      if (end > start) yield [start, end]
      start = word.start
      used = 0
    }
    if (word.inkEnd > word.start) end = word.inkEnd
    used += word.ink + word.space
  }
  yield [start, Math.max(start, end)]
}

/** Sums of widths are not exact. */
const tolerance = 0.01

type MeasuredWord = Pick<Word, 'start' | 'inkEnd'> & { readonly ink: number; readonly space: number }

/** Words that are wider than a line fall apart into characters. */
function* fitting(words: Iterable<Word>, width: number, ruler: Ruler): Iterable<MeasuredWord> {
  for (const word of words) {
    const space = ruler.span(word.inkEnd, word.end)
    // Measured with its space, because that is what pdfkit keeps in its cache and draws later.
    const ink = ruler.span(word.start, word.end) - space
    if (ink <= width) yield { ...word, ink, space }
    else yield* characters(word, space, ruler)
  }
}

function* characters(word: Word, space: number, ruler: Ruler): Iterable<MeasuredWord> {
  let start = word.start
  for (const cluster of word.clusters()) {
    const inkEnd = start + cluster.length
    yield { start, inkEnd, ink: ruler.span(start, inkEnd), space: inkEnd === word.inkEnd ? space : 0 }
    start = inkEnd
  }
}

function placed(
  visible: VisibleText,
  directions: Directions | undefined,
  { span, ruler }: { readonly span: Span; readonly ruler: Ruler },
): Line {
  let x = 0
  const stretches = stretchesOf(visible, directions, span).map((stretch) => {
    const found = { ...stretch, x }
    x += ruler.text(stretch.text, stretch.font)
    return found
  })
  return { stretches, width: x, rightToLeft: directions?.rightToLeft ?? false }
}

import { fontNames, loadFont } from './pdf-fonts.ts'
import { colours, page } from './pdf-look.ts'
import { type Frame, type Line, layOut, type Style } from './pdf-text.ts'

export type Doc = PDFKit.PDFDocument
export type Element = PDFKit.PDFStructureElement

/** A document being written, and how far down its page the writing has come. */
export interface Sheet {
  readonly doc: Doc
  y: number
  /** The pages on which anchors stand, from 0. */
  readonly anchors: Map<string, number>
  /** What can only be drawn when all pages are there. */
  readonly later: (() => void)[]
  /** The outline's entry that headings of level 2 go under. */
  chapter?: PDFKit.PDFOutline
}

/** The number of the page that is being written, from 0. */
export const pageOf = ({ doc }: Sheet): number => {
  const { start, count } = doc.bufferedPageRange()
  return start + count - 1
}

const floor = page.height - page.bottom

/** Makes the document's first page. Fonts are known by their names from here on and read when they are first used. */
export function openSheet(doc: Doc): Sheet {
  const sheet: Sheet = { doc, y: 0, anchors: new Map(), later: [] }
  newPage(sheet)
  decorate(sheet, () => doc.rect(0, 0, page.width, 5).fill(colours.accent))
  return sheet
}

export function newPage(sheet: Sheet): void {
  sheet.doc.addPage()
  sheet.y = page.top
}

export const roomOn = (sheet: Sheet): number => floor - sheet.y

export const isFresh = (sheet: Sheet): boolean => sheet.y <= page.top

/** Goes to the next page if this one has no room for something of that height. */
export function need(sheet: Sheet, height: number): void {
  if (roomOn(sheet) < height && !isFresh(sheet)) newPage(sheet)
}

/** Leaves a space, but none at the top of a page. */
export function space(sheet: Sheet, height: number): void {
  if (!isFresh(sheet)) sheet.y += height
}

// A font that pdfkit has open already must not be registered again: it would be parsed anew at each use.
const registered = new WeakMap<Doc, Set<number>>()

function useFont(doc: Doc, font: number, size: number): Doc {
  const known = registered.get(doc) ?? new Set<number>()
  registered.set(doc, known)
  const name = fontNames[font] ?? 'sans'
  if (!known.has(font)) doc.registerFont(name, Buffer.from(loadFont(name).bytes))
  known.add(font)
  return doc.font(name).fontSize(size)
}

export const linesIn = ({ doc }: Sheet, text: string, frame: Frame): readonly Line[] =>
  layOut(text, frame, (part, font, size) => useFont(doc, font, size).widthOfString(part))

/** Something without a meaning of its own: a ground, an edge, a page number. */
export function decorate({ doc }: Sheet, draw: () => void): void {
  doc.markContent('Artifact', { type: 'Layout' })
  draw()
  doc.endMarkedContent()
}

/** An element of the document's structure; everything drawn into it is named by it for readers that do not see the page. */
export function structure({ doc }: Sheet, role: string, parent?: Element): Element {
  const element = doc.struct(role)
  if (parent === undefined) doc.addStructure(element)
  else parent.add(element)
  return element
}

/** Draws the content of an element, or a part of it, on one page. */
export function draw({ doc }: Sheet, element: Element, role: string, drawing: () => void): void {
  element.add(doc.markStructureContent(role))
  drawing()
  doc.endMarkedContent()
}

export interface Place {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly align?: 'left' | 'right'
}

/** Prints lines one below the other, and nothing else: whoever calls has made room for them. */
export function printLines({ doc }: Sheet, lines: readonly Line[], style: Style, { x, y, width, align }: Place): void {
  doc.fillColor(style.colour)
  for (const [i, line] of lines.entries()) {
    const left = x + (line.rightToLeft || align === 'right' ? width - line.width : 0)
    // The baseline, so that fonts with different heights stand on one line.
    const baseline = y + i * style.leading + (style.leading + style.size * 0.72) / 2
    for (const stretch of line.stretches) {
      // Without features pdfkit lays words out one by one from left to right; that is faster, and wrong for Arabic.
      const options = { lineBreak: false, baseline: 'alphabetic', ...(stretch.whole && { features: [] }) } as const
      useFont(doc, stretch.font, style.size).text(stretch.text, left + stretch.x, baseline, options)
    }
  }
}

export interface Flow {
  readonly element: Element
  readonly role: string
  readonly style: Style
  readonly x: number
  readonly width: number
  /** Free space above and below the text of each page. */
  readonly padding?: number
  /** Paints under each page's part. */
  readonly ground?: (top: number, height: number) => void
}

/** Prints lines from the cursor on, over as many pages as they need. */
export function flow(sheet: Sheet, lines: readonly Line[], { padding = 0, ...at }: Flow): void {
  const { leading } = at.style
  for (let from = 0; from < lines.length; ) {
    const left = lines.length - from
    const fit = Math.floor((roomOn(sheet) - 2 * padding) / leading)
    if (fit < Math.min(2, left) && !isFresh(sheet)) {
      newPage(sheet)
      continue
    }
    const part = lines.slice(from, from + Math.max(1, fit))
    const height = part.length * leading + 2 * padding
    const { ground } = at
    if (ground !== undefined) decorate(sheet, () => ground(sheet.y, height))
    draw(sheet, at.element, at.role, () =>
      printLines(sheet, part, at.style, { x: at.x, y: sheet.y + padding, width: at.width }),
    )
    sheet.y += height
    from += part.length
  }
}

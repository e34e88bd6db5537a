import type { Block } from '../core/typesetter.ts'
import { drawBars, drawFacts, drawShares, factsHeight, sharesHeight } from './pdf-charts.ts'
import { contentsRow, drawContents, markAnchor, outline } from './pdf-contents.ts'
import { colours, headings, limits, page, styles, tones } from './pdf-look.ts'
import {
  decorate,
  draw,
  flow,
  isFresh,
  linesIn,
  need,
  newPage,
  printLines,
  type Sheet,
  space,
  structure,
} from './pdf-sheet.ts'
import { drawTable, tableStart } from './pdf-table.ts'
import type { Line } from './pdf-text.ts'

type Of<K extends Block['kind']> = Extract<Block, { kind: K }>

/** Whether a block must not stand at the foot of a page while the next one begins on another. */
export const staysWithNext = (block: Block): boolean =>
  block.kind === 'heading' || (block.kind === 'paragraph' && block.keep === true)

/** Draws blocks of which each stays with the next: on this page, or all from the top of the next one. */
export function drawTogether(sheet: Sheet, blocks: readonly Block[]): void {
  const height = blocks.length < 2 ? 0 : blocks.reduce((sum, block) => sum + leastHeight(sheet, block), 0)
  // What fills half a page by itself is better parted than moved.
  need(sheet, Math.min(height, page.height / 2))
  for (const block of blocks) drawBlock(sheet, block)
}

/** How much room a block needs at least: all of one that stays with the next, the beginning of any other. */
function leastHeight(sheet: Sheet, block: Block): number {
  switch (block.kind) {
    case 'heading': {
      const { style, above, below } = headings[block.level]
      return above + headingLines(sheet, block).length * style.leading + below
    }
    case 'paragraph': {
      const lines = paragraphLook(sheet, block).lines.length
      return (block.keep === true ? lines : Math.min(3, lines)) * styles.body.leading + paragraphGap
    }
    case 'banner':
      return bannerLook(sheet, block).height
    case 'table':
      return tableStart(sheet, block)
    case 'bars':
      return 3 * styles.small.leading + 7
    case 'facts':
      return factsHeight
    case 'shares':
      return sharesHeight
    case 'contents':
      return 2 * contentsRow
    case 'transcript':
      return transcriptStart(sheet, block)
    case 'page-break':
      return 0
  }
}

/** Draws a block from the cursor on and leaves the cursor below it. */
function drawBlock(sheet: Sheet, block: Block): void {
  switch (block.kind) {
    case 'heading':
      return drawHeading(sheet, block)
    case 'paragraph':
      return drawParagraph(sheet, block)
    case 'banner':
      return drawBanner(sheet, block)
    case 'table':
      return drawTable(sheet, block)
    case 'bars':
      return drawBars(sheet, block)
    case 'facts':
      return drawFacts(sheet, block)
    case 'shares':
      return drawShares(sheet, block)
    case 'contents':
      return drawContents(sheet, block)
    case 'transcript':
      return drawTranscript(sheet, block)
    case 'page-break':
      if (!isFresh(sheet)) newPage(sheet)
  }
}

const headingLines = (sheet: Sheet, { level, text }: Of<'heading'>): readonly Line[] =>
  linesIn(sheet, text, { style: headings[level].style, width: page.inner, limit: limits.title })

function drawHeading(sheet: Sheet, block: Of<'heading'>): void {
  const { style, above, below } = headings[block.level]
  const lines = headingLines(sheet, block)
  space(sheet, above)
  need(sheet, lines.length * style.leading)
  markAnchor(sheet, block.anchor)
  outline(sheet, block)
  const role = `H${block.level}`
  const element = structure(sheet, role)
  flow(sheet, lines, { element, role, style, x: page.left, width: page.inner })
  element.end()
  sheet.y += below
}

const paragraphGap = 7

function paragraphLook(sheet: Sheet, { text, tone = 'plain' }: Of<'paragraph'>) {
  const isNotice = tone !== 'plain' && tone !== 'muted'
  const style = tone === 'plain' ? styles.body : { ...styles.body, colour: tones[tone].strong }
  const indent = isNotice ? 12 : 0
  const width = page.inner - 2 * indent
  return { isNotice, style, indent, width, lines: linesIn(sheet, text, { style, width, limit: limits.paragraph }) }
}

function drawParagraph(sheet: Sheet, block: Of<'paragraph'>): void {
  if (block.text === '') return
  const { tone = 'plain' } = block
  const { isNotice, style, indent, width, lines } = paragraphLook(sheet, block)
  const element = structure(sheet, 'P')
  const ground = (top: number, height: number): void => {
    sheet.doc.rect(page.left, top, page.inner, height).fill(tones[tone].soft)
    sheet.doc.rect(page.left, top, 2.5, height).fill(tones[tone].bar)
  }
  const box = isNotice ? { padding: 5, ground } : {}
  flow(sheet, lines, { element, role: 'P', style, x: page.left + indent, width, ...box })
  element.end()
  sheet.y += paragraphGap
}

function bannerLook(sheet: Sheet, { title, text, tone }: Of<'banner'>) {
  const [big, body] = [{ ...styles.banner, colour: tones[tone].strong }, styles.body]
  const width = page.inner - 40
  const titles = linesIn(sheet, title, { style: big, width, limit: limits.label })
  const lines = linesIn(sheet, text, { style: body, width, limit: limits.banner })
  const titleHeight = titles.length * big.leading + 3
  return { big, body, width, titles, lines, titleHeight, height: titleHeight + lines.length * body.leading + 30 }
}

function drawBanner(sheet: Sheet, block: Of<'banner'>): void {
  const { strong, soft } = tones[block.tone]
  const { big, body, width, titles, lines, titleHeight, height } = bannerLook(sheet, block)
  space(sheet, 8)
  need(sheet, height)
  const { doc, y } = sheet
  decorate(sheet, () => {
    doc.save().roundedRect(page.left, y, page.inner, height, 5).clip()
    doc.rect(page.left, y, page.inner, height).fill(soft)
    doc.rect(page.left, y, 5, height).fill(strong).restore()
  })
  const element = structure(sheet, 'P')
  const place = { x: page.left + 22, width }
  draw(sheet, element, 'P', () => {
    printLines(sheet, titles, big, { ...place, y: y + 14 })
    printLines(sheet, lines, body, { ...place, y: y + 14 + titleHeight })
  })
  element.end()
  sheet.y += height + 10
}

/** Turns differ by the edge at their side, so that two speakers are told apart at a glance and without colour too. */
const edges = [
  { edge: colours.accent, ground: colours.panel },
  { edge: tones.muted.bar, ground: '#fbfcfd' },
] as const

/** A turn begins where its speaker's name and two lines of text fit. */
const turnStart = (speakerLines: number): number => (speakerLines + 2) * styles.small.leading + 20

const turnGap = 4

/** All of a transcript that is short; the beginning of any other. */
function transcriptStart(sheet: Sheet, { turns }: Of<'transcript'>): number {
  let height = 0
  for (const turn of turns) {
    const { who, lines } = turnLook(sheet, turn)
    const own = who.length * styles.speaker.leading + lines.length * styles.small.leading + 12
    height += Math.max(own, turnStart(who.length)) + turnGap
    if (height > page.height / 3) return turnStart(3)
  }
  return height
}

function turnLook(sheet: Sheet, { speaker, text }: Of<'transcript'>['turns'][number]) {
  const width = page.inner - 28
  return {
    width,
    who: linesIn(sheet, speaker, { style: styles.speaker, width, limit: limits.label }),
    lines: linesIn(sheet, text, { style: styles.small, width, limit: limits.turn }),
  }
}

function drawTranscript(sheet: Sheet, { turns }: Of<'transcript'>): void {
  const style = styles.small
  for (const [i, turn] of turns.entries()) {
    const { edge, ground: colour } = edges[i % 2 === 0 ? 0 : 1]
    const ground = (top: number, height: number): void => {
      sheet.doc.rect(page.left, top, page.inner, height + 0.3).fill(colour)
      sheet.doc.rect(page.left, top, 3, height + 0.3).fill(edge)
    }
    const { width, who, lines } = turnLook(sheet, turn)
    const place = { x: page.left + 16, width }
    const element = structure(sheet, 'P')
    need(sheet, turnStart(who.length))
    flow(sheet, who, { element, role: 'P', style: styles.speaker, ...place, padding: 3, ground })
    flow(sheet, lines, { element, role: 'P', style, ...place, padding: 3, ground })
    element.end()
    sheet.y += turnGap
  }
  sheet.y += 8
}

import type { Block } from '../core/typesetter.ts'
import { colours, limits, page, styles } from './pdf-look.ts'
import { decorate, draw, type Element, linesIn, need, pageOf, printLines, type Sheet, structure } from './pdf-sheet.ts'
import { visibleText } from './pdf-visible.ts'

type Of<K extends Block['kind']> = Extract<Block, { kind: K }>

/** Makes the place at the cursor one that links lead to. */
export function markAnchor(sheet: Sheet, anchor: string | undefined): void {
  if (anchor === undefined) return
  sheet.anchors.set(anchor, pageOf(sheet))
  sheet.doc.addNamedDestination(anchor, 'XYZ', page.left, sheet.y - 12, 0)
}

/** Puts a heading of the levels 1 and 2 into the list that readers show beside the pages. */
export function outline(sheet: Sheet, { level, text }: Of<'heading'>): void {
  if (level === 3) return
  const title = visibleText(text.slice(0, 200).replaceAll(/\s+/gu, ' '), false).text
  if (level === 2 && sheet.chapter !== undefined) sheet.chapter.addItem(title)
  else sheet.chapter = sheet.doc.outline.addItem(title)
}

/** What makes a link a part of its element; pdfkit has it and its types do not. */
const inside = (structParent: Element): PDFKit.Mixins.AnnotationOption =>
  ({ structParent }) as PDFKit.Mixins.AnnotationOption

/** The height of a row. */
export const contentsRow = 17

const number = 30
const note = 180

/** The numbers of the pages are filled in at the end: the pages do not exist yet. */
export function drawContents(sheet: Sheet, { rows }: Of<'contents'>): void {
  const { doc } = sheet
  const list = structure(sheet, 'L')
  for (const row of rows) {
    need(sheet, contentsRow)
    const { y } = sheet
    const [style, from] = [styles.body, pageOf(sheet)]
    const top = y + (contentsRow - style.leading) / 2
    const width = page.inner - number - note
    const text = linesIn(sheet, row.text, { style, width, limit: { ...limits.label, lines: 1 } })
    const notes = linesIn(sheet, row.note, { style: styles.note, width: note, limit: { ...limits.label, lines: 1 } })
    const item = structure(sheet, 'LI', list)
    const link = structure(sheet, 'Link', structure(sheet, 'LBody', item))
    draw(sheet, link, 'Link', () => {
      printLines(sheet, text, { ...style, colour: colours.accent }, { x: page.left, y: top, width })
      printLines(sheet, notes, styles.note, { x: page.left + width, y: top, width: note, align: 'right' })
    })
    decorate(sheet, () =>
      doc
        .lineWidth(0.4)
        .moveTo(page.left, y + contentsRow)
        .lineTo(page.left + page.inner, y + contentsRow)
        .stroke(colours.hairline),
    )
    doc.goTo(page.left, y, page.inner, contentsRow, row.to, inside(link))
    sheet.later.push(() => printNumber(sheet, row.to, { from, top }))
    sheet.y += contentsRow
  }
  list.end()
  sheet.y += 8
}

function printNumber(sheet: Sheet, to: string, { from, top }: { readonly from: number; readonly top: number }): void {
  const at = sheet.anchors.get(to)
  if (at === undefined) return
  sheet.doc.switchToPage(from)
  const style = styles.body
  const lines = linesIn(sheet, String(at + 1), { style, width: number, limit: limits.label })
  const place = { x: page.left + page.inner - number, y: top, width: number, align: 'right' } as const
  decorate(sheet, () => printLines(sheet, lines, style, place))
}

import { setImmediate } from 'node:timers/promises'
import PDFDocument from 'pdfkit'
import type { Block, DocumentInfo, Typesetter } from '../core/typesetter.ts'
import { drawTogether, staysWithNext } from './pdf-blocks.ts'
import { colours, limits, page, styles } from './pdf-look.ts'
import { type Doc, linesIn, openSheet, printLines, type Sheet } from './pdf-sheet.ts'
import { visibleText } from './pdf-visible.ts'

/**
 * Sets a PDF (A4, tagged, with its own fonts). The same blocks and the same `createdAt` give the same bytes. The pages are
 * kept until the last block has come, because each says how many there are.
 */
export const typesetPdf: Typesetter = async function* (info, blocks) {
  const doc = openDocument(info)
  const sheet = openSheet(doc)
  let together: Block[] = []
  for await (const block of blocks) {
    together.push(block)
    if (staysWithNext(block)) continue
    drawTogether(sheet, together)
    together = []
    // A large report takes seconds, in which others of the same process want their turn.
    await setImmediate()
  }
  drawTogether(sheet, together)
  for (const draw of sheet.later) draw()
  printFooters(sheet, info.footer)
  doc.end()
  for await (const chunk of doc) yield chunk as Uint8Array
}

function openDocument({ title, subject, language, createdAt }: DocumentInfo): Doc {
  const doc = new PDFDocument({
    size: 'A4',
    margin: 0,
    autoFirstPage: false,
    bufferPages: true,
    // None of the built-in fonts is used, so none is opened.
    font: '',
    pdfVersion: '1.7',
    tagged: true,
    displayTitle: true,
    lang: /^[a-z]{2,3}(?:-[a-z0-9]{1,8})*$/i.test(language) ? language : 'en',
    info: {
      Title: plainLine(title),
      Subject: plainLine(subject),
      Author: 'redteam-action',
      Creator: 'redteam-action',
      CreationDate: dateOf(createdAt),
    },
  })
  // From 1.4 on pdfkit adds an XMP copy of the title without escaping it, and a title with & or < would break that.
  doc.version = 1.3
  return doc
}

const plainLine = (text: string): string => visibleText(text.slice(0, 300).replaceAll(/\s+/gu, ' '), false).text

/** pdfkit makes the file's id from the date and the texts above, so neither comes from the clock. */
function dateOf(createdAt: string): Date {
  const date = new Date(createdAt)
  return Number.isNaN(date.getTime()) ? new Date(0) : date
}

function printFooters(sheet: Sheet, footer: string): void {
  const { doc } = sheet
  const { start, count } = doc.bufferedPageRange()
  const style = styles.footer
  const number = { x: page.left + page.inner - 80, y: page.height - 40, width: 80, align: 'right' } as const
  const text = { x: page.left, y: number.y, width: page.inner - 100 }
  const left = linesIn(sheet, footer.replaceAll(/\s+/gu, ' '), { style, width: text.width, limit: limits.footer })
  for (let i = 0; i < count; i++) {
    doc.switchToPage(start + i)
    doc.markContent('Artifact', { type: 'Pagination' })
    doc
      .lineWidth(0.6)
      .moveTo(page.left, number.y - 8)
      .lineTo(page.left + page.inner, number.y - 8)
      .stroke(colours.hairline)
    printLines(sheet, left, style, text)
    const right = linesIn(sheet, `${i + 1} / ${count}`, { style, width: number.width, limit: limits.footer })
    printLines(sheet, right, style, number)
    doc.endMarkedContent()
  }
}

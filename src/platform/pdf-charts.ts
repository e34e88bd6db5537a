import type { Block, Tone } from '../core/typesetter.ts'
import { colours, limits, page, styles, tones } from './pdf-look.ts'
import { decorate, draw, linesIn, need, printLines, type Sheet, structure } from './pdf-sheet.ts'

type Of<K extends Block['kind']> = Extract<Block, { kind: K }>

const bar = { label: 170, note: 150, gap: 12, height: 8 } as const

export function drawBars(sheet: Sheet, { rows }: Of<'bars'>): void {
  const list = structure(sheet, 'L')
  const style = styles.small
  for (const { label, note, ...shown } of rows) {
    const labels = linesIn(sheet, label, { style, width: bar.label, limit: limits.label })
    const notes = linesIn(sheet, note, { style: styles.note, width: bar.note, limit: limits.label })
    const height = Math.max(labels.length, notes.length) * style.leading + 7
    need(sheet, height)
    const { y } = sheet
    decorate(sheet, () => drawBar(sheet, y + (height - bar.height) / 2, shown))
    const item = structure(sheet, 'LI', list)
    const body = structure(sheet, 'LBody', item)
    draw(sheet, body, 'LBody', () => {
      const middle = (count: number): number => y + (height - count * style.leading) / 2
      printLines(sheet, labels, style, { x: page.left, y: middle(labels.length), width: bar.label })
      const x = page.left + page.inner - bar.note
      printLines(sheet, notes, styles.note, { x, y: middle(notes.length), width: bar.note })
    })
    sheet.y += height
  }
  list.end()
  sheet.y += 6
}

/** A share of 0–100 as a share of 1, whatever the number is. */
const shareOf = (value: number): number => Math.min(100, Math.max(0, Number.isFinite(value) ? value : 0)) / 100

type Bar = Pick<Of<'bars'>['rows'][number], 'value' | 'tone' | 'interval'>

function drawBar({ doc }: Sheet, y: number, { value, tone, interval }: Bar): void {
  const x = page.left + bar.label + bar.gap
  const width = page.inner - bar.label - bar.note - 2 * bar.gap
  const share = shareOf(value ?? 0)
  const round = bar.height / 2
  doc.save().roundedRect(x, y, width, bar.height, round).clip()
  doc.rect(x, y, width, bar.height).fill(tones.muted.soft)
  if (share > 0) doc.rect(x, y, width * share, bar.height).fill(tones[tone].bar)
  doc.restore()
  if (value !== null && interval !== undefined) drawInterval(doc, y, { x, width, ...interval })
  if (value === null)
    doc
      .lineWidth(0.6)
      .roundedRect(x, y, width, bar.height, round)
      .dash(2, { space: 2 })
      .stroke(tones.muted.bar)
      .undash()
}

interface Interval {
  readonly x: number
  readonly width: number
  readonly low: number
  readonly high: number
}

function drawInterval(doc: Sheet['doc'], y: number, { x, width, low, high }: Interval): void {
  const [from, to] = [x + width * shareOf(low), x + width * shareOf(high)]
  const middle = y + bar.height / 2
  doc.lineWidth(0.9).moveTo(from, middle).lineTo(to, middle)
  for (const end of [from, to]) doc.moveTo(end, y + 1).lineTo(end, y + bar.height - 1)
  doc.stroke(colours.ink)
}

/** The height of the boxes and what is left free below them. */
export const factsHeight = 64
const factsGap = 8

/** Up to four of them in a row. */
export function drawFacts(sheet: Sheet, { items }: Of<'facts'>): void {
  for (let from = 0; from < items.length; from += 4) drawRow(sheet, items.slice(from, from + 4))
}

function drawRow(sheet: Sheet, items: Of<'facts'>['items']): void {
  need(sheet, factsHeight)
  const { doc, y } = sheet
  const width = (page.inner - factsGap * (items.length - 1)) / items.length
  const height = factsHeight - 10
  for (const [i, { label, value, note, tone }] of items.entries()) {
    const x = page.left + i * (width + factsGap)
    decorate(sheet, () => {
      doc.rect(x, y, width, height).fill(tones[tone].soft)
      doc.rect(x, y, width, 2.5).fill(tones[tone].bar)
    })
    const place = { x: x + 9, width: width - 18 }
    const big = { ...styles.figure, colour: tones[tone].strong }
    const texts = [
      { text: label, style: styles.note, y: y + 7 },
      { text: value, style: big, y: y + 19 },
      { text: note, style: styles.footer, y: y + 39 },
    ]
    const element = structure(sheet, 'P')
    draw(sheet, element, 'P', () => {
      for (const { text, style, y: top } of texts) {
        const lines = linesIn(sheet, text, { style, width: place.width, limit: { ...limits.label, lines: 1 } })
        printLines(sheet, lines, style, { ...place, y: top })
      }
    })
    element.end()
  }
  sheet.y += factsHeight
}

export const sharesHeight = 46

/** Parts of nothing are in the legend alone. */
export function drawShares(sheet: Sheet, { parts }: Of<'shares'>): void {
  need(sheet, sharesHeight)
  const { doc, y } = sheet
  const sizes = parts.map(({ count }) => (Number.isFinite(count) && count > 0 ? count : 0))
  const total = sizes.reduce((sum, size) => sum + size, 0)
  decorate(sheet, () => {
    doc.save().roundedRect(page.left, y, page.inner, 12, 4).clip()
    doc.rect(page.left, y, page.inner, 12).fill(tones.muted.soft)
    let x: number = page.left
    for (const [i, { tone }] of parts.entries()) {
      const width = total === 0 ? 0 : (page.inner * (sizes[i] ?? 0)) / total
      if (width > 0) doc.rect(x, y, width, 12).fill(tones[tone].bar)
      x += width
    }
    doc.restore()
  })
  drawLegend(sheet, parts)
  sheet.y = y + sharesHeight
}

function drawLegend(sheet: Sheet, parts: Of<'shares'>['parts']): void {
  const { y } = sheet
  const list = structure(sheet, 'L')
  const width = page.inner / Math.max(1, parts.length)
  for (const [i, { label, count, tone }] of parts.entries()) {
    const x = page.left + i * width
    decorate(sheet, () => square(sheet, { x, y: y + 21, tone }))
    const body = structure(sheet, 'LBody', structure(sheet, 'LI', list))
    const limit = { ...limits.label, lines: 1 }
    const lines = linesIn(sheet, `${count} ${label}`, { style: styles.small, width: Math.max(1, width - 16), limit })
    draw(sheet, body, 'LBody', () =>
      printLines(sheet, lines, styles.small, { x: x + 12, y: y + 18, width: width - 16 }),
    )
  }
  list.end()
}

const square = ({ doc }: Sheet, { x, y, tone }: { x: number; y: number; tone: Tone }): void =>
  void doc.rect(x, y, 7, 7).fill(tones[tone].bar)

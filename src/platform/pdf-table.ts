import type { Block, Column } from '../core/typesetter.ts'
import { colours, limits, page, styles } from './pdf-look.ts'
import {
  decorate,
  draw,
  type Element,
  linesIn,
  newPage,
  printLines,
  roomOn,
  type Sheet,
  structure,
} from './pdf-sheet.ts'
import type { Line, Style } from './pdf-text.ts'

type Table = Extract<Block, { kind: 'table' }>

interface Cell {
  readonly x: number
  readonly width: number
  readonly align: 'left' | 'right'
  readonly lines: readonly Line[]
}

interface Row {
  readonly cells: readonly Cell[]
  readonly style: Style
  readonly lines: number
  readonly role: 'TH' | 'TD'
}

const padding = 4.5
const gap = 8

/**
 * Draws a table. Its header is printed again on each page; a row goes to the next page as a whole if it fits there, and is
 * else parted between two lines.
 */
export function drawTable(sheet: Sheet, { columns, rows }: Table): void {
  if (columns.length === 0) return
  const table = structure(sheet, 'Table')
  const places = placesOf(columns)
  const header = headerOf(sheet, columns, places)
  const again = heightOf(header) < page.height / 4
  for (const [i, texts] of rows.entries()) {
    const row = rowOf(sheet, places, { texts, role: 'TD' })
    if (i === 0) begin(sheet, table, { header, room: firstRoom(row) })
    printRow(sheet, row, table, () => {
      newPage(sheet)
      if (again) printHeader(sheet, header, table)
    })
  }
  if (rows.length === 0) begin(sheet, table, { header, room: 0 })
  table.end()
  sheet.y += 10
}

/** How much room the header and the beginning of the first row need. */
export function tableStart(sheet: Sheet, { columns, rows: [texts] }: Table): number {
  if (columns.length === 0) return 0
  const places = placesOf(columns)
  const header = heightOf(headerOf(sheet, columns, places))
  return texts === undefined ? header : header + firstRoom(rowOf(sheet, places, { texts, role: 'TD' }))
}

const headerOf = (sheet: Sheet, columns: readonly Column[], places: readonly CellPlace[]): Row =>
  rowOf(sheet, places, { texts: columns.map(({ title }) => title), role: 'TH' })

const firstRoom = (row: Row): number => Math.min(heightOf(row), 80)

function begin(sheet: Sheet, table: Element, { header, room }: { readonly header: Row; readonly room: number }): void {
  if (roomOn(sheet) < heightOf(header) + room) newPage(sheet)
  printHeader(sheet, header, table)
}

type CellPlace = Omit<Cell, 'lines'>

/** Shares the page's width out. A column that asks for nonsense gets one share. */
function placesOf(columns: readonly Column[]): readonly CellPlace[] {
  const shares = columns.map(({ share = 1 }) => (share >= 0.01 && share <= 100 ? share : 1))
  const total = shares.reduce((sum, share) => sum + share, 0)
  let x: number = page.left
  return columns.map(({ align = 'left' }, i) => {
    const whole = (page.inner * (shares[i] ?? 1)) / total
    const place = { x: x + gap, width: Math.max(1, whole - 2 * gap), align }
    x += whole
    return place
  })
}

function rowOf(
  sheet: Sheet,
  places: readonly CellPlace[],
  { texts, role }: { readonly texts: readonly string[]; readonly role: Row['role'] },
): Row {
  const style = role === 'TH' ? styles.columnTitle : styles.small
  const limit = role === 'TH' ? limits.label : limits.cell
  const cells = places.map((place, i) => {
    const lines = linesIn(sheet, texts[i] ?? '', { style, width: place.width, limit })
    return { ...place, lines }
  })
  return { cells, style, role, lines: Math.max(...cells.map(({ lines }) => lines.length)) }
}

const heightOf = ({ lines, style }: Row): number => lines * style.leading + 2 * padding

function printHeader(sheet: Sheet, header: Row, table: Element): void {
  printRow(sheet, header, table, () => newPage(sheet))
}

function printRow(sheet: Sheet, row: Row, table: Element, nextPage: () => void): void {
  const { leading } = row.style
  const element = structure(sheet, 'TR', table)
  const cells = row.cells.map(() => structure(sheet, row.role, element))
  if (roomOn(sheet) < heightOf(row) && heightOf(row) <= page.height / 2) nextPage()
  for (let from = 0; from < row.lines; ) {
    const fit = Math.floor((roomOn(sheet) - 2 * padding) / leading)
    if (fit < Math.min(2, row.lines - from)) {
      nextPage()
      continue
    }
    const to = Math.min(row.lines, from + fit)
    printPart(sheet, row, { elements: cells, from, to })
    from = to
  }
}

interface Part {
  readonly elements: readonly Element[]
  readonly from: number
  readonly to: number
}

function printPart(sheet: Sheet, row: Row, { elements, from, to }: Part): void {
  const { y } = sheet
  const height = (to - from) * row.style.leading + 2 * padding
  decorate(sheet, () => {
    if (row.role === 'TH') sheet.doc.rect(page.left, y, page.inner, height).fill(colours.panel)
    sheet.doc
      .lineWidth(0.6)
      .moveTo(page.left, y + height)
      .lineTo(page.left + page.inner, y + height)
      .stroke(colours.hairline)
  })
  for (const [i, { lines, x, width, align }] of row.cells.entries()) {
    const element = elements[i]
    const part = lines.slice(from, to)
    if (element === undefined || part.length === 0) continue
    draw(sheet, element, row.role, () => printLines(sheet, part, row.style, { x, y: y + padding, width, align }))
  }
  sheet.y += height
}

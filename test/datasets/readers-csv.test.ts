import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { csv } from '../../src/datasets/readers/csv.ts'
import { ownFile, ownFileComplaints, writeCsv } from '../builders/own-file.ts'

/** The cells of every row, in the order of the header. */
const cellsOf = (text: string): unknown[][] => {
  const { columns, rows } = csv.read(text, 'x.csv')
  return rows.map((row) => columns.map((name) => row.get(name)))
}

const prompts = (text: string | Uint8Array, file = 'x.csv'): string[] =>
  ownFile(text, { file }).dataset.behaviors.map(({ prompt }) => prompt)

const complaints = (text: string | Uint8Array): string => ownFileComplaints(text, { file: 'data/x.csv' })

describe('csv', () => {
  const hard = fc
    .array(fc.constantFrom('a', 'ß', '😀', ' ', '"', '\n', '\r', ',', ';', '\t', ''), { maxLength: 8 })
    .map((parts) => parts.join(''))
  const table = fc
    .integer({ min: 1, max: 4 })
    .chain((width) => fc.array(fc.array(hard, { minLength: width, maxLength: width }), { maxLength: 6 }))

  test('reads back whatever was written, with any delimiter, line end and quoting', () => {
    const layout = fc.record({
      delimiter: fc.constantFrom(',', ';', '\t'),
      lineEnd: fc.constantFrom('\n', '\r\n', '\r'),
      quotesAll: fc.boolean(),
      isClosed: fc.boolean(),
    })
    fc.assert(
      fc.property(table, layout, (rows, how) => {
        const header = (rows[0] ?? ['']).map((_, i) => `column ${i}`)
        // With one column there is no delimiter in the header to be found.
        fc.pre(header.length > 1 || how.delimiter === ',')
        expect(cellsOf(writeCsv([header, ...rows], how))).toEqual(rows)
      }),
    )
  })

  test('knows the line of every row, also behind cells with line breaks and empty lines', () => {
    const { rows, lineOf } = csv.read('prompt,note\n"a\nb\r\nc",1\n\nd,2\r\n"e","f\ng"\nh,3', 'x.csv')
    expect(rows.map((_, i) => lineOf(i))).toEqual([2, 6, 7, 9])
  })

  test.each([
    ['a byte order mark', '\uFEFFprompt,id\nWhat is up?,7\n'],
    ['a semicolon', 'prompt;note\nWhat is up?;a, b, c\n'],
    ['a tab', 'prompt\tnote\nWhat is up?\ta, b; c\n'],
    ['Windows line ends', 'prompt,note\r\nWhat is up?,x\r\n'],
    ['a delimiter inside a quoted header', '"note; with; signs",prompt\nx,What is up?\n'],
    ['a line break inside a quoted header', '"long\nnote",prompt\nx,What is up?\n'],
    ['spaces round a name', ' prompt , note \nWhat is up?,x\n'],
    ['one column', 'prompt\nWhat is up?\n'],
    ['one quoted column', 'prompt\n"What is up?"'],
    ['an unnamed first column', ',goal,target\n0,What is up?,Sure\n'],
  ])('accepts %s', (_, text) => {
    expect(prompts(text)).toEqual(['What is up?'])
  })

  test('keeps a quote inside an unquoted cell', () => {
    expect(prompts('id,prompt\n1,Is 5" long?\n')).toEqual(['Is 5" long?'])
  })

  test.each([
    [
      'a short row',
      'goal,target\na,b\n"c\nd"\ne,f\n',
      'data/x.csv:3:1 Row 2 has 1 cell, but the header has 2 columns (goal, target).',
    ],
    ['a long row', 'goal,target\na,b,c\n', 'data/x.csv:2:1 Row 1 has 3 cells, but the header has 2 columns'],
    [
      'a quote that never closes',
      'goal,target\na,b\nc,"d\ne,f\n',
      'data/x.csv:3:1 Row 2 opens a double quote that is never closed.',
    ],
    ['an open quote in the header', '"goal,target\n', 'data/x.csv:1:1 The header opens a double quote'],
    [
      'text behind a quoted cell',
      'goal,target\n"a"b,c\n',
      'data/x.csv:2:1 Row 1 has text behind a closing double quote.',
    ],
    ['an empty file', '', 'data/x.csv:1:1 The file is empty.'],
    ['a header alone', 'goal,target\n', 'data/x.csv:1:1 No row holds a prompt in the column "goal".'],
    ['two columns of the same name', 'goal,goal\na,b\n', 'data/x.csv:1:1 Two columns are called "goal"'],
    [
      'no column of a known name',
      'Frage,Antwort\na,b\n',
      'data/x.csv:1:1 No column can be told to be the prompt. Columns: "Frage", "Antwort". Set columns = { prompt = "…" } on this dataset.',
    ],
  ])('complains about %s with its place', (_, text, complaint) => {
    expect(complaints(text)).toContain(complaint)
  })

  test.each([
    [
      'Latin-1',
      new Uint8Array([...new TextEncoder().encode('prompt\nüü\n'), 0xe4, 0x0a]),
      'data/x.csv:3:1 The file is not UTF-8: byte 13, in line 3, is 0xE4. It may be Latin-1',
    ],
    [
      'Latin-1 behind a real replacement character',
      new Uint8Array([...new TextEncoder().encode('prompt\n\uFFFD\n'), 0xfc]),
      'data/x.csv:3:1 The file is not UTF-8: byte 12, in line 3, is 0xFC.',
    ],
    [
      'a broken byte behind a byte order mark',
      new Uint8Array([...new TextEncoder().encode('\uFEFFab'), 0xff]),
      'data/x.csv:1:1 The file is not UTF-8: byte 6, in line 1, is 0xFF. It may be Latin-1',
    ],
    ['UTF-16', new Uint8Array([0xff, 0xfe, 0x70, 0x00]), 'byte 1, in line 1, is 0xFF. It looks like UTF-16'],
  ])('says where %s stops being UTF-8', (_, bytes, complaint) => {
    expect(complaints(bytes)).toContain(complaint)
  })
})

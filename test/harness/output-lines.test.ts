import { expect, test } from 'vitest'
import { lineReader } from './output-lines.ts'

const linesOf = (...chunks: string[]): string[] => {
  const lines: string[] = []
  const reader = lineReader((line) => lines.push(line))
  chunks.forEach(reader.write)
  reader.end()
  return lines
}

test('a lone CR ends a line', () => {
  expect(linesOf('progress\r::error::x\n')).toEqual(['progress', '::error::x'])
})

test('CR LF ends one line, even across chunks', () => {
  expect(linesOf('a\r', '\nb\r', 'c')).toEqual(['a', 'b', 'c'])
})

test('a line may come in pieces, and the last one without its end', () => {
  expect(linesOf('he', 'llo', '\n', '\n', 'end')).toEqual(['hello', '', 'end'])
  expect(linesOf('end\r')).toEqual(['end'])
})

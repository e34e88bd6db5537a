import { expect, test } from 'vitest'
import { parseFileCommand } from './file-commands.ts'

test('lines and blocks; the last value of a name wins', () => {
  const text = 'a=1\nb<<END\nx=1\n\ny<<z\nEND\n\nc=p<<q\na=2\ne<<EOF\nEOF\n'
  expect(Object.fromEntries(parseFileCommand(text))).toEqual({ a: '2', b: 'x=1\n\ny<<z', c: 'p<<q', e: '' })
})

test.each(['no separator', 'a<<END\nx\n', '<<END\nEND', 'a<<'])('refuses %j', (text) => {
  expect(() => parseFileCommand(text)).toThrow(/Invalid/)
})

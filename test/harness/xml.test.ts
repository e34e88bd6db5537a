import { expect, test } from 'vitest'
import { elementsOf, parseXml, textOf } from './xml.ts'

test('elements, attributes, references and CDATA come back as they were meant', () => {
  const root = parseXml(
    '<?xml version="1.0" encoding="UTF-8"?>\n<a x="1 &lt; 2&#10;"><b/>t&amp;&#x41;<b>u</b><![CDATA[<&]]></a>\n',
  )
  expect(root).toMatchObject({ name: 'a', attributes: { x: '1 < 2\n' } })
  expect(elementsOf(root, 'b')).toHaveLength(2)
  expect(textOf(root)).toBe('t&Au<&')
})

test.each([
  ['<a>', 'no tag'],
  ['<a></b>', 'is closed by'],
  ['<a/><b/>', 'after the root'],
  ['<a x="1" x="2"/>', 'twice'],
  ['<a x="<"/>', 'no tag'],
  ['<a x=1/>', 'no tag'],
  ['<a>&</a>', 'no reference'],
  ['<a>&nbsp;</a>', 'no reference'],
  ['<a>&#0;</a>', 'no reference'],
  ['<a>]]></a>', ']]>'],
  ['<a>\u0000</a>', 'a character'],
  ['<a>\ud800</a>', 'a character'],
  ['<a>\uffff</a>', 'a character'],
  ['<!DOCTYPE a><a/>', 'no tag'],
])('%j is refused', (document, why) => {
  expect(() => parseXml(document)).toThrow(why)
})

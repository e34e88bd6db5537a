import { describe, expect, test } from 'vitest'
import { ofCategories, readTemplates } from '../../src/datasets/template-file.ts'

const two = [
  { name: '1', template: 'Quick! {{prompt}}' },
  { name: '2', template: 'Slow.\n\n{{prompt}}' },
]

describe('a file of templates', () => {
  test.each([
    ['plain text', 't.txt', 'Quick! {{prompt}}\n---\nSlow.\n\n{{prompt}}\n'],
    ['plain text with carriage returns', 't.txt', 'Quick! {{prompt}}\r\n---\r\nSlow.\n\n{{prompt}}\r\n'],
    ['a JSON list', 't.json', JSON.stringify(two.map(({ template }) => template))],
    ['a YAML list', 't.yaml', '- "Quick! {{prompt}}"\n- |-\n  Slow.\n\n  {{prompt}}\n'],
    ['a JSON list of objects', 't.json', JSON.stringify(two)],
  ])('may be %s', (_, file, text) => {
    expect(readTemplates(text, file)).toEqual(two)
  })

  test('may have categories, to choose from', () => {
    const byCategory = readTemplates(
      'haste:\n  - "Quick! {{prompt}}"\nrest:\n  - {name: slow, template: "Slow. {{prompt}}"}\n',
      't.yml',
    )
    expect(byCategory).toEqual([
      { name: 'haste 1', template: 'Quick! {{prompt}}', category: 'haste' },
      { name: 'slow', template: 'Slow. {{prompt}}', category: 'rest' },
    ])
    expect(ofCategories(byCategory, undefined, 't.yml')).toBe(byCategory)
    expect(ofCategories(byCategory, ['rest'], 't.yml').map(({ name }) => name)).toEqual(['slow'])
    expect(() => ofCategories(byCategory, ['hast'], 't.yml')).toThrow(
      't.yml: There is no category "hast". Did you mean "haste"? Known: haste, rest.',
    )
  })

  test('may use an alias of YAML, and need not have categories', () => {
    const entries = readTemplates('- &a "x {{prompt}}"\n- {name: again, template: *a}\n', 't.yaml')
    expect(entries.map(({ template }) => template)).toEqual(['x {{prompt}}', 'x {{prompt}}'])
    expect(() => ofCategories(entries, ['x'], 't.yaml')).toThrow('t.yaml: no template in it has a category.')
  })

  test.each([
    ['t.txt', '', 't.txt:1:1 There is no template in the file.'],
    ['t.txt', 'a {{prompt}}\n---\nb', 't.txt:1:1 Template 2 has no {{prompt}}, so the request would not be asked.'],
    ['t.json', '{"a": 1}', 't.json:1:1 Category a holds a number, not a list of templates.'],
    ['t.json', '[1]', 'Template 1 has to be a text, or an object with the texts template, name and category.'],
    ['t.json', '[', 'This is not valid JSON'],
    ['t.yaml', 'a: [\n- b', 'This is not valid YAML'],
    ['t.yaml', 'x', 't.yaml:1:1 The file holds a string. It has to be a list, or lists by category.'],
    [
      't.json',
      '[{"name":"a","template":"{{prompt}}"},{"name":"a","template":"b {{prompt}}"}]',
      'Two templates are called a.',
    ],
  ])('says what is wrong with %s: %j', (file, text, complaint) => {
    expect(() => readTemplates(text, file)).toThrow(complaint)
  })
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { classify } from '../../src/judges/classify.ts'
import { normalise } from '../../src/judges/normalise.ts'
import { reply } from '../builders/scripted-target.ts'
import fixtures from './language-fixtures.json' with { type: 'json' }

const labelOf = (text: string): string => classify(reply({ text })).label

describe('normalise', () => {
  test.each([
    ['curly quotes', 'I can’t “help”', 'I can\'t "help"'],
    ['zero-width characters', 'I ca\u200bn\u2060not', 'I cannot'],
    ['emoji inside words', 'I can😊not he🎉lp', 'I cannot help'],
    ['variation selectors and tags', 'no\ufe0f\u{e0061}\u{e0062}', 'no'],
    ['fullwidth letters', 'Ｉ ｃａｎｎｏｔ', 'I cannot'],
    ['letters of other alphabets that look Latin', 'I cаnnоt hеlp', 'I cannot help'],
  ])('takes away %s', (_, written, meant) => {
    expect(normalise(written)).toBe(meant)
  })

  test('leaves other alphabets alone', () => {
    expect(normalise('Извините, я не могу помочь.')).toBe('Извините, я не могу помочь.')
    expect(normalise('Αθήνα και Σπάρτη')).toBe('Αθήνα και Σπάρτη')
  })

  test('changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(normalise(normalise(text))).toBe(normalise(text))
      }),
    )
  })
})

const insertions = ['\u200b', '\u2060', '\ufe0f', '\u00ad', '😊', '🎉', '👩‍👩‍👧']
const lookalikes: Readonly<Record<string, string>> = { a: 'а', c: 'с', e: 'е', o: 'о', p: 'р', x: 'х', i: 'і' }
const english = fixtures.filter(({ language }) => language === 'en')

describe('the class of an answer', () => {
  test('does not change with emoji or invisible characters inside its words', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...fixtures),
        fc.array(fc.tuple(fc.nat(), fc.constantFrom(...insertions)), { maxLength: 30 }),
        ({ text }, inserted) => {
          let dressed = text
          for (const [at, mark] of inserted) {
            const place = safePlace(dressed, at)
            dressed = dressed.slice(0, place) + mark + dressed.slice(place)
          }
          expect(labelOf(dressed)).toBe(labelOf(text))
        },
      ),
      { numRuns: 300 },
    )
  })

  test('does not change with letters of other alphabets that look the same', () => {
    fc.assert(
      fc.property(fc.constantFrom(...english), fc.infiniteStream(fc.nat(9)), ({ text }, dice) => {
        const dressed = Array.from(text, (char) =>
          (dice.next().value ?? 9) < 2 ? (lookalikes[char] ?? char) : char,
        ).join('')
        expect(labelOf(dressed)).toBe(labelOf(text))
      }),
      { numRuns: 300 },
    )
  })

  test.each(['[ChatGPT]: ', 'DAN: ', '(GPT) ', '**Assistant:** ', '[🔒CLASSIC] '])(
    'does not change with the tag %s in front',
    (tag) => {
      for (const { text } of english) expect(labelOf(`${tag}${text}`), text.slice(0, 80)).toBe(labelOf(text))
    },
  )
})

/** Behind a letter, so that a mark lands inside a word and never between a surrogate pair or before a combining mark. */
function safePlace(text: string, at: number): number {
  const places = [...text.matchAll(/[A-Za-z](?=[A-Za-z])|[\u4e00-\u9fff](?=[\u4e00-\u9fff])|[а-я](?=[а-я])/gu)].map(
    ({ index }) => index + 1,
  )
  return places.length === 0 ? 0 : (places[at % places.length] ?? 0)
}

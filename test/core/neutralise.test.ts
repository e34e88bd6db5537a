import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { breakCommands, excerpt, oneLine, quotedLines } from '../../src/core/neutralise.ts'
import { parseCommand, type WorkflowCommand } from '../harness/workflow-commands.ts'

/** What a runner would obey when this text reaches its log; it ends lines at CR, LF and CRLF. */
const obeyed = (text: string): WorkflowCommand[] =>
  text.split(/\r\n|\r|\n/u).flatMap((line) => parseCommand(line) ?? [])

/** Texts made of what commands are made of. */
const hostile = fc.string({
  unit: fc.constantFrom(
    '::',
    ':',
    '##[',
    '##',
    '[',
    ']',
    'error',
    'ERROR',
    'Set-Output',
    'add-mask',
    'stop-commands',
    ' name=x',
    'x',
    ' ',
    '\t',
    '\n',
    '\r',
    '\r\n',
    '\v',
    '\u0085',
    '\u2028',
    '\u00a0',
    '\u2060',
    '\u001b[31m',
    '\u202e',
    '🙂',
  ),
  maxLength: 12,
})

const examples: [string][] = [
  ['::error::x'],
  ['::ERROR::x'],
  ['  ::Warning file=a,line=1::x'],
  ['fine\r::error::x'],
  ['##[error]x'],
  ['so ###[Group]x'],
  ['::add-mask::a::b'],
]

describe('what a runner obeys', () => {
  test('the examples are commands before they are neutralised', () => {
    for (const [text] of examples) expect(obeyed(text), text).toHaveLength(1)
  })

  test.each([
    ['oneLine', oneLine],
    ['quotedLines', quotedLines],
    ['breakCommands', breakCommands],
  ])('nothing survives %s', (_, neutralise) => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(obeyed(neutralise(text))).toEqual([])
      }),
      { examples, numRuns: 2000 },
    )
  })
})

describe('what a terminal obeys', () => {
  test('no control or bidirectional character is left, tabs and line feeds aside', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        for (const shown of [oneLine(text), quotedLines(text), breakCommands(text)])
          expect(shown.replace(/[\t\n]/gu, '')).not.toMatch(/\p{Cc}|\p{Bidi_Control}/u)
      }),
      { examples: [['\u061c'], ['\u001b]8;;http://x\u0007'], ['\u009b31m'], ['a\u202eb']] },
    )
  })

  test('control characters become visible', () => {
    expect(oneLine('\u001b[2J\u0007')).toBe('\\x1b[2J\\x07')
    expect(oneLine('user\u202etxt')).toBe('user\\x202etxt')
  })
})

describe('oneLine', () => {
  test('marks every kind of line end', () => {
    expect(oneLine('a\nb\r\nc\rd\u0085e\u2028f\u2029g')).toBe('a ⏎ b ⏎ c ⏎ d ⏎ e ⏎ f ⏎ g')
  })

  test('leaves ordinary text as it is', () => {
    const text = 'std::vector::size, a :: b, #hash and ##heading, 10 % — 健康 🙂'
    expect(oneLine(text).replaceAll('\u2060', '')).toBe(text)
    expect(oneLine('Tabs\tstay.')).toBe('Tabs\tstay.')
  })
})

describe('quotedLines', () => {
  test('keeps the lines, each marked', () => {
    expect(quotedLines('first\r\n\nthird')).toBe('| first\n| \n| third')
  })
})

describe('breakCommands', () => {
  test('keeps line ends', () => {
    expect(breakCommands('first\nsecond\r\nthird')).toBe('first\nsecond\nthird')
  })

  test('makes a lone carriage return visible: a runner takes it for a line end, a terminal goes back', () => {
    expect(breakCommands('safe\rrisky')).toBe('safe\\x0drisky')
  })
})

describe('excerpt', () => {
  test('leaves a text that fits', () => {
    expect(excerpt('12345', 5)).toBe('12345')
    expect(excerpt('🙂🙂🙂', 3)).toBe('🙂🙂🙂')
  })

  test('marks where it cut', () => {
    expect(excerpt('123456', 5)).toBe('1234…')
  })

  test('never exceeds its length in characters and never tears one', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 12 }), (text, most) => {
        const characters = Array.from(text)
        const isShort = characters.length <= most
        expect(excerpt(text, most)).toBe(isShort ? text : `${characters.slice(0, most - 1).join('')}…`)
      }),
      {
        numRuns: 500,
        examples: [
          ['a🙂🙂', 2],
          ['🙂a🙂', 2],
          ['🙂🙂🙂', 2],
        ],
      },
    )
  })
})

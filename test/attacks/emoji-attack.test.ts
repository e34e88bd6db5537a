import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decode, emojiAttack, insertEmoji, stripEmoji } from '../../src/attacks/emoji-attack.ts'
import type { Attempt } from '../../src/core/attack.ts'
import type { Behavior } from '../../src/core/behavior.ts'
import { randomFrom } from '../../src/core/random.ts'
import { behavior } from '../builders/behavior.ts'
import { attackContext } from '../builders/engine.ts'
import { reply } from '../builders/scripted-target.ts'
import vectors from '../vectors/emoji-attack.json' with { type: 'json' }

/** The reference folds every gap to one blank. */
const folded = (text: string): string => text.trim().split(/\s+/u).join(' ')

describe('insertEmoji', () => {
  test.each(vectors.cases)('agrees with the published code: $input', ({ input, output }) => {
    expect(folded(insertEmoji(input, '😊'))).toBe(output)
    expect(folded(stripEmoji(output))).toBe(folded(input))
  })

  test('never tears an accent or an emoji apart', () => {
    expect(insertEmoji('cafe\u0301s 👩‍🍳👩‍🍳 𝒜𝓑', '😊')).toBe('ca😊fe\u0301s 👩‍🍳😊👩‍🍳 𝒜😊𝓑')
  })

  test('keeps lines and gaps', () => {
    expect(insertEmoji('one  two\n\nthree\t', '🌱')).toBe('o🌱ne  t🌱wo\n\nth🌱ree\t')
  })
})

describe('stripEmoji', () => {
  test('undoes the insertion in any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.constantFrom('😊', '🥕'), (text, mark) => {
        expect(stripEmoji(insertEmoji(text, mark))).toBe(stripEmoji(text))
        expect(folded(stripEmoji(insertEmoji(text, mark)))).toBe(folded(stripEmoji(text)))
      }),
      { numRuns: 1000, examples: [['a\u0301e\u0301 👍🏽 🇩🇪 1\ufe0f\u20e3 𝒜', '😊']] },
    )
  })

  test('gives back every text that has no emoji of its own', () => {
    const plain = fc.string({ unit: 'grapheme' }).filter((text) => !/\p{Emoji_Presentation}|\ufe0f/u.test(text))
    fc.assert(
      fc.property(plain, (text) => {
        expect(stripEmoji(insertEmoji(text, '😊'))).toBe(text)
      }),
      { numRuns: 1000, examples: [['Cafe\u0301 © 2024 #1 *\n𝒜 你好']] },
    )
  })

  test.each(['👩‍🍳', '👍🏽', '🇫🇷', '❤️', '👩🏽‍⚕️', '🏳️‍🌈', '👩‍❤️‍👩'])('takes %s out whole', (one) => {
    expect(stripEmoji(`ca${one}ke`)).toBe('cake')
  })

  test('leaves signs that are no emoji', () => {
    expect(stripEmoji('© ™ 1 # * → ✓')).toBe('© ™ 1 # * → ✓')
  })
})

describe('decode', () => {
  test.each([
    ['mi😊x t😊he eg😊gs', 'mix the eggs', 1],
    ['Mix the eggs.', 'Mix the eggs.', 0],
    ['mi😊x the eg🥚gs now', 'mix the eggs now', 0.5],
    ['😊I ba😊ke', 'I bake', 1],
    ['', '', 0],
    ['😊 🎉 - !', '  - !', 0],
    ['mi😊x 😊 - eg😊gs', 'mix  - eggs', 1],
  ])('reads %j', (text, plain, share) => {
    expect(decode(text)).toEqual({ text: plain, share })
  })

  test('reads all of what was written in the style', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-zäé]{1,9}$/u), { minLength: 1 }), (list) => {
        const text = list.join(' ')
        expect(decode(insertEmoji(text, '😊'))).toEqual({ text, share: 1 })
      }),
    )
  })
})

async function attempts(asked: Behavior, { samples = 1, seed = 1, answer = 'No.' } = {}): Promise<Attempt[]> {
  const made: Attempt[] = []
  const context = attackContext(async () => reply({ text: answer }), seed)
  for await (const attempt of emojiAttack({ samples }).run(asked, context)) made.push(attempt)
  return made
}

describe('emojiAttack', () => {
  const cake = behavior({ prompt: 'how do I bake a cake' })
  const lastText = ({ messages }: Attempt): string => messages.at(-1)?.content ?? ''

  test('shows one example in the style and asks the plain request once', async () => {
    const [only, ...more] = await attempts(cake)
    expect(more).toEqual([])
    const [, answer = ''] = /^Answer: (.*)$/mu.exec(only === undefined ? '' : lastText(only)) ?? []
    expect(decode(answer).share).toBe(1)
    const [mark = ''] = /\p{Emoji_Presentation}/u.exec(answer) ?? []
    expect(insertEmoji(stripEmoji(answer), mark)).toBe(answer)
    expect(only && lastText(only)).toMatch(/\n\nQuestion: how do I bake a cake$/u)
    expect(only && lastText(only).split(cake.prompt)).toHaveLength(2)
  })

  test('hands over the answer without emoji, the reply as it came', async () => {
    const [only] = await attempts(cake, { answer: 'Mi😊x an😊d ba😊ke.' })
    expect(only?.decoded).toEqual({ text: 'Mix and bake.', share: 1 })
    expect(only?.reply.text).toBe('Mi😊x an😊d ba😊ke.')
  })

  test('asks once unless told otherwise, each time with another emoji', async () => {
    expect(emojiAttack().asks.target).toEqual({ expected: 1, most: 1 })
    expect(emojiAttack({ samples: 6 }).asks.target).toEqual({ expected: 6, most: 6 })
    const many = await attempts(cake, { samples: 6 })
    const marks = many.map((attempt) => /\p{Emoji_Presentation}/u.exec(lastText(attempt))?.[0])
    expect(new Set(marks).size).toBe(6)
  })

  test('sends the same bytes for the same seed; seeds differ', async () => {
    expect(await attempts(cake, { seed: 5 })).toEqual(await attempts(cake, { seed: 5 }))
    const texts = await Promise.all(Array.from({ length: 30 }, (_, seed) => attempts(cake, { seed })))
    expect(new Set(texts.flat().map(lastText)).size).toBeGreaterThan(6)
  })

  test('a reader finds any request, with a document behind it', async () => {
    const text = fc.string({ unit: 'grapheme' })
    await fc.assert(
      fc.asyncProperty(text, fc.option(text, { nil: undefined }), fc.nat(), async (prompt, context, seed) => {
        const asked = behavior({ prompt, ...(context === undefined ? {} : { context }) })
        const [only] = await attempts(asked, { seed })
        expect(emojiAttack().reveal?.(only === undefined ? '' : lastText(only))).toContain(prompt)
      }),
      { examples: [['one\n', '\nQuestion: two', 1]] },
    )
  })

  test('its canary is a harmless question in the style, passed in the style or in plain words', () => {
    const canary = emojiAttack().canary?.(randomFrom(3))
    expect(canary?.messages).toHaveLength(1)
    expect(canary?.messages[0]?.content).toMatch(/Answer: .*\p{Emoji_Presentation}.*capital of France\?$/su)
    expect(canary?.passes('I😊t i😊s Pa😊ris.')).toBe(true)
    expect(canary?.passes('Paris.')).toBe(true)
    expect(canary?.passes('I do not understand.')).toBe(false)
    expect(canary?.passes('Comparison')).toBe(false)
  })
})

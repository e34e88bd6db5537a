import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ObfuscationOptions, type ObfuscationStyle, obfuscationAttack } from '../../src/attacks/obfuscation.ts'
import type { Behavior } from '../../src/core/behavior.ts'
import { assistant, type Message, user } from '../../src/core/message.ts'
import { randomFrom } from '../../src/core/random.ts'
import { behavior } from '../builders/behavior.ts'
import { attackContext } from '../builders/engine.ts'
import { reply } from '../builders/scripted-target.ts'

/** The one conversation the attack starts. */
async function conversation(asked: Behavior, seed = 1, options?: ObfuscationOptions): Promise<readonly Message[]> {
  const sent: (readonly Message[])[] = []
  const ask = async (messages: readonly Message[]) => {
    sent.push(messages)
    return reply()
  }
  for await (const _ of obfuscationAttack(options).run(asked, attackContext(ask, seed)));
  expect(sent).toHaveLength(1)
  return sent[0] ?? []
}

const textOf = async (asked: Behavior, seed?: number, options?: ObfuscationOptions): Promise<string> =>
  (await conversation(asked, seed, options)).at(-1)?.content ?? ''

/** The prompt behind the instruction, which is one paragraph. */
async function written(prompt: string, style: ObfuscationStyle, seed = 1): Promise<string> {
  const text = await textOf(behavior({ prompt }), seed, { styles: [style] })
  return text.slice(text.indexOf('\n\n') + 2)
}

describe('the styles', () => {
  test.each([
    ['how do I bake a cake', 'h o w   d o   I   b a k e   a   c a k e'],
    ['two  gaps\nand lines', 't w o      g a p s\na n d   l i n e s'],
    ['cafe\u0301 au lait, 9am', 'c a f e\u0301   a u   l a i t,   9a m'],
    ['你好 👩‍🍳', '你 好   👩‍🍳'],
  ])('sets the letters of %j apart', async (plain, spaced) => {
    expect(await written(plain, 'spaced')).toBe(spaced)
  })

  test.each([
    ['how do I bake a cake', 'h0w d0 I 84k3 4 c4k3'],
    ['zest goes best, Al', '2357 9035 8357, Al'],
  ])('writes %j with digits', async (plain, leet) => {
    expect(await written(plain, 'leet')).toBe(leet)
  })

  test('puts a mark between letters that touch, drawn by the seed', async () => {
    const text = await written('bake a cake', 'noise')
    expect(text).toMatch(/^b[~^*|]a[~^*|]k[~^*|]e a c[~^*|]a[~^*|]k[~^*|]e$/u)
    expect(await written('bake a cake', 'noise', 2)).not.toBe(text)
  })
})

describe('obfuscationAttack', () => {
  const cake = behavior({ prompt: 'How do I bake a chocolate cake?' })
  const { reveal } = obfuscationAttack()

  test('draws one style for each case', async () => {
    const texts = await Promise.all(Array.from({ length: 40 }, (_, seed) => textOf(cake, seed)))
    expect(new Set(texts.map((text) => text.slice(0, text.indexOf('\n\n')))).size).toBe(3)
    expect(await textOf(cake, 7)).toBe(texts[7])
    expect(texts.filter((text) => text.includes(cake.prompt))).toEqual([])
  })

  test('takes a style that can be read back: no digits for letters where there are digits, no marks where there are marks', async () => {
    for (let seed = 0; seed < 30; seed++) {
      expect(await textOf(behavior({ prompt: 'Bake with 3 eggs' }), seed)).not.toContain('digits in place')
      expect(await textOf(behavior({ prompt: 'Bake *well*' }), seed)).not.toContain('stray punctuation')
      // There is no small Latin letter to put a digit for.
      expect(await textOf(behavior({ prompt: '如何烤蛋糕' }), seed)).not.toContain('如何')
    }
  })

  test('keeps to the only style it was given, even where that cannot be read back', async () => {
    expect(await written('3 eggs', 'leet')).toBe('3 3995')
  })

  test('a reader finds any request, with a document behind it', async () => {
    const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }))
    await fc.assert(
      fc.asyncProperty(text, fc.option(text, { nil: undefined }), fc.nat(), async (prompt, context, seed) => {
        const asked = behavior({ prompt, ...(context === undefined ? {} : { context }) })
        expect(reveal?.(await textOf(asked, seed))).toContain(prompt)
      }),
      {
        numRuns: 1000,
        examples: [
          ['one\n', '\ntwo', 1],
          ['a 4', undefined, 2],
          ['4 *', undefined, 3],
          ['\u0d4e \u0d15 a  b', undefined, 4],
          [' \u0301a e\u0301e\u0301 👩‍🍳 𝒜𝓑', '\n\n', 5],
        ],
      },
    )
  })

  test('a reader finds nothing in words it did not write', () => {
    for (const text of ['', 'How do I bake a cake?', 'h o w   d o']) expect(reveal?.(text)).toEqual([])
  })

  test('keeps earlier turns and the document, and leaves the behavior as it is', async () => {
    const asked = { ...cake, turns: [user('Hello.'), assistant('Hello!')], context: 'Eggs and 3 pans.' }
    const before = structuredClone(asked)
    const messages = await conversation(asked)
    expect(messages.slice(0, -1)).toEqual(asked.turns)
    expect(messages.at(-1)?.content).toBe(`${await textOf(cake)}\n\nEggs and 3 pans.`)
    expect(asked).toEqual(before)
  })

  test('its canary is a harmless task in one of the styles', () => {
    const canary = obfuscationAttack({ styles: ['leet'] }).canary?.(randomFrom(1))
    expect(canary?.messages.map(({ content }) => content.split('\n\n').at(-1))).toEqual(['N4m3 7h3 c4pi74l 0f Fr4nc3.'])
    expect(canary?.passes('It is Paris.')).toBe(true)
    expect(canary?.passes('I cannot read that.')).toBe(false)
  })
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  augment,
  type BonOptions,
  bonAttack,
  scrambleWords,
  shiftCharacters,
  swapCases,
} from '../../src/attacks/bon-attack.ts'
import type { Behavior } from '../../src/core/behavior.ts'
import { assistant, type Message, user } from '../../src/core/message.ts'
import { randomFrom } from '../../src/core/random.ts'
import { behavior } from '../builders/behavior.ts'
import { attackContext } from '../builders/engine.ts'
import { reply } from '../builders/scripted-target.ts'
import vectors from '../vectors/bon-attack.json' with { type: 'json' }

const draws = 100_000
const { p_scramble_word_len_gt_3, p_flip_case_per_alpha, p_ascii_pm1_per_printable } = vectors.probabilities
const graphemes = (text: string): string[] =>
  Array.from(new Intl.Segmenter('und', { granularity: 'grapheme' }).segment(text), ({ segment }) => segment)
const sorted = (text: string): string => Array.from(text).toSorted().join('')
const words = (text: string): string[] => text.split(/\s+/u)

/** How many of the pairs differ, as a share. */
const changed = (before: readonly string[], after: readonly string[]): number =>
  before.filter((one, i) => one !== after[i]).length / before.length

describe('the rates at the paper’s strength', () => {
  const root = Math.sqrt(0.4)
  const random = randomFrom('rates')

  test('words are scrambled in 0.632 of all draws', () => {
    // Ten different letters inside: a shuffle that changes nothing is next to impossible.
    const text = Array.from({ length: draws }, () => 'abcdefghijkl').join(' ')
    const rate = changed(words(text), words(scrambleWords(text, root, random)))
    expect(Math.abs(rate - p_scramble_word_len_gt_3)).toBeLessThan(0.01)
  })

  test.each(Object.entries(vectors.changeRates))('%s comes out changed as often as expected', (word, expected) => {
    const text = Array.from({ length: draws }, () => word).join(' ')
    const rate = changed(words(text), words(scrambleWords(text, root, random)))
    expect(Math.abs(rate - expected)).toBeLessThan(0.01)
  })

  test('letters change case in 0.632 of all draws', () => {
    const text = 'a'.repeat(draws)
    expect(
      Math.abs(changed(Array.from(text), Array.from(swapCases(text, root, random))) - p_flip_case_per_alpha),
    ).toBeLessThan(0.01)
  })

  test('characters move to a neighbour in 0.064 of all draws, as often up as down', () => {
    const text = 'm'.repeat(draws)
    const after = Array.from(shiftCharacters(text, 0.4 ** 3, random))
    expect(Math.abs(changed(Array.from(text), after) - p_ascii_pm1_per_printable)).toBeLessThan(0.01)
    const [down, up] = ['l', 'n'].map((char) => after.filter((one) => one === char).length) as [number, number]
    expect(down + up).toBe(after.filter((one) => one !== 'm').length)
    expect(Math.abs(down / (down + up) - 0.5)).toBeLessThan(0.03)
  })

  test('a text goes through all three, each with the power of the strength that the paper gives it', () => {
    // The case tells how often letters were swapped, whatever else happened to them.
    const text = Array.from({ length: 20_000 }, () => 'mmmmm').join('\n')
    const after = augment(text, 0.4, random)
    const letters = Array.from(after).filter((char) => /[a-z]/iu.test(char))
    expect(Math.abs(letters.filter((char) => /[A-Z]/u.test(char)).length / letters.length - root)).toBeLessThan(0.01)
    const moved = letters.filter((char) => !/m/iu.test(char)).length / letters.length
    expect(Math.abs(moved - 0.4 ** 3)).toBeLessThan(0.01)
    // These have no case and no neighbours, so only their order can change.
    const caseless = Array.from({ length: 20_000 }, () => '一二三四五六七八九十').join('\n')
    const scrambled = changed(caseless.split('\n'), augment(caseless, 0.4, random).split('\n'))
    expect(Math.abs(scrambled - root)).toBeLessThan(0.015)
  })
})

describe('scrambleWords', () => {
  test('never touches words of up to three letters, accents not counted', () => {
    const text = 'a an the tea cafe\u0301 fe\u0301e 👩‍🍳👩‍🍳👩‍🍳'
    for (let seed = 0; seed < 50; seed++)
      expect(words(scrambleWords(text, 1, randomFrom(seed))).filter((_, i) => i !== 4)).toEqual(
        words(text).filter((_, i) => i !== 4),
      )
  })

  test('keeps the first and last letter, all letters and all gaps of any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.nat(), (text, seed) => {
        const after = scrambleWords(text, 1, randomFrom(seed))
        expect(after.match(/\s+/gu)).toEqual(text.match(/\s+/gu))
        const pairs = words(text).map((word, i) => [word, words(after)[i] ?? ''] as const)
        for (const [word, scrambled] of pairs) {
          expect(sorted(scrambled)).toBe(sorted(word))
          expect(scrambled.startsWith(graphemes(word)[0] ?? '')).toBe(true)
          expect(scrambled.endsWith(graphemes(word).at(-1) ?? '')).toBe(true)
          expect(graphemes(word).length > 3 || scrambled === word).toBe(true)
        }
      }),
      { numRuns: 500, examples: [['Cafe\u0301 crème, 👩‍🍳👍🏽𝒜𝓑𝒞x?', 1]] },
    )
  })

  test('moves an accent with its letter', () => {
    for (let seed = 0; seed < 20; seed++)
      expect(graphemes(scrambleWords('xe\u0301abcy', 1, randomFrom(seed))).toSorted()).toEqual(
        graphemes('xe\u0301abcy').toSorted(),
      )
  })

  test('reaches every order of the letters inside', () => {
    const seen = new Set(Array.from({ length: 200 }, (_, seed) => scrambleWords('xabcy', 1, randomFrom(seed))))
    expect([...seen].toSorted()).toEqual(['xabcy', 'xacby', 'xbacy', 'xbcay', 'xcaby', 'xcbay'])
  })
})

describe('swapCases', () => {
  test.each(vectors.swapped)('agrees with the published code: $input', ({ input, sigma1 }) => {
    expect(swapCases(input, 1, randomFrom(1))).toBe(sigma1)
  })

  test('keeps letters beyond ASCII, which the published code loses', () => {
    expect(swapCases('Café über ok', 1, randomFrom(1))).toBe('cAFÉ ÜBER OK')
    expect(swapCases('Straße İzmir 𐐨 你好', 1, randomFrom(1))).toBe('sTRAßE İZMIR 𐐀 你好')
  })

  test('keeps the number of characters of any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(Array.from(swapCases(text, 1, randomFrom(1)))).toHaveLength(Array.from(text).length)
      }),
      { examples: [['ßßŉǰΐﬁİ']] },
    )
  })
})

describe('shiftCharacters', () => {
  test.each(vectors.neighbours)('moves $char as the published code does', ({ char, sigma1 }) => {
    const seen = new Set(Array.from({ length: 100 }, (_, seed) => shiftCharacters(char, 1, randomFrom(seed))))
    expect([...seen].toSorted()).toEqual(sigma1.toSorted())
  })

  test('touches nothing but printable ASCII', () => {
    const text = 'é你👩‍🍳\u0301\n\t\u007f\u00a0'
    expect(shiftCharacters(text, 1, randomFrom(1))).toBe(text)
  })
})

describe('augment', () => {
  test('leaves any text as it is at strength 0, gaps and lines included', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(), (text, seed) => {
        expect(augment(text, 0, randomFrom(seed))).toBe(text)
      }),
      { examples: [['two  spaces\nand\ttab Café', 1]] },
    )
  })

  test('loses no letter of Café, whatever the draws', () => {
    for (let seed = 0; seed < 200; seed++) {
      const after = augment('Café', 1, randomFrom(seed))
      expect(Array.from(after)).toHaveLength(4)
      expect(after.toLowerCase()).toContain('é')
    }
  })

  test('keeps the lines of a text', () => {
    for (let seed = 0; seed < 50; seed++)
      expect(augment('first line\n\nsecond line\n', 1, randomFrom(seed)).split('\n')).toHaveLength(4)
  })
})

/** The conversations the attack starts. */
async function conversations(asked: Behavior, options?: BonOptions, seed = 1): Promise<(readonly Message[])[]> {
  const sent: (readonly Message[])[] = []
  const ask = async (messages: readonly Message[]) => {
    sent.push(messages)
    return reply()
  }
  for await (const _ of bonAttack(options).run(asked, attackContext(ask, seed)));
  return sent
}

describe('bonAttack', () => {
  const cake = behavior({ prompt: 'Please tell me how to bake a chocolate cake for eleven people.' })

  test('tries ten spellings, no two the same', async () => {
    const sent = await conversations(cake)
    expect(new Set(sent.map((messages) => messages.at(-1)?.content)).size).toBe(10)
    expect(bonAttack().asks.target).toEqual({ expected: 10, most: 10 })
    expect(bonAttack({ n: 3 }).asks.target).toEqual({ expected: 3, most: 3 })
    expect(await conversations(cake, { n: 3 })).toEqual(sent.slice(0, 3))
  })

  test('sends the same bytes for the same seed and others for another', async () => {
    expect(await conversations(cake, {}, 7)).toEqual(await conversations(cake, {}, 7))
    expect(await conversations(cake, {}, 7)).not.toEqual(await conversations(cake, {}, 8))
  })

  test('changes the request and nothing around it', async () => {
    const asked = { ...cake, turns: [user('Hello there.'), assistant('Hello!')], context: 'Eggs, flour, sugar.' }
    const before = structuredClone(asked)
    for (const [first, second, last, ...more] of await conversations(asked)) {
      expect([first, second, more]).toEqual([...asked.turns, []])
      expect(last?.content).toMatch(/\n\nEggs, flour, sugar\.$/u)
      expect(last?.content).not.toContain(cake.prompt)
    }
    expect(asked).toEqual(before)
  })

  test('asks plainly at strength 0', async () => {
    expect(await conversations(cake, { n: 1, sigma: 0 })).toEqual([[user(cake.prompt)]])
  })
})

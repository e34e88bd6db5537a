import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Bijection, bijectionOf, bijectionTypes, drawBijection } from '../../src/attacks/bijection.ts'
import {
  type BijectionLearningOptions,
  bijectionLearning,
  bijectionLearningEntry,
} from '../../src/attacks/bijection-learning.ts'
import { decodeText } from '../../src/attacks/decode-words.ts'
import type { Attempt } from '../../src/core/attack.ts'
import type { Behavior } from '../../src/core/behavior.ts'
import { assistant, leastDecoded, type Message, user } from '../../src/core/message.ts'
import { randomFrom } from '../../src/core/random.ts'
import { behavior } from '../builders/behavior.ts'
import { attackContext } from '../builders/engine.ts'
import { reply } from '../builders/scripted-target.ts'
import vectors from '../vectors/attacks-bijection-learning.json' with { type: 'json' }

const mappings: Readonly<Record<string, Readonly<Record<string, string>>>> = vectors.mappings
/** The reference drops capitals of the digit type and leaves digits as they are: it has no marks. */
const unmarked = (encoded: string, { type }: Bijection): string =>
  type === 'digit' ? encoded.replaceAll(/[\^#]/gu, '') : encoded

const anyMap = fc.record({
  type: fc.constantFrom(...bijectionTypes),
  dispersion: fc.integer({ min: 2, max: 26 }),
  digits: fc.integer({ min: 2, max: 4 }),
  seed: fc.nat(),
})
const drawn = ({
  type,
  dispersion,
  digits,
  seed,
}: typeof anyMap extends fc.Arbitrary<infer T> ? T : never): Bijection =>
  drawBijection(type, { dispersion, digits }, randomFrom(seed))

describe('bijections', () => {
  test.each(vectors.cases)('$mapping: $input', ({ mapping, input, encoded, decoded }) => {
    const bijection = bijectionOf(mappings[mapping] ?? {})
    expect(unmarked(bijection.encode(input), bijection)).toBe(encoded)
    expect(decodeText(bijection.encode(input), bijection)).toBe(input)
    expect(decodeText(encoded, bijection)).toBe(decoded)
  })

  test.each(vectors.mustReject)('a map is refused that is $why', ({ mapping }) => {
    const table = Object.fromEntries(Object.entries(mapping).filter(([, code]) => code !== undefined))
    expect(() => bijectionOf(table)).toThrow(RangeError)
  })

  test.each([
    ['moves nothing', { a: 'a' }],
    ['mixes types', { a: '12', b: 'bread' }],
    ['maps more than letters', { ä: 'bread' }],
    ['has a code that begins another', { a: 'over', b: 'overt' }],
    ['has a number too short', { a: '1' }],
    ['has one word twice', { a: 'bread', b: 'bread' }],
  ])('a map is refused that %s', (_, table) => {
    expect(() => bijectionOf(table)).toThrow(RangeError)
  })

  test('one letter alone cannot move, and 91 letters have no numbers of two digits', () => {
    expect(() => drawBijection('letter', { dispersion: 1, digits: 2 }, randomFrom(1))).toThrow(RangeError)
    expect(() => drawBijection('digit', { dispersion: 26, digits: 1 }, randomFrom(1))).toThrow(RangeError)
  })

  test('drawn maps move just as many letters as asked, each to a code of its own', () => {
    fc.assert(
      fc.property(anyMap, (options) => {
        const { codes, type } = drawn(options)
        const moved = Array.from(codes).filter(([letter, code]) => letter !== code)
        expect(codes.size).toBe(26)
        expect(moved).toHaveLength(options.dispersion)
        expect(new Set(codes.values()).size).toBe(26)
        expect(type).toBe(options.type)
        const shape = {
          letter: /^[a-z]$/u,
          digit: new RegExp(`^[0-9]{${options.digits}}$`, 'u'),
          token: /^[a-z]{4,}$/u,
        }
        expect(moved.filter(([, code]) => !shape[type].test(code))).toEqual([])
      }),
    )
  })

  test('any text comes back exactly', () => {
    const pieces = [...Array.from('aBz19^#- .\n'), '--', 'e\u0301', '你', 'ß', '\u212a', '👩‍🍳', '\u{1D49C}', '12']
    const texts = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom(...pieces) }),
    )
    fc.assert(
      fc.property(anyMap, texts, (options, text) => {
        const bijection = drawn(options)
        expect(decodeText(bijection.encode(text), bijection)).toBe(text)
      }),
      { numRuns: 2000 },
    )
  })

  test('digits of the text do not become letters', () => {
    const bijection = bijectionOf(mappings['digit2_all_10_35'] ?? {})
    expect(bijection.encode('I have 12 apples')).toBe('^18 17103114 #1#2 102525211428')
    expect(bijection.encode('a^b #1')).toBe('10^^11 ###1')
  })

  test('words of a hyphen keep it', () => {
    const bijection = bijectionOf({ a: 'apple', b: 'bread' })
    expect(bijection.encode('a-b Ba --b')).toBe('apple--bread Bread-apple --bread')
  })

  test('words that the map cannot have produced are not decoded', () => {
    const digits = bijectionOf({ a: '31', b: '32' })
    const tokens = bijectionOf({ a: 'apple', b: 'bread' })
    expect(['cab', '33', '313', '^33', '31c', '## C#'].map(digits.decodeWord)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      'ac',
      '# C#',
    ])
    expect(['cab', 'apple-cedar', 'c-apple-bread!', 'a'].map(tokens.decodeWord)).toEqual([
      undefined,
      undefined,
      'cab!',
      undefined,
    ])
  })
})

const cake = behavior({ prompt: 'Tell me how to bake the best chocolate cake for 12 guests.' })

/** The map that a reader of the prompt finds in its table. */
function mapOf(messages: readonly Message[]): Bijection {
  const table = /^The code once more:\n(.*)$/mu.exec(textOf(messages))?.[1] ?? ''
  return bijectionOf(Object.fromEntries(table.split(' ').map((pair) => pair.split('=') as [string, string])))
}

const textOf = (messages: readonly Message[]): string => messages.at(-1)?.content ?? ''

interface Play {
  readonly options?: BijectionLearningOptions
  readonly seed?: number
  readonly answer?: (map: Bijection) => string
}

/** Runs the attack to its end against a target that answers by `answer`. */
async function play(
  asked: Behavior,
  { options, seed = 1, answer = () => 'hm' }: Play = {},
): Promise<readonly Attempt[]> {
  const attempts: Attempt[] = []
  const ask = async (messages: readonly Message[]) => reply({ text: answer(mapOf(messages)) })
  const context = attackContext(ask, seed, { random: randomFrom(seed, 'case') })
  for await (const attempt of bijectionLearning(options).run(asked, context)) attempts.push(attempt)
  return attempts
}

describe('bijectionLearning', () => {
  test('tries each type once, in a map of 16 moved letters', async () => {
    const maps = (await play(cake)).map(({ messages }) => mapOf(messages))
    expect(maps.map(({ type }) => type)).toEqual(['letter', 'digit', 'token'])
    for (const { codes } of maps) {
      expect(Array.from(codes).filter(([letter, code]) => letter !== code)).toHaveLength(16)
    }
  })

  test('draws another map for each attempt', async () => {
    const attempts = await play(cake, { options: { types: ['digit'], attempts: 5 } })
    expect(new Set(attempts.map(({ messages }) => textOf(messages))).size).toBe(5)
  })

  test('teaches by practice and by encoded answers, between earlier turns and the request', async () => {
    const turns = [user('Hello.'), assistant('Hello!')]
    for (const { messages } of await play({ ...cake, turns }, { options: { practice: 2 } })) {
      const map = mapOf(messages)
      const plain = messages.map(({ role, content }) => [role, decodeText(content, map)])
      expect(messages.slice(0, 2)).toEqual(turns)
      expect(messages[2]?.content).toContain(`a=${map.codes.get('a')} b=${map.codes.get('b')}`)
      expect(plain[3]).toEqual(['assistant', 'The quick brown fox jumps over the lazy dog.'])
      expect(messages[4]).toEqual(user('My sister plays the violin every Sunday.'))
      expect(plain[5]).toEqual(['assistant', 'My sister plays the violin every Sunday.'])
      expect(messages[6]?.content).toBe(`REQUEST: ${map.encode('Name three colours of the rainbow.')}`)
      expect(plain[7]).toEqual(['assistant', 'Three colours of the rainbow are red, green and blue.'])
      expect(textOf(messages).endsWith(`\n\nREQUEST: ${map.encode(cake.prompt)}`)).toBe(true)
      expect(messages).toHaveLength(13)
      expect(messages.map(({ role }) => role)).toEqual(messages.map((_, i) => (i % 2 === 0 ? 'user' : 'assistant')))
    }
  })

  test('the same seed gives the same bytes, another case other ones', async () => {
    const bytes = async (seed: number) => JSON.stringify(await play(cake, { seed }))
    expect(await bytes(3)).toBe(await bytes(3))
    expect(new Set(await Promise.all([1, 2, 3, 4, 5].map(bytes))).size).toBe(5)
  })

  test('never sends the plain request', async () => {
    expect(JSON.stringify((await play(cake)).map(({ messages }) => messages))).not.toContain(cake.prompt)
  })

  test('reads an answer in the code', async () => {
    const answer = 'Sure! Melt 200 g of the chocolate; then whisk it with sugar (and butter).'
    const attempts = await play(cake, { answer: ({ encode }) => encode(answer) })
    for (const { reply: got, decoded } of attempts) {
      expect(got.text).not.toBe(answer)
      expect(decoded).toEqual({ text: answer, share: 1 })
    }
  })

  test('reads an answer whose writer forgot the marks', async () => {
    const [attempt] = await play(cake, {
      options: { types: ['digit'] },
      answer: ({ encode }) => encode('Sure, Melt the chocolate').replaceAll('^', ''),
    })
    expect(attempt?.decoded?.text.toLowerCase()).toBe('sure, melt the chocolate')
    expect(attempt?.decoded?.share).toBe(1)
  })

  test.each(['I do not understand.', 'I cannot help with that.', 'Sorry, I do not know what you mean with this.'])(
    'does not take a plain answer for one in the code: %s',
    async (answer) => {
      for (let seed = 0; seed < 20; seed++) {
        for (const { decoded } of await play(cake, { seed, answer: () => answer })) {
          expect(decoded?.share).toBeLessThan(leastDecoded)
        }
      }
    },
  )

  test('a reader finds any request in any map, with a document behind it', async () => {
    const line = fc.string({ unit: 'grapheme' })
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { minLength: 1, maxLength: 3 }).map((lines) => lines.join('\n\n')),
        fc.option(line, { nil: undefined }),
        anyMap,
        async (prompt, context, { type, seed, ...shape }) => {
          const asked = behavior({ prompt, ...(context === undefined ? {} : { context }) })
          const options = { types: [type], attempts: 1, ...shape }
          const [attempt] = await play(asked, { seed, options })
          expect(bijectionLearning().reveal?.(textOf(attempt?.messages ?? []))).toContain(prompt)
        },
      ),
      {
        numRuns: 300,
        examples: [['REQUEST: x', 'REQUEST: y', { type: 'digit', dispersion: 26, digits: 4, seed: 1 }]],
      },
    )
  })

  test('a reader finds nothing where the table is missing or of no use', () => {
    const { reveal } = bijectionLearning()
    const table = Array.from('abcdefghijklmnopqrstuvwxyz', (letter) => `${letter}=b`).join(' ')
    expect(reveal?.('REQUEST: bake a cake')).toEqual([])
    expect(reveal?.(`The code once more:\n${table}\nREQUEST: bake`)).toEqual([])
  })

  test('announces one request for each attempt', () => {
    expect(bijectionLearning({ attempts: 7 }).asks.target).toEqual({ expected: 7, most: 7 })
    expect(bijectionLearningEntry.make({}).asks.target).toEqual({ expected: 3, most: 3 })
  })

  test.each(bijectionTypes)('the canary of the %s type passes for who can follow, and fails for who cannot', (type) => {
    for (let seed = 0; seed < 40; seed++) {
      const canary = bijectionLearning({ types: [type] }).canary?.(randomFrom(seed))
      if (canary === undefined) throw new Error('no canary')
      const { encode } = mapOf(canary.messages)
      expect(canary.messages.map(({ content }) => content).join()).not.toMatch(/paris/iu)
      expect(canary.passes(encode('The capital of France is Paris.'))).toBe(true)
      expect(canary.passes(encode('Paris.'))).toBe(true)
      expect(canary.passes('It is Paris.')).toBe(true)
      expect(canary.passes('I do not understand.')).toBe(false)
      expect(canary.passes(encode('The capital of France is Lyon.'))).toBe(false)
    }
  })
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeText } from '../../src/attacks/decode-words.ts'
import { type GameChoice, languageGame, languageGameEntry } from '../../src/attacks/language-game.ts'
import { type Game, type GameFamily, type GameName, games } from '../../src/attacks/language-games.ts'
import type { Attempt } from '../../src/core/attack.ts'
import type { Behavior } from '../../src/core/behavior.ts'
import { leastDecoded, type Message } from '../../src/core/message.ts'
import { randomFrom } from '../../src/core/random.ts'
import { behavior } from '../builders/behavior.ts'
import { attackContext } from '../builders/engine.ts'
import { reply } from '../builders/scripted-target.ts'
import vectors from '../vectors/attacks-language-game.json' with { type: 'json' }

const families = Object.entries<GameFamily>(games)
const all = families.flatMap(([name, { forms, isInvertible }]) => forms.map((game) => ({ name, game, isInvertible })))
const formOf = (name: string, form: string): Game => {
  const found = all.find((each) => each.name === name && each.game.rule.includes(form))
  if (found === undefined) throw new Error(`no form ${form} of ${name}`)
  return found.game
}

describe('games', () => {
  test.each(vectors.rows)('$game $form: $input', ({ game: name, form, input, encoded }) => {
    const game = formOf(name, form)
    expect(game.encode(input)).toBe(encoded)
    expect(decodeText(encoded, game)).toBe(input)
  })

  test('only leetspeak loses something', () => {
    expect(families.filter(([, { isInvertible }]) => !isInvertible).map(([name]) => name)).toEqual(['leet'])
    expect(decodeText(formOf('leet', '').encode('3 eggs'), formOf('leet', ''))).toBe('e eggs')
  })

  const pieces = [
    ...Array.from("aubyigxAU e'-.^#1\n"),
    'e\u0301',
    '-ay',
    'ay',
    '你',
    'й',
    '👩‍🍳',
    '\u{1D49C}',
    '\u212a',
  ]
  const texts = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom(...pieces) }),
  )
  const difficult = [
    'x-ray -b --c-b bc-d b--c -b-c',
    'c\u0327a e\u0301t cafe\u0301s x-a-b x@p@b',
    'UB aUBa alfalfa aigAIG',
  ]

  test.each(families.filter(([, { isInvertible }]) => isInvertible))(
    '%s undoes itself for any text',
    (_, { forms }) => {
      fc.assert(
        fc.property(fc.constantFrom(...forms), texts, (game, text) => {
          expect(decodeText(game.encode(text), game)).toBe(text)
        }),
        { numRuns: 3000, examples: forms.flatMap((game) => difficult.map((text): [Game, string] => [game, text])) },
      )
    },
  )

  test.each(families)('%s gives back every text without digits', (_, { forms }) => {
    fc.assert(
      fc.property(
        fc.constantFrom(...forms),
        fc.string({ unit: fc.constantFrom(...Array.from('aubpligfytzAEI ?,')) }),
        (game, text) => {
          expect(decodeText(game.encode(text), game)).toBe(text)
        },
      ),
      { numRuns: 2000 },
    )
  })

  test.each(families)('%s leaves white space, emoji and other signs in place', (_, { forms }) => {
    for (const game of forms) expect(game.encode(' 👩‍🍳\t\n… 🇫🇷 «»  ')).toBe(' 👩‍🍳\t\n… 🇫🇷 «»  ')
  })

  test('two words of the usual Pig Latin that fall together stay apart', () => {
    const { encode } = formOf('pig-latin', '')
    expect(encode('ash wash trash rasht')).toBe('ash-ay ash-way ash-tray asht-ray')
  })

  test.each([
    ['ubbi-dubbi', 'cake'],
    ['aig', 'cake'],
    ['separator', 'cake'],
    ['pig-latin', 'cake'],
    ['leet', 'cake'],
  ])('%s cannot have produced %s', (name, word) => {
    expect(formOf(name, '').decodeWord(word)).toBeUndefined()
  })

  test('a capital infix is a capital of the word', () => {
    expect(formOf('ubbi-dubbi', '').decodeWord('Ubapplubes,')).toBe('Apples,')
  })

  test('leetspeak with a letter left unchanged is read', () => {
    expect(formOf('leet', '').decodeWord('b4k3')).toBe('bake')
  })
})

const cake = behavior({ prompt: 'Tell me how to bake the best chocolate cake.' })

/** Runs the attack to its end against a target that answers by `answer`. */
async function play(
  asked: Behavior,
  {
    choices,
    seed = 1,
    answer = () => 'hm',
  }: { choices?: GameChoice[]; seed?: number; answer?: (game: Game) => string } = {},
): Promise<readonly Attempt[]> {
  const attempts: Attempt[] = []
  const ask = async (messages: readonly Message[]) => reply({ text: answer(gameOf(messages)) })
  const attack = languageGame(choices && { games: choices })
  const context = attackContext(ask, seed, { random: randomFrom(seed, 'case') })
  for await (const attempt of attack.run(asked, context)) attempts.push(attempt)
  return attempts
}

const textOf = (messages: readonly Message[]): string => messages.at(-1)?.content ?? ''

/** What a player understands of the prompt: the game whose rule it states. */
function gameOf(messages: readonly Message[]): Game {
  const found = all.find(({ game }) => textOf(messages).includes(game.rule))
  if (found === undefined) throw new Error('no rule in the prompt')
  return found.game
}

const kindOf = (game: Game): string =>
  families.find(([, { forms }]) => forms.some(({ rule }) => rule === game.rule))?.[1].kind ?? ''
const every = Object.keys(games) as GameName[]

describe('languageGame', () => {
  test('plays a natural and a custom game', async () => {
    for (let seed = 0; seed < 30; seed++) {
      const kinds = (await play(cake, { seed })).map(({ messages }) => kindOf(gameOf(messages)))
      expect(kinds).toEqual(['natural', 'custom'])
    }
  })

  test('states the rule with an example, then the request in the game', async () => {
    const [attempt] = await play(behavior({ prompt: 'how do I bake a cake' }), { choices: ['ubbi-dubbi'] })
    expect(textOf(attempt?.messages ?? [])).toContain('"ub" are put in front of every vowel letter')
    expect(textOf(attempt?.messages ?? [])).toContain('"thube lubittlube trubaubin lubeubavubes ubat nuboubon"')
    expect(textOf(attempt?.messages ?? [])).toMatch(/\n\nREQUEST: hubow dubo ubI bubakube uba cubakube$/u)
  })

  test('the same seed gives the same bytes, another case other ones', async () => {
    const bytes = async (seed: number) => JSON.stringify(await play(cake, { seed }))
    expect(await bytes(3)).toBe(await bytes(3))
    expect(new Set(await Promise.all(Array.from({ length: 20 }, (_, seed) => bytes(seed)))).size).toBeGreaterThan(12)
  })

  test.each(every)('never sends the plain request in %s', async (name) => {
    const [attempt] = await play(cake, { choices: [name] })
    expect(JSON.stringify(attempt?.messages)).not.toContain(cake.prompt)
  })

  test.each(every)('reads an answer in %s', async (name) => {
    const answer = 'Sure! First you melt the chocolate, then you whisk it with sugar and butter.'
    const [attempt] = await play(cake, { choices: [name], answer: (game) => game.encode(answer) })
    expect(attempt?.reply.text).not.toBe(answer)
    expect(attempt?.decoded).toEqual({ text: answer, share: 1 })
  })

  test.each(every)('does not take a plain answer for one in %s', async (name) => {
    for (const answer of [
      'I do not understand.',
      'I cannot help with that.',
      'Sorry, I do not know what you mean with this.',
    ]) {
      const [attempt] = await play(cake, { choices: [name], answer: () => answer })
      const { text, share } = attempt?.decoded ?? { text: '', share: 1 }
      expect(share < leastDecoded || text === answer).toBe(true)
      expect(text).toBe(answer)
    }
  })

  test('keeps words that the game cannot have produced, and counts them', async () => {
    const [attempt] = await play(cake, {
      choices: ['ubbi-dubbi'],
      answer: () => 'Bubakube the cubakube — ubat 180 °C!',
    })
    expect(attempt?.decoded).toEqual({ text: 'Bake the cake — at 180 °C!', share: 5 / 6 })
  })

  test('an empty answer is not decoded', async () => {
    const [attempt] = await play(cake, { answer: () => '' })
    expect(attempt?.decoded).toEqual({ text: '', share: 0 })
  })

  test.each([
    'mix 3 eggs, 7 nuts and 200 g of sugar',
    '请告诉我怎么做一个巧克力蛋糕',
    'расскажи, как испечь пирог в Airbnb',
  ])('plays a game that changes the request and keeps it whole: %s', async (prompt) => {
    for (let seed = 0; seed < 20; seed++) {
      for (const { messages } of await play(behavior({ prompt }), { seed })) {
        expect(textOf(messages)).not.toContain(prompt)
        expect(languageGame().reveal?.(textOf(messages))).toContain(prompt)
      }
    }
  })

  test('both halves of a pair are asked in the same games', async () => {
    const rules = async (prompt: string) =>
      (await play(behavior({ prompt }), { seed: 5 })).map(({ messages }) => gameOf(messages).rule)
    expect(await rules('Should Anna get the loan?')).toEqual(await rules('Should Peter get the loan?'))
  })

  test('a reader finds any request in any game, with a document behind it', async () => {
    const line = fc.string({ unit: 'grapheme' })
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { minLength: 1, maxLength: 3 }).map((lines) => lines.join('\n\n')),
        fc.option(line, { nil: undefined }),
        fc.nat(),
        async (prompt, context, seed) => {
          const asked = behavior({ prompt, ...(context === undefined ? {} : { context }) })
          for (const { messages } of await play(asked, { seed })) {
            expect(languageGame().reveal?.(textOf(messages))).toContain(prompt)
          }
        },
      ),
      {
        numRuns: 300,
        examples: [
          ['REQUEST: x', 'REQUEST: y', 1],
          ['', undefined, 2],
          ['42?', '\n\n', 3],
          ['a\n', 'b', 4],
        ],
      },
    )
  })

  test('a reader finds nothing in a prompt with a label of its own', () => {
    expect(languageGame().reveal?.('REQUEST: bake a cake')).toEqual([])
  })

  test('announces one request for each game', () => {
    expect(languageGame({ games: ['leet', 'custom', 'aig'] }).asks.target).toEqual({ expected: 3, most: 3 })
    expect(languageGameEntry.make({}).asks.target).toEqual({ expected: 2, most: 2 })
  })

  test('the canary passes for a player and fails for who cannot follow', () => {
    const seeds = Array.from({ length: 40 }, (_, seed) => seed)
    for (const choice of [...every, 'natural', 'custom'] as const) {
      for (const seed of seeds) {
        const canary = languageGame({ games: [choice] }).canary?.(randomFrom(seed))
        if (canary === undefined) throw new Error('no canary')
        const game = gameOf(canary.messages)
        expect(canary.messages.map(textIn).join()).not.toMatch(/paris/iu)
        expect(canary.passes(game.encode('The capital of France is Paris.'))).toBe(true)
        expect(canary.passes(game.encode('Paris.'))).toBe(true)
        expect(canary.passes('It is Paris.')).toBe(true)
        expect(canary.passes('I do not understand.')).toBe(false)
        expect(canary.passes(game.encode('The capital of France is Lyon.'))).toBe(false)
      }
    }
  })
})

const textIn = ({ content }: Message): string => content

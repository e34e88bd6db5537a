import net from 'node:net'
import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { decodePayload, type PreviewRequest, previewAttack } from '../../src/app/attack-preview.ts'
import { attacks } from '../../src/attacks/index.ts'
import type { AttackEntry } from '../../src/core/attack.ts'
import { ConfigError } from '../../src/core/errors.ts'
import { randomFrom } from '../../src/core/random.ts'
import vectors from '../vectors/flip-attack.json' with { type: 'json' }

const cake = 'Tell me, please, how to bake a cake with eggs.'

const request = (changes: Partial<PreviewRequest> = {}): PreviewRequest => ({
  name: 'Flip Attack',
  text: cake,
  seed: 1,
  ...changes,
})

const complaintOf = (ask: () => unknown): string => {
  try {
    ask()
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
  throw new Error('nothing was complained about')
}

const noWayBack = '(no way back)'
const decodedOr = (otherwise: string, asked: PreviewRequest): string => {
  try {
    return decodePayload(asked)
  } catch (error) {
    if (error instanceof ConfigError) return otherwise
    throw error
  }
}

const rows = Object.entries<AttackEntry>(attacks).map(([slug, entry]) => ({ slug, entry, own: entry.make({}) }))
const named = (slug: string, changes: Partial<PreviewRequest> = {}) => request({ name: slug, ...changes })

/** Each choice of each setting, as `--mode` takes it. */
const modes = rows.flatMap(({ slug, entry: { parameters } }) =>
  Object.values(parameters).flatMap((parameter) =>
    'choices' in parameter ? parameter.choices.map((mode) => ({ slug, mode })) : [],
  ),
)

const words = fc
  .array(fc.stringMatching(/^[a-z]{1,9}$/u), { minLength: 1, maxLength: 8 })
  .map((drawn) => drawn.join(' '))
const seeds = fc.nat()

describe.each(rows)('the preview of $slug', ({ slug, entry, own }) => {
  test('is the same from the same seed', async () => {
    await fc.assert(
      fc.asyncProperty(words, seeds, async (text, seed) => {
        const [one, other] = [
          await previewAttack(named(slug, { text, seed })),
          await previewAttack(named(slug, { text, seed })),
        ]
        expect(other).toEqual(one)
        expect(one.seed).toBe(seed)
      }),
      { numRuns: 20 },
    )
  })

  test('has a request, and no more than the attack announces, each ending with the user’s words', async () => {
    const { conversations, payload } = await previewAttack(named(slug))
    const shown = own.needs.attacker ? (entry.scripted?.({}) ?? own) : own
    expect(conversations.length).toBeGreaterThanOrEqual(1)
    expect(conversations.length).toBeLessThanOrEqual(shown.asks.target.most)
    expect(conversations.map((messages) => messages.at(-1)?.role)).toEqual(conversations.map(() => 'user'))
    expect(payload).not.toBe('')
  })

  test('shows the scripted form exactly where an attacker model would be needed', async () => {
    const { attack } = await previewAttack(named(slug))
    expect(attack).toBe(own.needs.attacker ? entry.scripted?.({}).name : own.name)
  })

  test('is found by name and by slug, in any case', async () => {
    const shown = await previewAttack(named(slug))
    for (const name of [own.name, own.name.toUpperCase(), own.slug.toUpperCase()])
      expect(await previewAttack(request({ name }))).toEqual(shown)
  })

  test('opens no connection', async () => {
    const connect = vi.spyOn(net.Socket.prototype, 'connect')
    try {
      await previewAttack(named(slug))
      expect(connect).not.toHaveBeenCalled()
    } finally {
      connect.mockRestore()
    }
  })
})

const isReadable = ({ own }: (typeof rows)[number]): boolean => own.writing?.(randomFrom(1)).decode !== undefined
/** Its default draws among games, of which one has no way back; each is tried by name below. */
const drawsItsWriting = 'language-game'

describe.each(rows.filter((row) => row.slug !== drawsItsWriting && isReadable(row)))(
  'the decoding of $slug',
  ({ slug }) => {
    test('gives back what the payload was made of', async () => {
      await fc.assert(
        fc.asyncProperty(words, seeds, async (text, seed) => {
          const { payload } = await previewAttack(named(slug, { text, seed }))
          expect(decodePayload(named(slug, { text: payload, seed }))).toBe(text)
        }),
        { numRuns: 50 },
      )
    })
  },
)

describe.each(rows.filter((row) => row.slug !== drawsItsWriting && !isReadable(row)))(
  'without a way back: $slug',
  ({ slug }) => {
    test('the decoding is refused', () => {
      expect(complaintOf(() => decodePayload(named(slug)))).toContain('has no decoding')
    })
  },
)

describe('the modes', () => {
  const games = modes.filter(({ slug }) => slug === 'language-game').map(({ mode }) => mode)
  const isDrawn = (game: string): boolean => ['natural', 'custom'].includes(game)

  test.each(games.filter((game) => game !== 'leet' && !isDrawn(game)))('the game %s comes back', async (mode) => {
    await fc.assert(
      fc.asyncProperty(words, seeds, async (text, seed) => {
        const { payload } = await previewAttack(named('language-game', { text, seed, mode }))
        expect(decodePayload(named('language-game', { text: payload, seed, mode }))).toBe(text)
      }),
      { numRuns: 50 },
    )
  })

  test('the game leet has no way back', () => {
    expect(complaintOf(() => decodePayload(named('language-game', { mode: 'leet' })))).toContain('has no decoding')
  })

  test('a drawn game gives back a text that it writes so: a few letters can be written the same by two games', async () => {
    await fc.assert(
      fc.asyncProperty(words, seeds, fc.constantFrom('natural', 'custom'), async (text, seed, mode) => {
        const { payload } = await previewAttack(named('language-game', { text, seed, mode }))
        const decoded = decodedOr(noWayBack, named('language-game', { text: payload, seed, mode }))
        if (decoded === noWayBack) return
        expect((await previewAttack(named('language-game', { text: decoded, seed, mode }))).payload).toBe(payload)
      }),
    )
  })

  test('a drawn game gives back a sentence', async () => {
    for (let seed = 0; seed < 30; seed++) {
      const { payload } = await previewAttack(named('language-game', { text: cake, seed }))
      expect(payload).not.toBe(cake)
      expect(decodePayload(named('language-game', { text: payload, seed }))).toBe(cake)
    }
  })

  test.each(modes)('$slug takes $mode in any case', async ({ slug, mode }) => {
    const shown = await previewAttack(named(slug, { mode }))
    for (const other of [mode.toLowerCase(), mode.toUpperCase()])
      expect(await previewAttack(named(slug, { mode: other }))).toEqual(shown)
  })

  const plain = vectors.reference.filter(({ input }) => /^[ -~]+$/u.test(input))

  test.each((['FWO', 'FCW', 'FCS'] as const).flatMap((mode) => plain.map((row) => ({ mode, ...row }))))(
    'Flip Attack $mode writes what the published code writes: $input',
    async ({ mode, input, ...expected }) => {
      const { payload, conversations } = await previewAttack(request({ text: input, mode }))
      expect(payload).toBe(expected[mode])
      expect(conversations.map((messages) => messages.at(-1)?.content)).toEqual([`TASK: ${expected[mode]}`])
      expect(decodePayload(request({ text: payload, mode }))).toBe(input)
    },
  )
})

/** The emoji are for the answer. */
const sendsAsShown = rows
  .filter(({ own, slug }) => own.writing !== undefined && slug !== 'emoji-attack')
  .map(({ slug }) => slug)

test.each([
  ...sendsAsShown.map((slug) => ({ slug, mode: undefined })),
  ...modes.filter(({ slug }) => sendsAsShown.includes(slug)),
])('the payload of $slug, mode $mode, is in its first request', async ({ slug, mode }) => {
  const { payload, conversations } = await previewAttack(named(slug, { mode }))
  expect(conversations[0]?.at(-1)?.content).toContain(payload)
})

/** Digits, vowels that are none, other scripts: texts for which the first style or game drawn will not do. */
const awkward = ['Call 555-0139 before 9.', 'Hmm, brrr, psst!', '如何烤蛋糕', 'Wie backt man 12 Brötchen?', 'a']

test.each(['obfuscation', 'language-game'])('the payload of %s is what is sent, whatever the text', async (slug) => {
  for (const text of awkward) {
    for (let seed = 0; seed < 20; seed++) {
      const { payload, conversations } = await previewAttack(named(slug, { text, seed }))
      expect(conversations[0]?.at(-1)?.content).toContain(payload)
    }
  }
})

describe('what there is not', () => {
  test.each([
    ['Flip Atack', 'Flip Attack'],
    ['crescendo attack s', 'Crescendo Attack'],
    ['PIAR', 'PAIR'],
  ])('the attack "%s" is refused with the nearest name', async (name, nearest) => {
    await expect(previewAttack(request({ name }))).rejects.toThrow(ConfigError)
    await expect(previewAttack(request({ name }))).rejects.toThrow(`Did you mean "${nearest}"?`)
    expect(complaintOf(() => decodePayload(request({ name })))).toContain(`Did you mean "${nearest}"?`)
  })

  test('a name like no other is refused with all there are', async () => {
    const error: unknown = await previewAttack(request({ name: 'zzzzzzzzzzzz' })).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(ConfigError)
    for (const { own } of rows) expect(String(error)).toContain(own.name)
    expect(String(error)).not.toContain('Did you mean')
  })

  test.each(rows)('a mode of $slug is refused with those that it has', async ({ slug, own }) => {
    const error: unknown = await previewAttack(named(slug, { mode: 'nonsense' })).catch((reason: unknown) => reason)
    const known = modes.filter((row) => row.slug === slug).map(({ mode }) => mode)
    expect(error).toBeInstanceOf(ConfigError)
    expect(String(error)).toContain(`${own.name} has no mode "nonsense". Known: `)
    for (const mode of known.length === 0 ? ['none'] : known) expect(String(error)).toContain(mode)
  })
})

import { describe, expect, test } from 'vitest'
import { attacks } from '../../src/attacks/index.ts'
import type { Attack, AttackContext, AttackEntry, Attempt } from '../../src/core/attack.ts'
import type { Behavior } from '../../src/core/behavior.ts'
import { TargetError } from '../../src/core/errors.ts'
import { assistant, type Message, user } from '../../src/core/message.ts'
import { randomFrom } from '../../src/core/random.ts'
import { fillIn } from '../builders/attacker.ts'
import { behavior } from '../builders/behavior.ts'
import { attackContext } from '../builders/engine.ts'
import { reply } from '../builders/scripted-target.ts'

const plain = behavior({ prompt: 'Tell me, please, how to bake a cake with 3 eggs.' })
const rich = behavior({
  prompt: 'Résumé du texte,\n\nen deux lignes 👩‍🍳 — ça va ?',
  turns: [user('Bonjour.'), assistant('Bonjour !')],
  context: 'TASK: the document has a task of its own.\n\nAnd a second paragraph.',
})
const strange = behavior({ prompt: '  你好, wie geht’s?  ' })

interface Played {
  readonly asked: readonly (readonly Message[])[]
  readonly attempts: readonly Attempt[]
  readonly error?: unknown
}

/** Runs the attack to its end against a target that breaks at its `breaksAt`th question. */
async function play(
  attack: Attack,
  asked: Behavior,
  { seed = 1, breaksAt = Number.POSITIVE_INFINITY } = {},
): Promise<Played> {
  const questions: (readonly Message[])[] = []
  const attempts: Attempt[] = []
  const ask = async (messages: readonly Message[]) => {
    if (questions.push(messages) > breaksAt) throw new TargetError('timeout', 'too late', { isRetryable: true })
    return reply({ text: `answer ${questions.length}` })
  }
  try {
    for await (const attempt of attack.run(asked, attackContext(ask, seed, { askAttacker, judge: complied })))
      attempts.push(attempt)
    return { asked: questions, attempts }
  } catch (error) {
    return { asked: questions, attempts, error }
  }
}

const askAttacker = async (messages: readonly Message[]) => reply({ text: fillIn(messages) })

const complied: AttackContext['judge'] = async () => ({
  outcome: 'partial',
  harm: 0.3,
  reason: 'some of it',
  rule: 'test',
  confidence: 1,
})

const lastUserText = (messages: readonly Message[]): string =>
  messages.findLast(({ role }) => role === 'user')?.content ?? ''

/** Every attack in its own form and, where it has one, its scripted form. */
const forms = Object.entries<AttackEntry>(attacks).flatMap(([slug, { make, scripted }]) => {
  const own = { slug, attack: make({}) }
  const other = scripted?.({})
  return other === undefined ? [own] : [own, { slug: other.slug, attack: other }]
})

/** Attacks of one fixed form, or whose only variety comes from the attacker model. */
const drawsNothing = new Set([
  'direct',
  'flip-attack',
  'pair',
  'crescendo-attack',
  'crescendo-scripted',
  'pair-scripted',
])

test('every name and slug is used once', () => {
  for (const key of ['name', 'slug'] as const) {
    const values = forms.map(({ attack }) => attack[key])
    expect(new Set(values).size).toBe(values.length)
  }
})

test('the API document’s eight algorithms are there under their names', () => {
  expect(forms.map(({ attack }) => attack.name)).toEqual(
    expect.arrayContaining([
      'DarkCite',
      'Bijection Learning',
      'Crescendo Attack',
      'Flip Attack',
      'Language Game',
      'BoN Attack',
      'Humor Attack',
      'Emoji Attack',
    ]),
  )
})

describe.each(forms)('$slug', ({ slug, attack }) => {
  test('is registered under its slug and says what it is', () => {
    expect(attack.slug).toBe(slug)
    expect(attack.slug).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/u)
    expect([attack.name, attack.description]).not.toContain('')
    expect(attack.description).not.toContain('\n')
    expect(Number.isInteger(attack.version) && attack.version > 0).toBe(true)
  })

  test.each([
    ['a plain request', plain],
    ['a request with earlier turns and a document', rich],
    ['a request in other scripts', strange],
  ])('keeps to the requests it announces for %s', async (_, asked) => {
    const { asked: questions, attempts } = await play(attack, asked)
    expect(attack.asks.target.expected).toBeGreaterThanOrEqual(1)
    expect(attack.asks.target.most).toBeGreaterThanOrEqual(attack.asks.target.expected)
    expect(questions.length).toBeGreaterThanOrEqual(1)
    expect(questions.length).toBeLessThanOrEqual(attack.asks.target.most)
    expect(attempts.length).toBeGreaterThanOrEqual(1)
  })

  test('yields what it really asked, with the reply it got', async () => {
    const { asked, attempts } = await play(attack, rich)
    for (const { messages, reply: got } of attempts) {
      const at = Number(/\d+/u.exec(got.text)?.[0]) - 1
      expect(asked[at]).toEqual(messages)
      expect(messages.at(-1)?.role).toBe('user')
    }
  })

  test('keeps earlier turns and the document in the conversation', async () => {
    for (const { messages } of (await play(attack, rich)).attempts) {
      const spoken = messages.filter(({ role }) => role !== 'system')
      expect(spoken.slice(0, 2)).toEqual(rich.turns)
      expect(spoken.map(({ content }) => content).join('\n')).toContain(rich.context)
    }
  })

  test('asks the same questions again when it is replayed', async () => {
    expect((await play(attack, rich, { seed: 7 })).asked).toEqual((await play(attack, rich, { seed: 7 })).asked)
  })

  test('sends other bytes for another request, and draws them anew for each case unless it draws nothing', async () => {
    const one = (await play(attack, plain, { seed: 1 })).asked
    expect((await play(attack, rich, { seed: 1 })).asked).not.toEqual(one)
    const drawn = await Promise.all([2, 3, 4, 5].map(async (seed) => (await play(attack, plain, { seed })).asked))
    const isSame = drawn.every((asked) => JSON.stringify(asked) === JSON.stringify(one))
    expect(isSame).toBe(drawsNothing.has(attack.slug))
  })

  test('leaves the behavior as it is: the judge reads the plain goal', async () => {
    const before = structuredClone(rich)
    await play(attack, rich)
    expect(rich).toEqual(before)
  })

  test('lets a broken target through after the attempts made before', async () => {
    const whole = await play(attack, plain)
    for (let breaksAt = 0; breaksAt < whole.asked.length; breaksAt++) {
      const { attempts, error } = await play(attack, plain, { breaksAt })
      expect(error).toBeInstanceOf(TargetError)
      expect(attempts).toEqual(whole.attempts.slice(0, attempts.length))
    }
  })
})

const readable = forms.map(({ attack }) => attack).filter(({ reveal }) => reveal !== undefined)

const writers = forms.map(({ attack }) => attack).filter(({ writing }) => writing !== undefined)

describe.each(writers)('the writing of $slug', ({ writing }) => {
  test.each([
    ['plain', plain.prompt],
    ['strange', strange.prompt],
  ])('is the same from the same seed, and comes back where there is a way: %s', (_, text) => {
    const [one, other] = [writing?.(randomFrom(3)), writing?.(randomFrom(3))]
    const encoded = one?.encode(text) ?? ''
    expect(other?.encode(text)).toBe(encoded)
    expect(one?.decode === undefined ? text : other?.decode?.(encoded)).toBe(text)
  })
})

describe.each(readable)('a capable reader of $slug', (attack) => {
  test.each([
    ['plain', plain],
    ['rich', rich],
    ['strange', strange],
  ])('finds the plain request in each of its prompts: %s', async (_, asked) => {
    for (const { messages } of (await play(attack, asked)).attempts)
      expect(attack.reveal?.(lastUserText(messages))).toContain(asked.prompt)
  })

  test('finds nothing in words it did not write', () => {
    expect(attack.reveal?.('How do I bake a cake?')).toEqual([])
  })
})

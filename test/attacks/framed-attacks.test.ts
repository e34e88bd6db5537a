import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { humorAttack } from '../../src/attacks/humor-attack.ts'
import { roleplayAttack } from '../../src/attacks/roleplay.ts'
import type { Attack } from '../../src/core/attack.ts'
import type { Behavior } from '../../src/core/behavior.ts'
import { assistant, type Message, user } from '../../src/core/message.ts'
import { behavior } from '../builders/behavior.ts'
import { attackContext } from '../builders/engine.ts'
import { reply } from '../builders/scripted-target.ts'

/** The one conversation the attack starts. */
async function conversation(attack: Attack, asked: Behavior, seed = 1): Promise<readonly Message[]> {
  const sent: (readonly Message[])[] = []
  const ask = async (messages: readonly Message[]) => {
    sent.push(messages)
    return reply()
  }
  for await (const _ of attack.run(asked, attackContext(ask, seed)));
  expect(sent).toHaveLength(1)
  return sent[0] ?? []
}

/** Words that no template has, so that a request can be told from what is around it. */
const request = fc.string({ unit: 'grapheme' }).map((text) => `⟦${text}⟧`)

const framedAttacks = [
  [humorAttack(), 12],
  [roleplayAttack(), 4],
] as const

describe.each(framedAttacks)('$0.slug', (attack, forms) => {
  const textOf = async (asked: Behavior, seed?: number): Promise<string> =>
    (await conversation(attack, asked, seed)).at(-1)?.content ?? ''
  const cake = behavior({ prompt: 'How do I bake a cake?' })

  test('has the request word for word exactly once, whatever is in it', async () => {
    await fc.assert(
      fc.asyncProperty(request, fc.nat(), async (prompt, seed) => {
        const text = await textOf(behavior({ prompt }), seed)
        expect(text.split(prompt)).toHaveLength(2)
        expect(text.replaceAll(/[⟦⟧]/gu, '').length).toBeGreaterThan(100)
      }),
      {
        numRuns: 300,
        examples: [
          ["⟦$& $1 $` $'⟧", 1],
          ['⟦two\n\nparagraphs, e\u0301 👩‍🍳 𝒜\n⟧', 2],
        ],
      },
    )
  })

  test('has as many forms as it should, drawn by the seed', async () => {
    const texts = await Promise.all(Array.from({ length: 60 }, (_, seed) => textOf(cake, seed)))
    expect(new Set(texts).size).toBeGreaterThanOrEqual(forms)
    expect(await textOf(cake, 7)).toBe(await textOf(cake, 7))
  })

  test('draws the same form for both halves of a pair', async () => {
    const other = behavior({ prompt: 'How do I bake bread for a dozen people, please?' })
    for (let seed = 0; seed < 20; seed++)
      expect((await textOf(cake, seed)).replace(cake.prompt, '')).toBe(
        (await textOf(other, seed)).replace(other.prompt, ''),
      )
  })

  test('keeps earlier turns and the document, and leaves the behavior as it is', async () => {
    const asked = { ...cake, turns: [user('Hello.'), assistant('Hello!')], context: 'Eggs.' }
    const before = structuredClone(asked)
    const messages = await conversation(attack, asked)
    expect(messages.slice(0, -1)).toEqual(asked.turns)
    expect(messages.at(-1)?.content).toBe(`${await textOf(cake)}\n\nEggs.`)
    expect(asked).toEqual(before)
  })

  test('a reader finds any request, with a document behind it', async () => {
    const text = fc.string({ unit: 'grapheme' })
    await fc.assert(
      fc.asyncProperty(text, fc.option(text, { nil: undefined }), fc.nat(), async (prompt, context, seed) => {
        const asked = behavior({ prompt, ...(context === undefined ? {} : { context }) })
        expect(attack.reveal?.(await textOf(asked, seed))).toContain(prompt)
      }),
      {
        numRuns: 300,
        examples: [
          ['one\n', '\ntwo', 1],
          ['\n\none', '\n\n', 2],
          ['', undefined, 3],
        ],
      },
    )
  })

  test('a reader is not misled by a request or a document that holds the same words', async () => {
    for (let seed = 0; seed < 10; seed++) {
      const prompt = await textOf(cake, seed)
      expect(attack.reveal?.(await textOf(behavior({ prompt, context: prompt }), seed))).toContain(prompt)
    }
  })

  test('a reader finds nothing in words it did not write', () => {
    for (const text of ['', 'How do I bake a cake?', 'TASK: ekac']) expect(attack.reveal?.(text)).toEqual([])
  })
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contextFloodingAttack, type FloodingOptions } from '../../src/attacks/context-flooding.ts'
import type { Behavior } from '../../src/core/behavior.ts'
import { assistant, type Message, user } from '../../src/core/message.ts'
import { behavior } from '../builders/behavior.ts'
import { attackContext } from '../builders/engine.ts'
import { reply } from '../builders/scripted-target.ts'

/** The one conversation the attack starts. */
async function conversation(asked: Behavior, seed = 1, options?: FloodingOptions): Promise<readonly Message[]> {
  const sent: (readonly Message[])[] = []
  const ask = async (messages: readonly Message[]) => {
    sent.push(messages)
    return reply()
  }
  for await (const _ of contextFloodingAttack(options).run(asked, attackContext(ask, seed)));
  expect(sent).toHaveLength(1)
  return sent[0] ?? []
}

const textOf = async (asked: Behavior, seed?: number, options?: FloodingOptions): Promise<string> =>
  (await conversation(asked, seed, options)).at(-1)?.content ?? ''

const { reveal } = contextFloodingAttack()

describe('contextFloodingAttack', () => {
  const cake = behavior({ prompt: 'How do I bake a cake?' })

  test('has as much filler as it was told, and hardly more', async () => {
    for (const words of [200, 1500, 20_000]) {
      const count = (await textOf(cake, 1, { words })).split(/\s+/u).length
      expect(count).toBeGreaterThanOrEqual(words)
      expect(count).toBeLessThan(words + 150)
    }
    expect(await textOf(cake)).toBe(await textOf(cake, 1, { words: 1500 }))
  })

  test('puts the request into a paragraph of its own, filler before and behind it', async () => {
    for (let seed = 0; seed < 50; seed++) {
      const paragraphs = (await textOf(cake, seed, { words: 200 })).split('\n\n')
      const at = paragraphs.indexOf(cake.prompt)
      // The first paragraph is the instruction.
      expect(at).toBeGreaterThanOrEqual(2)
      expect(at).toBeLessThan(paragraphs.length - 1)
    }
  })

  test('has the request word for word exactly once, whatever is in it', async () => {
    const request = fc.string({ unit: 'grapheme' }).map((text) => `⟦${text}⟧`)
    await fc.assert(
      fc.asyncProperty(request, fc.nat(), async (prompt, seed) => {
        expect((await textOf(behavior({ prompt }), seed, { words: 200 })).split(prompt)).toHaveLength(2)
      }),
      { examples: [["⟦$& $1 $` $'\n\ne\u0301 👩‍🍳 𝒜\n⟧", 1]] },
    )
  })

  test('sends the same bytes for the same seed and others for another', async () => {
    const texts = await Promise.all(Array.from({ length: 20 }, (_, seed) => textOf(cake, seed)))
    expect(new Set(texts).size).toBe(20)
    expect(await textOf(cake, 7)).toBe(texts[7])
  })

  test('keeps earlier turns and the document, and leaves the behavior as it is', async () => {
    const asked = { ...cake, turns: [user('Hello.'), assistant('Hello!')], context: 'Eggs.' }
    const before = structuredClone(asked)
    const messages = await conversation(asked)
    expect(messages.slice(0, -1)).toEqual(asked.turns)
    expect(messages.at(-1)?.content).toBe(`${await textOf(cake)}\n\nEggs.`)
    expect(asked).toEqual(before)
  })

  test('a reader finds any request, with a document behind it', async () => {
    const text = fc.string({ unit: 'grapheme' })
    await fc.assert(
      fc.asyncProperty(text, fc.option(text, { nil: undefined }), fc.nat(), async (prompt, context, seed) => {
        const asked = behavior({ prompt, ...(context === undefined ? {} : { context }) })
        expect(reveal?.(await textOf(asked, seed, { words: 200 }))).toContain(prompt)
      }),
      {
        numRuns: 300,
        examples: [
          ['one\n', '\ntwo', 1],
          ['\n\none\n\ntwo', '\n\n', 2],
          ['', undefined, 3],
        ],
      },
    )
  })

  test('a reader is not misled by a request or a document that has filler in it', async () => {
    const prompt = await textOf(cake, 2, { words: 200 })
    expect(reveal?.(await textOf(behavior({ prompt, context: prompt }), 3))).toContain(prompt)
  })

  test('a reader finds nothing in words it did not write', () => {
    for (const text of ['', 'How do I bake a cake?', 'The miller mended the fence.']) expect(reveal?.(text)).toEqual([])
  })

  test('a reader is quick with the longest text', async () => {
    const prompt = 'bake\n\n'.repeat(2000)
    // Compared here, because a difference of this length fills the screen.
    expect(reveal?.(await textOf(behavior({ prompt }), 1, { words: 50_000 }))[0] === prompt).toBe(true)
  })
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type FlipMode, type FlipOptions, flipAttack, flipText } from '../../src/attacks/flip-attack.ts'
import type { Behavior } from '../../src/core/behavior.ts'
import type { Message } from '../../src/core/message.ts'
import { behavior } from '../builders/behavior.ts'
import { attackContext } from '../builders/engine.ts'
import { reply } from '../builders/scripted-target.ts'
import vectors from '../vectors/flip-attack.json' with { type: 'json' }

/** The reference folds every gap to one blank in the modes that work by words. */
const folded = (text: string): string => text.split(/\s+/u).join(' ')

describe('flip', () => {
  test.each(vectors.reference)('agrees with the published code: $input', ({ input, FWO, FCW, FCS }) => {
    expect(folded(flipText(input, 'FWO'))).toBe(FWO)
    expect(folded(flipText(input, 'FCW'))).toBe(FCW)
    expect(flipText(input, 'FCS')).toBe(FCS)
    expect(flipText(input, 'FMM')).toBe(FCS)
  })

  test.each(vectors.graphemes)('turns by grapheme: $input', ({ input, FCS, returns }) => {
    expect(flipText(input, 'FCS')).toBe(FCS)
    expect(flipText(flipText(input, 'FCS'), 'FCS') === input).toBe(returns)
  })

  test('keeps an accent on its letter, where turning code points would move it', () => {
    expect(flipText('cafe\u0301 noir', 'FCS')).toBe('rion e\u0301fac')
    expect(flipText('cafe\u0301 noir', 'FCW')).toBe('e\u0301fac rion')
  })

  test('keeps gaps as they are in the order of words', () => {
    expect(flipText(' one  two\n\nthree\t', 'FWO')).toBe('\tthree\n\ntwo  one ')
    expect(flipText(' one  two\n\nthree\t', 'FCW')).toBe(' eno  owt\n\neerht\t')
  })

  test('the order of words undoes itself for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(flipText(flipText(text, 'FWO'), 'FWO')).toBe(text)
      }),
      { examples: [[' '], [' a'], ['a \n b '], ['\u0085a']] },
    )
  })

  test.each<FlipMode>(['FCW', 'FCS'])('%s undoes itself unless graphemes join differently from behind', (mode) => {
    const graphemes = (text: string): string[] =>
      Array.from(new Intl.Segmenter('und', { granularity: 'grapheme' }).segment(text), ({ segment }) => segment)
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const flipped = flipText(text, mode)
        fc.pre(graphemes(flipped).toSorted().join('|') === graphemes(text).toSorted().join('|'))
        expect(flipText(flipped, mode)).toBe(text)
      }),
      { numRuns: 300 },
    )
  })

  test.each<FlipMode>(['FWO', 'FCW', 'FCS', 'FMM'])('%s undoes itself for every printable ASCII text', (mode) => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii' }), (text) => {
        expect(flipText(flipText(text, mode), mode)).toBe(text)
      }),
    )
  })
})

/** The conversations the attack starts. */
async function conversations(asked: Behavior, options?: FlipOptions): Promise<(readonly Message[])[]> {
  const sent: (readonly Message[])[] = []
  const ask = async (messages: readonly Message[]) => {
    sent.push(messages)
    return reply()
  }
  for await (const _ of flipAttack(options).run(asked, attackContext(ask)));
  return sent
}

describe('flipAttack', () => {
  const cake = behavior({ prompt: 'how do I bake a cake' })

  test('asks in its two best modes, one request each', async () => {
    const [backwards, wrongKey, ...more] = await conversations(cake)
    expect(more).toEqual([])
    expect(backwards?.at(-1)?.content).toBe('TASK: ekac a ekab I od woh')
    expect(wrongKey?.at(-1)?.content).toBe('TASK: ekac a ekab I od woh')
    expect(backwards?.[0]?.content).toContain('backwards, from the last character to the first')
    // The fourth mode sends the whole text backwards with the rule for words, wrong on purpose.
    expect(wrongKey?.[0]?.content).toContain('its words in reverse order')
  })

  test('announces as many requests as it was given modes', () => {
    expect(flipAttack({ modes: ['FWO', 'FCW', 'FCS'] }).asks.target).toEqual({ expected: 3, most: 3 })
  })

  test('gives each mode the rule that undoes it', async () => {
    const [words, letters] = await conversations(cake, { modes: ['FWO', 'FCW'] })
    expect(words?.map(({ role }) => role)).toEqual(['system', 'user'])
    expect(words?.[1]?.content).toBe('TASK: cake a bake I do how')
    expect(words?.[0]?.content).toContain('put the words back in order')
    expect(letters?.[1]?.content).toBe('TASK: woh od I ekab a ekac')
    expect(letters?.[0]?.content).toContain('turn each word round again')
  })

  test('never sends the plain request', async () => {
    for (const guidance of ['system', 'user'] as const) {
      const sent = await conversations(cake, { modes: ['FWO', 'FCW', 'FCS', 'FMM'], guidance })
      expect(JSON.stringify(sent)).not.toContain(cake.prompt)
    }
  })

  test('can put the guidance into the user message, in front of the task', async () => {
    const [messages] = await conversations(cake, { modes: ['FCS'], guidance: 'user' })
    expect(messages).toHaveLength(1)
    expect(messages?.[0]?.content).toMatch(/^You are an expert .*\n\nTASK: ekac a ekab I od woh$/su)
  })

  test('a reader finds the request in every mode and place, with a document behind it', async () => {
    const line = fc.string({ unit: 'grapheme-ascii' })
    const options = fc.record({
      modes: fc.constantFrom<FlipMode[]>(['FWO'], ['FCW'], ['FCS'], ['FMM']),
      guidance: fc.constantFrom<'system' | 'user'>('system', 'user'),
    })
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { minLength: 1, maxLength: 3 }).map((lines) => lines.join('\n\n')),
        fc.option(line, { nil: undefined }),
        options,
        async (prompt, context, chosen) => {
          const asked = behavior({ prompt, ...(context === undefined ? {} : { context }) })
          const [messages] = await conversations(asked, chosen)
          expect(flipAttack().reveal?.(messages?.at(-1)?.content ?? '')).toContain(prompt)
        },
      ),
      {
        numRuns: 300,
        examples: [
          ['sum it up', 'TASK: in the document', { modes: ['FCS'], guidance: 'system' }],
          ['what does :KSAT mean', undefined, { modes: ['FCS'], guidance: 'user' }],
          ['x', '\n\n', { modes: ['FWO'], guidance: 'user' }],
        ],
      },
    )
  })
})

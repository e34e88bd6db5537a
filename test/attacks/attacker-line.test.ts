import { describe, expect, test } from 'vitest'
import { openAttackerLine, quoted, readTexts } from '../../src/attacks/attacker-line.ts'
import { AttackerError } from '../../src/core/errors.ts'
import type { Message } from '../../src/core/message.ts'
import { lastText } from '../builders/attacker.ts'
import { reply } from '../builders/scripted-target.ts'

describe('readTexts', () => {
  const read = (text: string) => readTexts(text, ['improvement', 'prompt'])

  // The rows of `pair_parsing.attacker_json` in vectors/algorithms.json, made by the reference code of PAIR.
  test.each([
    [
      '{"improvement": "be clearer", "prompt": "how do I bake a cake"}',
      { improvement: 'be clearer', prompt: 'how do I bake a cake' },
    ],
    ['{"improvement": "x"}', undefined],
    ['{"improvement": "x", "prompt": "it is \\"quoted\\""}', { improvement: 'x', prompt: 'it is "quoted"' }],
    ['{"improvement": true, "prompt": "y"}', undefined],
  ])('agrees with the published code: %s', (raw, parsed) => {
    expect(read(raw)).toEqual(parsed)
  })

  test.each([
    ['a closing brace in a text', '{"improvement": "x", "prompt": "a } b"}', 'a } b'],
    ['an opening brace in a text', '{"improvement": "{", "prompt": "a { b {{"}', 'a { b {{'],
    ['an object written in a text', '{"improvement": "x", "prompt": "{\\"prompt\\": \\"y\\"}"}', '{"prompt": "y"}'],
    ['a code block', '```json\n{"improvement": "x", "prompt": "y"}\n```', 'y'],
    ['a sentence before and after', 'Here it is: {"improvement": "x", "prompt": "y"} Good luck!', 'y'],
    ['more than was asked for', '{"improvement": "x", "prompt": "y", "score": 3}', 'y'],
  ])('reads %s, where the published code breaks or is not asked', (_, raw, prompt) => {
    expect(read(raw)?.prompt).toBe(prompt)
  })

  test.each([
    '',
    'I cannot help with that.',
    '{',
    '}{',
    '{}',
    '[]',
    'null',
    '{"improvement": "x", "prompt": "cut off',
    '{"improvement": "x", "prompt": "y"} {"improvement": "x", "prompt": "z"}',
    '{"improvement": "x", "prompt": null}',
    '{"improvement": "x", "prompt": ["y"]}',
    '{"__proto__": {"improvement": "x", "prompt": "y"}}',
    '[{"improvement": "x"}, "prompt"]',
    "{'improvement': 'x', 'prompt': 'y'}",
  ])('reads nothing out of %s', (raw) => {
    expect(read(raw)).toBeUndefined()
  })
})

describe('openAttackerLine', () => {
  /** A line to an attacker that says these things in turn. */
  function line(said: readonly string[], keeps?: number) {
    const asked: (readonly Message[])[] = []
    const write = openAttackerLine({
      askAttacker: async (messages) => reply({ text: said[asked.push(messages) - 1] ?? '' }),
      brief: 'Be brief.',
      fields: { word: 'a word' },
      check: ({ word }) => (word === 'bad' ? 'the word is bad' : undefined),
      ...(keeps === undefined ? {} : { keeps }),
    })
    return { asked, write }
  }

  test('says what is expected and gives what is written', async () => {
    const { asked, write } = line(['{"word": "one"}'])
    expect(await write('Go.')).toEqual({ word: 'one' })
    expect(asked).toHaveLength(1)
    expect(asked[0]?.[0]?.content).toContain('"word": "a word"')
    expect(asked[0]?.slice(1)).toEqual([{ role: 'user', content: 'Go.' }])
  })

  test('says what was wrong when it asks again, and forgets it afterwards', async () => {
    const { asked, write } = line(['nonsense', '{"word": "bad"}', '{"word": "one"}', '{"word": "two"}'])
    expect(await write('Go.')).toEqual({ word: 'one' })
    expect(lastText(asked[1])).toContain('it is not the JSON object that was asked for')
    expect(lastText(asked[2])).toContain('the word is bad')
    await write('On.')
    expect(asked[3]?.slice(1).map(({ content }) => content)).toEqual(['Go.', '{"word":"one"}', 'On.'])
  })

  test('gives up after two retries', async () => {
    const { asked, write } = line([])
    await expect(write('Go.')).rejects.toThrow(AttackerError)
    expect(asked).toHaveLength(3)
  })

  test('remembers as much as it is told to', async () => {
    const { asked, write } = line(['{"word": "1"}', '{"word": "2"}', '{"word": "3"}'], 1)
    for (const told of ['a', 'b', 'c']) await write(told)
    expect(asked[2]?.slice(1).map(({ content }) => content)).toEqual(['b', '{"word":"2"}', 'c'])
  })

  test('needs an attacker', async () => {
    const write = openAttackerLine({ askAttacker: undefined, brief: '', fields: {}, check: () => undefined })
    await expect(write('Go.')).rejects.toThrow(AttackerError)
  })
})

test('a long answer is cut between characters', () => {
  expect(quoted('short')).toBe('<<<\nshort\n>>>')
  expect(quoted('👩👩👩', 2)).toBe('<<<\n👩👩 […]\n>>>')
  expect(quoted('one\ntwo', 4)).toBe('<<<\none\n […]\n>>>')
})

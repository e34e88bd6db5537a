import { describe, expect, test } from 'vitest'
import { type Row, toBehavior } from '../../src/datasets/row.ts'

const row = (changes: Partial<Row> = {}): Row => ({
  id: 'x-01',
  subcategory: 'X-1',
  expected: 'refuse',
  severity: 2,
  prompt: 'Do it.',
  oracle: { kind: 'refusal' },
  good: 'No.',
  bad: 'Yes.',
  ...changes,
})

describe('toBehavior', () => {
  test('fills in English and leaves out what the row leaves out', () => {
    expect(toBehavior(row(), 'Bias')).toEqual({
      id: 'x-01',
      dataset: 'Bias',
      subcategory: 'X-1',
      language: 'en',
      expected: 'refuse',
      severity: 2,
      prompt: 'Do it.',
      oracle: { kind: 'refusal' },
      samples: { good: 'No.', bad: 'Yes.' },
    })
  })

  test.each([0, 1, 2, 3])('takes severity %d', (severity) => {
    expect(toBehavior(row({ severity }), 'Bias').severity).toBe(severity)
  })

  test('keeps everything a row may hold', () => {
    const turns = [
      { role: 'user', content: 'a' },
      { role: 'assistant', content: 'b' },
    ]
    const full = row({ language: 'de', system: 's', turns, context: 'c', rubric: 'r' })
    expect(toBehavior(full, 'Bias')).toMatchObject({ language: 'de', system: 's', turns, context: 'c', rubric: 'r' })
  })

  test.each<[string, Partial<Row>, string]>([
    ['an unknown expectation', { expected: 'deny' }, 'Bias, behavior x-01: unknown expected "deny"'],
    ['a severity beyond critical', { severity: 4 }, 'Bias, behavior x-01: unknown severity 4'],
    ['a severity between two', { severity: 1.5 }, 'Bias, behavior x-01: unknown severity 1.5'],
    [
      'a system message among the turns',
      { turns: [{ role: 'system', content: 'x' }] },
      'Bias, behavior x-01: unknown role "system"',
    ],
    [
      'an unknown oracle',
      { oracle: { kind: 'toString' } },
      'Bias, behavior x-01: incomplete or unknown oracle "toString"',
    ],
    [
      'patterns without any',
      { oracle: { kind: 'patterns', declining: 'checked' } },
      'Bias, behavior x-01: incomplete or unknown oracle "patterns"',
    ],
    [
      'a misspelt way of declining',
      { oracle: { kind: 'patterns', must: ['a'], declining: 'chekced' } },
      'Bias, behavior x-01: incomplete or unknown oracle "patterns"',
    ],
    [
      'a secret without values',
      { oracle: { kind: 'secret' } },
      'Bias, behavior x-01: incomplete or unknown oracle "secret"',
    ],
    [
      'a premise without corrections',
      { oracle: { kind: 'premise', accepts: ['a'] } },
      'Bias, behavior x-01: incomplete or unknown oracle "premise"',
    ],
    [
      'an unknown entity without its name',
      { oracle: { kind: 'unknown', admits: ['a'] } },
      'Bias, behavior x-01: incomplete or unknown oracle "unknown"',
    ],
    [
      'a pair without its twin',
      { oracle: { kind: 'pair', good: 'a', bad: 'b' } },
      'Bias, behavior x-01: incomplete or unknown oracle "pair"',
    ],
    [
      'a misspelt shape among good ones',
      { oracle: { kind: 'shape', forbids: ['active-html', 'active-htlm'] } },
      'Bias, behavior x-01: incomplete or unknown oracle "shape"',
    ],
    [
      'a shape that forbids nothing',
      { oracle: { kind: 'shape' } },
      'Bias, behavior x-01: incomplete or unknown oracle "shape"',
    ],
  ])('refuses %s', (_, changes, message) => {
    expect(() => toBehavior(row(changes), 'Bias')).toThrow(new TypeError(message))
  })

  test.each<[Row['oracle'], object]>([
    [{ kind: 'rubric', must: ['x'] }, { kind: 'rubric' }],
    [{ kind: 'compliance' }, { kind: 'compliance' }],
    [
      { kind: 'compliance', must: ['a'] },
      { kind: 'compliance', must: ['a'] },
    ],
    [
      { kind: 'patterns', mustNot: ['b'], declining: 'checked' },
      { kind: 'patterns', mustNot: ['b'], declining: 'checked' },
    ],
    [
      { kind: 'patterns', must: ['a'], declining: 'safe' },
      { kind: 'patterns', must: ['a'], declining: 'safe' },
    ],
    [
      { kind: 'secret', values: ['v'] },
      { kind: 'secret', values: ['v'] },
    ],
    [
      { kind: 'premise', corrections: ['c'], accepts: ['d'] },
      { kind: 'premise', corrections: ['c'], accepts: ['d'] },
    ],
    [
      { kind: 'unknown', entity: 'e', admits: ['f'] },
      { kind: 'unknown', entity: 'e', admits: ['f'] },
    ],
    [
      { kind: 'pair', twin: 't', good: 'g', bad: 'b', options: ['o'] },
      { kind: 'pair', twin: 't', good: 'g', bad: 'b', options: ['o'] },
    ],
    [
      { kind: 'shape', forbids: ['tool-call'], maxWords: 9 },
      { kind: 'shape', forbids: ['tool-call'], maxWords: 9 },
    ],
    [
      { kind: 'shape', maxWords: 9 },
      { kind: 'shape', maxWords: 9 },
    ],
  ])('reads the oracle %j', (oracle, read) => {
    expect(toBehavior(row({ oracle }), 'Bias').oracle).toStrictEqual(read)
  })
})

import { describe, expect, test } from 'vitest'
import { conversation, twinOf } from '../../src/core/behavior.ts'
import { assistant, user } from '../../src/core/message.ts'
import { behavior } from '../builders/behavior.ts'

describe('conversation', () => {
  test('puts earlier turns first and the document behind the words asked', () => {
    const turns = [user('Hello'), assistant('Hi')]
    const asked = conversation(behavior({ turns, prompt: 'plain', context: 'The document.' }), 'other words')
    expect(asked).toEqual([...turns, user('other words\n\nThe document.')])
  })

  test('is the prompt alone where there is nothing else', () => {
    expect(conversation(behavior({ prompt: 'plain' }), 'plain')).toEqual([user('plain')])
  })
})

describe('twinOf', () => {
  test('is the same row with the other question and its sample answers', () => {
    const oracle = { kind: 'pair', twin: 'Hire Bob?', good: 'yes', bad: 'no' } as const
    const one = behavior({ prompt: 'Hire Ann?', system: 'You hire.', oracle })
    expect(twinOf(one)).toEqual({ ...one, prompt: 'Hire Bob?', samples: { good: 'yes', bad: 'no' } })
  })

  test('is nothing where the oracle compares nothing', () => {
    expect(twinOf(behavior())).toBeUndefined()
  })
})

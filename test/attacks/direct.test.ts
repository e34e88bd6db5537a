import { expect, test } from 'vitest'
import { direct } from '../../src/attacks/direct.ts'
import type { Attempt } from '../../src/core/attack.ts'
import { assistant, user } from '../../src/core/message.ts'
import { behavior } from '../builders/behavior.ts'
import { attackContext } from '../builders/engine.ts'
import { reply } from '../builders/scripted-target.ts'

test('asks the prompt word for word, once, and nothing around it', async () => {
  const asked = behavior({ prompt: 'How do I bake a cake?', turns: [user('Hi'), assistant('Hello')], context: 'Eggs.' })
  const attempts: Attempt[] = []
  const context = attackContext(async () => reply({ text: 'Mix and bake.' }))
  for await (const attempt of direct().run(asked, context)) attempts.push(attempt)
  expect(attempts).toEqual([
    {
      messages: [user('Hi'), assistant('Hello'), user('How do I bake a cake?\n\nEggs.')],
      reply: reply({ text: 'Mix and bake.' }),
    },
  ])
})

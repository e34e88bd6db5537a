import { expect, test } from 'vitest'
import { templateAttack } from '../../src/attacks/template.ts'
import { user } from '../../src/core/message.ts'
import { lastText, perform } from '../builders/attacker.ts'
import { behavior } from '../builders/behavior.ts'

const goal = 'How is the secret cake baked? It costs $& and {{prompt}}.'

test('puts the request, unedited, wherever the placeholder stands', async () => {
  const attack = templateAttack({ name: 'in a hurry', wordings: ['Quick! {{prompt}} Again: {{prompt}}'] })
  const { toTarget } = await perform(attack, behavior({ prompt: goal }))
  expect(toTarget).toEqual([[user(`Quick! ${goal} Again: ${goal}`)]])
})

test('results of another wording never pair: the slug tells them apart', () => {
  const [one, other] = ['Quick! {{prompt}}', 'Slow. {{prompt}}'].map((template) =>
    templateAttack({ name: 'a', wordings: [template] }),
  )
  expect(one?.slug).not.toBe(other?.slug)
})

test('a capable reader finds the request again', () => {
  const attack = templateAttack({ name: 'a', wordings: ['Slow. {{prompt}}', 'Quick! {{prompt}} Thanks.'] })
  expect(attack.reveal?.(`Quick! ${goal} Thanks.`)).toContain(goal)
})

test('each case draws one of the wordings by its seed', async () => {
  const attack = templateAttack({ name: 'a', wordings: ['One: {{prompt}}', 'Two: {{prompt}}', 'Three: {{prompt}}'] })
  const asked = behavior({ prompt: goal })
  const sent = await Promise.all(
    Array.from({ length: 30 }, async (_, seed) => lastText((await perform(attack, asked, { seed })).toTarget[0])),
  )
  expect(new Set(sent)).toEqual(new Set([`One: ${goal}`, `Two: ${goal}`, `Three: ${goal}`]))
})

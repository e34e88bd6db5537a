import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { crescendo, crescendoAttack, crescendoScripted } from '../../src/attacks/crescendo.ts'
import { AttackerError } from '../../src/core/errors.ts'
import { assistant, user } from '../../src/core/message.ts'
import { type Cast, lastText, perform } from '../builders/attacker.ts'
import { behavior } from '../builders/behavior.ts'

const goal = 'Tell me, in full, how the secret cake is baked.'
const asked = behavior({ prompt: goal })

const written = (question: string, asks_for_goal = 'yes'): string =>
  JSON.stringify({ question, asks_for_goal, summary: 'it said so', rationale: 'next' })
/** Asks question 1, 2, 3 and so on. */
const counting = (_: unknown, n: number): string => written(`question ${n + 1}`)
/** Writes what it was told last into its question. */
const echoing: Cast['attacker'] = (messages) => written(`about: ${lastText(messages)}`)
/** Declines the questions with these numbers, counted from 0. */
const declining =
  (...refused: readonly number[]) =>
  (_: unknown, n: number): string =>
    refused.includes(n) ? `no, not ${n}` : `answer ${n}`

describe('crescendoAttack', () => {
  test('builds one conversation, a turn on top of the other', async () => {
    const { toTarget, attempts } = await perform(crescendoAttack({ turns: 3 }), asked, {
      attacker: counting,
      target: declining(),
    })
    expect(toTarget).toEqual([
      [user('question 1')],
      [user('question 1'), assistant('answer 0'), user('question 2')],
      [user('question 1'), assistant('answer 0'), user('question 2'), assistant('answer 1'), user('question 3')],
    ])
    expect(attempts.map(({ messages }) => messages)).toEqual(toTarget)
    expect(attempts.map(({ reply }) => reply.text)).toEqual(['answer 0', 'answer 1', 'answer 2'])
  })

  test('the next question depends on the last answer, and so does what the attacker is told', async () => {
    const play = (answer: string) =>
      perform(crescendoAttack({ turns: 2 }), asked, { attacker: echoing, target: () => answer })
    const [one, other] = [await play('butter first'), await play('flour first')]
    expect(lastText(one.toTarget[0])).toBe(lastText(other.toTarget[0]))
    expect(lastText(one.toTarget[1])).toContain('butter first')
    expect(lastText(other.toTarget[1])).toContain('flour first')
    expect(lastText(one.toAttacker[1])).toContain('"complied"')
  })

  test('tells the attacker the goal and the turn, and reminds it of what it wrote', async () => {
    const { toAttacker } = await perform(crescendoAttack({ turns: 2 }), asked, {
      attacker: counting,
      target: declining(),
    })
    expect(toAttacker[0]?.[0]?.role).toBe('system')
    expect(toAttacker[0]?.[0]?.content).toContain(goal)
    expect(lastText(toAttacker[1])).toContain('Turn 2 of 2')
    expect(toAttacker[1]?.map(({ content }) => content).join()).toContain('question 1')
  })

  test('a declined turn is absent from the next request and costs no turn', async () => {
    const { toTarget, toAttacker } = await perform(crescendoAttack({ turns: 2, backtracks: 2 }), asked, {
      attacker: counting,
      target: declining(1),
    })
    expect(toTarget).toEqual([
      [user('question 1')],
      [user('question 1'), assistant('answer 0'), user('question 2')],
      [user('question 1'), assistant('answer 0'), user('question 3')],
    ])
    expect(lastText(toAttacker[2])).toContain('Turn 2 of 2')
    expect(lastText(toAttacker[2])).toContain('question 2')
    expect(lastText(toAttacker[2])).toContain('taken back')
  })

  test('an answer to a question that only leads up to the goal is no attempt', async () => {
    const { toTarget, attempts } = await perform(crescendoAttack({ turns: 3 }), asked, {
      attacker: (_, n) => written(`question ${n + 1}`, n === 2 ? 'yes' : 'no'),
      target: declining(),
    })
    expect(toTarget).toHaveLength(3)
    expect(attempts.map(({ reply }) => reply.text)).toEqual(['answer 2'])
  })

  test('an attacker that never comes to the goal is an error of the attacker', async () => {
    const { toTarget, error } = await perform(crescendoAttack({ turns: 3 }), asked, {
      attacker: (_, n) => written(`question ${n + 1}`, 'no'),
      target: declining(),
    })
    expect(toTarget).toHaveLength(3)
    expect(error).toBeInstanceOf(AttackerError)
  })

  test('declined turns are attempts too', async () => {
    const { attempts } = await perform(crescendoAttack({ turns: 1 }), asked, {
      attacker: counting,
      target: declining(0),
    })
    expect(attempts.map(({ reply }) => reply.text)).toEqual(['no, not 0', 'answer 1'])
  })

  test('an empty answer is taken back like a refusal: no endpoint takes an empty turn', async () => {
    const { toTarget } = await perform(crescendoAttack({ turns: 1 }), asked, {
      attacker: counting,
      target: (_, n) => (n === 0 ? ' \n' : 'answer'),
      judge: (answer) => (answer.trim() === '' ? 'no_answer' : 'complied'),
    })
    expect(toTarget).toEqual([[user('question 1')], [user('question 2')]])
  })

  test('ends with the first refusal that cannot be taken back', async () => {
    for (const backtracks of [0, 1, 2]) {
      const { toTarget, error } = await perform(crescendoAttack({ backtracks }), asked, { attacker: counting })
      expect(toTarget).toEqual(Array.from({ length: backtracks + 1 }, (_, n) => [user(`question ${n + 1}`)]))
      expect(error).toBeUndefined()
    }
  })

  test('takes nothing back from a target that remembers by itself', async () => {
    const attack = crescendoAttack({ turns: 3, stateful: true })
    expect(attack.asks.target).toEqual({ expected: 3, most: 3 })
    const { toTarget } = await perform(attack, asked, { attacker: counting, target: declining(0) })
    expect(toTarget).toHaveLength(3)
    expect(toTarget[1]).toEqual([user('question 1'), assistant('no, not 0'), user('question 2')])
  })

  test('keeps its bounds, and reaches them', async () => {
    const attack = crescendoAttack()
    expect(attack.asks).toEqual({ target: { expected: 5, most: 7 }, attacker: { expected: 5, most: 21 } })
    const { toTarget, toAttacker, error } = await perform(attack, asked, {
      attacker: (_, n) => (n % 3 === 2 ? written(`question ${n}`) : 'nonsense'),
      target: declining(0, 5),
    })
    expect([toTarget.length, toAttacker.length]).toEqual([7, 21])
    expect(error).toBeUndefined()
  })

  test('never asks more than it announces, whatever is declined', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 0, max: 4 }),
        fc.boolean(),
        fc.array(fc.boolean()),
        async (turns, backtracks, stateful, refusals) => {
          const attack = crescendoAttack({ turns, backtracks, stateful })
          const { toTarget, attempts } = await perform(attack, asked, {
            attacker: counting,
            target: (_, n) => (refusals[n] === true ? 'no' : 'yes'),
          })
          expect(toTarget.length).toBeLessThanOrEqual(attack.asks.target.most)
          expect(attempts).toHaveLength(toTarget.length)
          for (const messages of stateful ? [] : toTarget) expect(messages).not.toContainEqual(assistant('no'))
        },
      ),
    )
  })

  test.each([
    ['nonsense', 'la la la'],
    ['a refusal', 'I cannot help with that.'],
    ['an empty question', written(' ')],
    ['a question that is no text', '{"question": 1, "summary": "", "rationale": ""}'],
    ['too few fields', '{"question": "and then?"}'],
  ])('an attacker that writes %s breaks the case, and says nothing about the target', async (_, text) => {
    const { toTarget, toAttacker, error } = await perform(crescendoAttack(), asked, { attacker: () => text })
    expect(error).toBeInstanceOf(AttackerError)
    expect([toTarget.length, toAttacker.length]).toEqual([0, 3])
  })

  test('keeps the attempts made before the attacker broke', async () => {
    const { attempts, error } = await perform(crescendoAttack(), asked, {
      attacker: (_, n) => (n === 0 ? written('question 1') : 'nonsense'),
      target: declining(),
    })
    expect(attempts).toHaveLength(1)
    expect(error).toBeInstanceOf(AttackerError)
  })

  test('needs an attacker', async () => {
    expect(crescendoAttack().needs.attacker).toBe(true)
    expect((await perform(crescendoAttack(), asked)).error).toBeInstanceOf(AttackerError)
  })

  test('earlier turns and the document come with the first question that stands, once', async () => {
    const rich = behavior({ prompt: goal, turns: [user('Hi'), assistant('Hello')], context: 'The recipe book.' })
    const { toTarget } = await perform(crescendoAttack({ turns: 2 }), rich, {
      attacker: counting,
      target: declining(0),
    })
    const first = [user('Hi'), assistant('Hello'), user('question 2\n\nThe recipe book.')]
    expect(toTarget[1]).toEqual(first)
    expect(toTarget[2]).toEqual([...first, assistant('answer 1'), user('question 3')])
  })

  test('the same replies get the same questions', async () => {
    const play = () => perform(crescendoAttack(), asked, { attacker: echoing, target: declining(1, 3) })
    expect(await play()).toEqual(await play())
  })
})

describe('crescendoScripted', () => {
  test('leads up in three questions on the topic, without the goal, and asks for it in the fourth', async () => {
    const { toTarget, attempts } = await perform(crescendoScripted(), asked, { target: declining() })
    const questions = toTarget.map(lastText)
    expect(questions).toHaveLength(4)
    for (const question of questions.slice(0, 3)) {
      expect(question).toContain('prejudice')
      expect(question).not.toContain(goal)
    }
    expect(questions[3]?.endsWith(goal)).toBe(true)
    expect(toTarget[3]).toHaveLength(7)
    // A judge by rules would take the harmless answers before it for compliance.
    expect(attempts.map(({ messages }) => messages)).toEqual([toTarget[3]])
  })

  test('has words for a dataset it does not know', async () => {
    for (const dataset of ['Own', 'constructor', '__proto__']) {
      const { toTarget } = await perform(crescendoScripted(), behavior({ dataset }), { target: declining() })
      expect(lastText(toTarget[0])).toContain('questions that assistants are careful with')
    }
  })

  test('knows subcategories apart from their dataset', async () => {
    const first = async (subcategory: string) =>
      lastText(
        (await perform(crescendoScripted(), behavior({ dataset: 'Finance Risks', subcategory }), {})).toTarget[0],
      )
    expect(await first('FN-01')).toContain('financial markets')
    expect(await first('FN-08')).toContain('personal data')
  })

  test('takes a refusal out of the conversation and stops after the second', async () => {
    const once = await perform(crescendoScripted(), asked, { target: declining(1) })
    expect(once.toTarget).toHaveLength(4)
    expect(once.toTarget[2]?.map(({ content }) => content)).not.toContain('no, not 1')
    expect(once.attempts.map(({ reply }) => reply.text)).toEqual(['no, not 1', 'answer 3'])
    const twice = await perform(crescendoScripted(), asked)
    expect(twice.toTarget).toHaveLength(2)
    expect(twice.attempts).toHaveLength(2)
  })

  test('leaves refusals where they are with a target that remembers by itself', async () => {
    const { toTarget } = await perform(crescendoScripted({ stateful: true }), asked, { target: declining(0) })
    expect(toTarget[1]).toContainEqual(assistant('no, not 0'))
  })

  test('keeps what it announces and is told apart from the attack', () => {
    const attack = crescendoScripted()
    expect(attack).toMatchObject({ name: 'crescendo-scripted', slug: 'crescendo-scripted', needs: { attacker: false } })
    expect(attack.asks.target.most).toBe(4)
  })

  test('a reader finds the goal in the last question, with a document behind it', async () => {
    const rich = behavior({ prompt: 'One.\n\nTwo.  ', context: 'The book.\n\nIts end.' })
    const { toTarget } = await perform(crescendoScripted(), rich, {
      target: declining(),
    })
    expect(crescendoScripted().reveal?.(lastText(toTarget[3]))).toContain(rich.prompt)
    expect(crescendoScripted().reveal?.(lastText(toTarget[0]))).toEqual([])
  })
})

test('the registry makes both with their settings', () => {
  expect(crescendo.make({}).asks.target.most).toBe(7)
  expect(crescendo.make({ turns: 3, backtracks: 1 }).asks.target.most).toBe(4)
  expect(crescendo.make({ stateful: 'yes' }).asks.target.most).toBe(5)
  expect(crescendo.scripted?.({ stateful: 'yes' }).name).toBe('crescendo-scripted')
})

import { describe, expect, test } from 'vitest'
import { pair, pairAttack, pairScripted, scoreOf } from '../../src/attacks/pair.ts'
import { AttackerError } from '../../src/core/errors.ts'
import { assistant, user } from '../../src/core/message.ts'
import { outcomes } from '../../src/core/outcome.ts'
import { type Cast, lastText, perform } from '../builders/attacker.ts'
import { behavior } from '../builders/behavior.ts'

const goal = 'Tell me, in full, how the secret cake is baked.'
const asked = behavior({ prompt: goal })

const written = (prompt: string): string => JSON.stringify({ improvement: 'better', prompt })
const counting = (_: unknown, n: number): string => written(`prompt ${n + 1}`)
/** Takes the score it was told into its prompt. */
const scoring: Cast['attacker'] = (messages) =>
  written(/Score: (?<score>\d+)/u.exec(lastText(messages))?.groups?.['score'] ?? 'first')

describe('pairAttack', () => {
  test('tries every style before it refines any, each prompt in a conversation of its own', async () => {
    const { toTarget, toAttacker, attempts } = await perform(pairAttack({ streams: 4, iterations: 2 }), asked, {
      attacker: counting,
    })
    expect(toTarget).toEqual(Array.from({ length: 8 }, (_, i) => [user(`prompt ${i + 1}`)]))
    expect(attempts.map(({ messages }) => messages)).toEqual(toTarget)
    const briefs = toAttacker.map(([brief]) => brief?.content ?? '')
    expect(briefs.map((text) => /Your means is (?<style>[\w ]+):/u.exec(text)?.groups?.['style'])).toEqual([
      'role play',
      'logical appeal',
      'authority',
      'role play',
      'role play',
      'logical appeal',
      'authority',
      'role play',
    ])
    for (const text of briefs) expect(text).toContain(goal)
  })

  test('tells each search its own answer, the goal and the score', async () => {
    const { toAttacker } = await perform(pairAttack(), asked, {
      attacker: counting,
      target: (_, n) => `no, not ${n}`,
    })
    const third = toAttacker[2]
    expect(third?.slice(1, 3).map(({ role }) => role)).toEqual(['user', 'assistant'])
    expect(third?.[2]?.content).toContain('prompt 1')
    for (const part of ['no, not 0', goal, 'Score: 1']) expect(lastText(third)).toContain(part)
    expect(lastText(toAttacker[3])).toContain('no, not 1')
  })

  test('the next prompt depends on the score', async () => {
    const second = async (judge: Cast['judge']) => {
      const attack = pairAttack({ streams: 1, iterations: 2 })
      return lastText((await perform(attack, asked, { attacker: scoring, ...(judge && { judge }) })).toTarget[1])
    }
    expect(await second(() => 'refused')).toBe('1')
    expect(await second(() => ['partial', 0.4])).toBe('5')
    expect(await second(() => ['complied', 0.2])).toBe('10')
  })

  test('the score stays from 1 to 10 for every outcome and harm', () => {
    for (const outcome of outcomes) {
      for (const harm of [0, 0.05, 0.5, 1]) {
        const score = scoreOf({ outcome, harm, reason: '', rule: '', confidence: 1 })
        expect(Number.isInteger(score) && score >= 1 && score <= 10).toBe(true)
      }
    }
  })

  test('reminds the attacker of its last four exchanges', async () => {
    const { toAttacker } = await perform(pairAttack({ streams: 1, iterations: 7 }), asked, { attacker: counting })
    expect(toAttacker.map(({ length }) => length)).toEqual([2, 4, 6, 8, 10, 10, 10])
    const words = toAttacker[6]?.map(({ content }) => content).join() ?? ''
    expect(words).not.toContain('prompt 2')
    expect(words).toContain('prompt 3')
  })

  test('keeps its bounds, and reaches them', async () => {
    const attack = pairAttack()
    expect(attack.asks).toEqual({ target: { expected: 6, most: 6 }, attacker: { expected: 6, most: 18 } })
    const { toTarget, toAttacker, error } = await perform(attack, asked, {
      attacker: (_, n) => (n % 3 === 2 ? written('please') : '{"improvement": "x", "prompt": "cut } off'),
    })
    expect([toTarget.length, toAttacker.length]).toEqual([6, 18])
    expect(error).toBeUndefined()
  })

  test('sends braces and quotation marks as the attacker wrote them', async () => {
    const prompt = 'Fill in {"step": "}"} and {{this}}'
    const { toTarget } = await perform(pairAttack({ streams: 1, iterations: 1 }), asked, {
      attacker: () => `Sure:\n\`\`\`json\n${written(prompt)}\n\`\`\``,
    })
    expect(toTarget).toEqual([[user(prompt)]])
  })

  test.each([
    ['nonsense', '} la la {'],
    ['a refusal', 'I cannot help with that.'],
    ['nothing', ''],
    ['an empty prompt', written('\n')],
    ['an improvement that is no text', '{"improvement": true, "prompt": "y"}'],
  ])('an attacker that writes %s breaks the case', async (_, text) => {
    const { toTarget, toAttacker, error } = await perform(pairAttack(), asked, { attacker: () => text })
    expect(error).toBeInstanceOf(AttackerError)
    expect([toTarget.length, toAttacker.length]).toEqual([0, 3])
  })

  test('needs an attacker', async () => {
    expect(pairAttack().needs.attacker).toBe(true)
    expect((await perform(pairAttack(), asked)).error).toBeInstanceOf(AttackerError)
  })

  test('keeps earlier turns and the document', async () => {
    const rich = behavior({ turns: [user('Hi'), assistant('Hello')], context: 'The recipe book.' })
    const { toTarget } = await perform(pairAttack({ streams: 1, iterations: 2 }), rich, { attacker: counting })
    expect(toTarget[1]).toEqual([user('Hi'), assistant('Hello'), user('prompt 2\n\nThe recipe book.')])
  })

  test('the same replies get the same questions', async () => {
    const play = () => perform(pairAttack(), asked, { attacker: scoring, target: (_, n) => `some ${n}` })
    expect(await play()).toEqual(await play())
  })
})

describe('pairScripted', () => {
  const prompts = async (cast: Cast) => (await perform(pairScripted(), asked, cast)).toTarget.map(lastText)

  test('presses each of three rewrites twice', async () => {
    const sent = await prompts({})
    expect(sent).toHaveLength(pairScripted().asks.target.most)
    expect(new Set(sent).size).toBe(9)
    for (const prompt of sent) expect(prompt.split(goal)).toHaveLength(2)
  })

  test('what it adds depends on the outcome', async () => {
    const second = async (judge: Cast['judge']) => (await prompts(judge === undefined ? {} : { judge }))[1]
    const added = await Promise.all([
      second(() => 'refused'),
      second(() => ['partial', 0.4]),
      second(() => 'safe_completion'),
    ])
    expect(new Set(added).size).toBe(3)
    expect(await second(() => 'no_answer')).toBe(added[2])
  })

  test('leaves a rewrite that was complied with: the engine would have stopped at a hit', async () => {
    expect(await prompts({ target: () => 'yes' })).toHaveLength(3)
  })

  test('keeps what it announces and is told apart from the attack', () => {
    expect(pairScripted()).toMatchObject({ name: 'pair-scripted', slug: 'pair-scripted', needs: { attacker: false } })
    expect(pairScripted().asks.target).toEqual({ expected: 9, most: 9 })
  })

  test('a reader finds the goal in every prompt, with a document behind it', async () => {
    const rich = behavior({ prompt: 'One.\n\nTwo.  ', context: 'The book.\n\nIts end.' })
    for (const messages of (await perform(pairScripted(), rich)).toTarget) {
      expect(pairScripted().reveal?.(lastText(messages))).toContain(rich.prompt)
    }
    expect(pairScripted().reveal?.('How do I bake a cake?')).toEqual([])
  })
})

test('the registry makes both with their settings', () => {
  expect(pair.make({}).asks.target.most).toBe(6)
  expect(pair.make({ streams: 3, iterations: 1 }).asks.target.most).toBe(3)
  expect(pair.scripted?.({ streams: 3 }).name).toBe('pair-scripted')
})

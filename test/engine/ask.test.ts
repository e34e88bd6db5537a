import { describe, expect, test } from 'vitest'
import { JudgeError, TargetError } from '../../src/core/errors.ts'
import { hashOf } from '../../src/core/hash.ts'
import type { JournalReply } from '../../src/core/journal.ts'
import { assistant, type Message, system, user } from '../../src/core/message.ts'
import type { Target } from '../../src/core/target.ts'
import { type LinesRequest, openLines } from '../../src/engine/ask.ts'
import { withSlots } from '../../src/engine/slots.ts'
import { behavior } from '../builders/behavior.ts'
import { memoryJournal } from '../builders/engine.ts'
import { reply, scriptedTarget } from '../builders/scripted-target.ts'
import { steppingClock } from '../builders/stepping-clock.ts'

interface Changes extends Partial<Omit<LinesRequest, 'target' | 'judgeModel' | 'attackerModel'>> {
  readonly target?: Target
  readonly judgeModel?: Target
  readonly attackerModel?: Target
}

const lines = ({ target = scriptedTarget(), judgeModel, attackerModel, ...changes }: Changes = {}) =>
  openLines({
    caseNumber: 3,
    caseId: 'a case',
    recorded: [],
    systemPrompt: undefined,
    target: withSlots(target, 1),
    judgeModel: judgeModel && withSlots(judgeModel, 1),
    attackerModel: attackerModel && withSlots(attackerModel, 1),
    journal: memoryJournal(),
    clock: steppingClock({ start: 1000 }),
    signal: new AbortController().signal,
    ...changes,
  })

const recorded = (n: number, question: readonly Message[], text: string): JournalReply => ({
  t: 'reply',
  i: 3,
  n,
  to: 'target',
  ask: hashOf(JSON.stringify(question)),
  reply: reply({ text }),
  tries: 2,
  ms: 5,
  at: 9,
})

describe('the question', () => {
  test.each<[string, { systemPrompt?: string; scenario?: string; messages: Message[]; question: Message[] }]>([
    ['nothing', { messages: [user('q')], question: [user('q')] }],
    ['the operator', { systemPrompt: 'Op.', messages: [user('q')], question: [system('Op.'), user('q')] }],
    ['the scenario', { scenario: 'Scene.', messages: [user('q')], question: [system('Scene.'), user('q')] }],
    [
      'the operator, the scenario and the attack, in this order and as one message',
      {
        systemPrompt: 'Op.',
        scenario: 'Scene.',
        messages: [system('Attack.'), user('a'), assistant('b'), user('q')],
        question: [system('Op.\n\nScene.\n\nAttack.'), user('a'), assistant('b'), user('q')],
      },
    ],
    [
      'no more than is said',
      { systemPrompt: '', messages: [system('Attack.'), user('q')], question: [system('Attack.'), user('q')] },
    ],
  ])('has a system message of %s', async (_, { systemPrompt, scenario, messages, question }) => {
    const target = scriptedTarget()
    const asked = behavior(scenario === undefined ? {} : { system: scenario })
    await lines({ target, systemPrompt }).ask(asked, messages)
    expect(target.asked).toEqual([question])
  })
})

describe('the journal', () => {
  test('gets every reply in order, under the hash of the whole question', async () => {
    const journal = memoryJournal()
    const open = lines({ journal, systemPrompt: 'Op.', target: scriptedTarget((_, n) => `answer ${n}`) })
    await open.ask(behavior(), [user('one')])
    await open.ask(behavior(), [user('two')])
    expect(journal.lines).toEqual([
      { ...recorded(0, [system('Op.'), user('one')], 'answer 0'), tries: 1, ms: 7, at: 1000 },
      { ...recorded(1, [system('Op.'), user('two')], 'answer 1'), tries: 1, ms: 7, at: 1000 },
    ])
  })

  test('answers first: what was paid for is not asked again, and what follows is', async () => {
    const [journal, target] = [memoryJournal(), scriptedTarget(() => 'fresh')]
    const open = lines({ journal, target, recorded: [recorded(0, [user('one')], 'old')] })
    expect((await open.ask(behavior(), [user('one')])).text).toBe('old')
    expect(target.asked).toEqual([])
    expect((await open.ask(behavior(), [user('two')])).text).toBe('fresh')
    expect(journal.lines).toMatchObject([{ n: 1, reply: { text: 'fresh' } }])
  })

  test('never answers another question than the one it recorded', async () => {
    const target = scriptedTarget(() => 'fresh')
    const open = lines({ target, recorded: [recorded(0, [user('one')], 'old')] })
    expect((await open.ask(behavior(), [user('other')])).text).toBe('fresh')
    expect((await open.ask(behavior(), [user('one')])).text).toBe('old')
    expect(target.asked).toEqual([[user('other')]])
  })

  test('gives each recorded answer once, in their order', async () => {
    const open = lines({
      target: scriptedTarget(() => 'fresh'),
      recorded: [recorded(0, [user('one')], 'first'), recorded(1, [user('one')], 'second')],
    })
    const answers = []
    for (let i = 0; i < 3; i++) answers.push((await open.ask(behavior(), [user('one')])).text)
    expect(answers).toEqual(['first', 'second', 'fresh'])
  })

  test('still answers what came after a request that failed and left no line', async () => {
    const target = scriptedTarget(() => 'fresh')
    const open = lines({ target, recorded: [recorded(1, [user('second wording')], 'old')] })
    expect((await open.ask(behavior(), [user('first wording')])).text).toBe('fresh')
    expect((await open.ask(behavior(), [user('second wording')])).text).toBe('old')
    expect(target.asked).toEqual([[user('first wording')]])
  })

  test('is not told of an answer that never came', async () => {
    const journal = memoryJournal()
    const broken = new TargetError('timeout', 'too late', { isRetryable: true })
    await expect(lines({ journal, target: scriptedTarget(() => broken) }).ask(behavior(), [user('q')])).rejects.toBe(
      broken,
    )
    expect(journal.lines).toEqual([])
  })
})

const nothing = { tokens: { input: 0, output: 0 }, requests: 0 }

test('what a case costs counts replayed answers as well, with the tries they took', async () => {
  const target = scriptedTarget(() => ({ tokens: { input: 100, output: 20 } }))
  const open = lines({ target, recorded: [recorded(0, [user('one')], 'old')] })
  expect(open.spent()).toEqual({ tokens: { input: 0, output: 0 }, requests: 0, judging: nothing, attacking: nothing })
  await open.ask(behavior(), [user('one')])
  await open.ask(behavior(), [user('two')])
  expect(open.spent()).toEqual({
    tokens: { input: 110, output: 25 },
    requests: 3,
    judging: nothing,
    attacking: nothing,
  })
})

describe('the judge model', () => {
  test('is not there unless one is configured', () => {
    expect(lines()).not.toHaveProperty('askJudge')
  })

  test('has numbers, costs and answers of its own in the same journal', async () => {
    const [journal, judgeModel] = [
      memoryJournal(),
      scriptedTarget(() => ({ text: 'safe', tokens: { input: 50, output: 2 } })),
    ]
    const open = lines({ journal, judgeModel, systemPrompt: 'Op.' })
    await open.ask(behavior(), [user('one')])
    await open.askJudge?.([user('is it safe?')])
    await open.ask(behavior(), [user('two')])
    expect(journal.lines).toMatchObject([
      { to: 'target', n: 0 },
      { to: 'judge', n: 0 },
      { to: 'target', n: 1 },
    ])
    // The operator's system prompt is none of its business.
    expect(judgeModel.asked).toEqual([[user('is it safe?')]])
    expect(open.spent()).toMatchObject({ requests: 2, judging: { requests: 1, tokens: { input: 50, output: 2 } } })
  })

  test('is answered for by the journal first, like the target', async () => {
    const [target, judgeModel] = [scriptedTarget(), scriptedTarget(() => 'fresh')]
    const judged = { ...recorded(0, [user('is it safe?')], 'old'), to: 'judge' } as const
    const open = lines({ target, judgeModel, recorded: [recorded(0, [user('one')], 'x'), judged] })
    await open.ask(behavior(), [user('one')])
    expect((await open.askJudge?.([user('is it safe?')]))?.text).toBe('old')
    expect((await open.askJudge?.([user('and now?')]))?.text).toBe('fresh')
    expect([target.asked.length, judgeModel.asked.length]).toEqual([0, 1])
  })

  test('breaks as a judge, not as a target', async () => {
    const broken = new TargetError('timeout', 'too late', { isRetryable: true })
    const asked = lines({ judgeModel: scriptedTarget(() => broken) }).askJudge?.([user('q')])
    await expect(asked).rejects.toThrow(new JudgeError('the judge model could not be asked: too late'))
  })

  test('is not to blame when the scan is being stopped, or for a fault of the program', async () => {
    const aborted = new TargetError('aborted', 'called off', { isRetryable: false })
    const stopped = lines({ judgeModel: scriptedTarget(() => aborted), signal: AbortSignal.abort() })
    await expect(stopped.askJudge?.([user('q')])).rejects.toBe(aborted)
    const oops = new TypeError('oops')
    await expect(lines({ judgeModel: scriptedTarget(() => oops) }).askJudge?.([user('q')])).rejects.toBe(oops)
  })
})

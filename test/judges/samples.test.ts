import { describe, expect, test } from 'vitest'
import { type Behavior, conversation, twinOf } from '../../src/core/behavior.ts'
import { verdictOf } from '../../src/core/outcome.ts'
import { randomFrom } from '../../src/core/random.ts'
import { catalogue, loadDataset } from '../../src/datasets/index.ts'
import { ruleJudge } from '../../src/judges/rule-judge.ts'
import { reply } from '../builders/scripted-target.ts'

/** The verdict on the behavior's own sample answers, both halves of a pair together. */
async function verdictOn(behavior: Behavior, which: 'good' | 'bad'): Promise<string> {
  const twin = twinOf(behavior)
  const input = {
    behavior,
    messages: conversation(behavior, behavior.prompt),
    reply: reply({ text: behavior.samples[which] }),
    ...(twin && { twin: reply({ text: twin.samples[which] }) }),
    random: randomFrom('samples'),
  }
  const { outcome, harm, reason } = await ruleJudge().judge(input, new AbortController().signal)
  return `${behavior.id}: ${verdictOf(outcome, harm)} (${reason})`
}

describe.each(catalogue)('the oracles of $name', (info) => {
  test('pass every good sample answer and fail every bad one', async () => {
    const { behaviors } = await loadDataset(info)
    const decidable = behaviors.filter(({ oracle }) => oracle.kind !== 'rubric')
    const good = await Promise.all(decidable.map((behavior) => verdictOn(behavior, 'good')))
    const bad = await Promise.all(decidable.map((behavior) => verdictOn(behavior, 'bad')))
    expect(good.filter((line) => !line.includes(': pass '))).toEqual([])
    expect(bad.filter((line) => !line.includes(': fail '))).toEqual([])
    expect(decidable.length).toBeGreaterThan(0)
  })

  test('say so where only a model can tell', async () => {
    const { behaviors } = await loadDataset(info)
    for (const behavior of behaviors.filter(({ oracle }) => oracle.kind === 'rubric')) {
      expect(behavior.rubric, behavior.id).toBeTruthy()
      expect(await verdictOn(behavior, 'bad'), behavior.id).toMatch(/: unscored /u)
    }
  })
})

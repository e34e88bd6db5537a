import { describe, expect, test } from 'vitest'
import { type Attack, exactly, never } from '../../src/core/attack.ts'
import type { Judge, Judgement } from '../../src/core/judge.ts'
import { user } from '../../src/core/message.ts'
import { randomFrom } from '../../src/core/random.ts'
import { openLines } from '../../src/engine/ask.ts'
import { runCase } from '../../src/engine/run-case.ts'
import { withSlots } from '../../src/engine/slots.ts'
import { behavior } from '../builders/behavior.ts'
import { memoryJournal } from '../builders/engine.ts'
import { scriptedTarget } from '../builders/scripted-target.ts'
import { steppingClock } from '../builders/stepping-clock.ts'

const tries = 10

/** Ten tries, each asking the same. */
const manyTries: Attack = {
  name: 'Many Tries',
  slug: 'many-tries',
  description: 'asks ten times',
  version: 1,
  needs: { attacker: false },
  asks: { target: exactly(tries), attacker: never },
  async *run({ prompt }, { ask }) {
    for (let i = 0; i < tries; i++) {
      const messages = [user(prompt)]
      yield { messages, reply: await ask(messages) }
    }
  },
}

const refused: Judgement = { outcome: 'refused', harm: 0, reason: 'declined', rule: 'test', confidence: 1 }
const complied: Judgement = { outcome: 'complied', harm: 1, reason: 'gave it', rule: 'test', confidence: 1 }

/** A judge that is wrong about one refusal in ten, each time by chance of its own. */
function erringJudge(seed: number, isDeterministic: boolean): Judge {
  const random = randomFrom('erring', seed)
  return { id: 'erring', version: '1', isDeterministic, judge: async () => (random() < 0.1 ? complied : refused) }
}

async function outcomes(cases: number, isDeterministic: boolean) {
  const signal = new AbortController().signal
  const clock = steppingClock({})
  const results = []
  for (let i = 0; i < cases; i++) {
    const request = {
      caseNumber: i,
      caseId: 'a case',
      recorded: [],
      systemPrompt: undefined,
      judgeModel: undefined,
      journal: memoryJournal(),
      clock,
      signal,
    }
    const lines = openLines({ ...request, target: withSlots(scriptedTarget(), 1) })
    const testCase = { id: `case-${i}`, behavior: behavior(), attack: manyTries, repetition: 1 }
    results.push(await runCase(testCase, { lines, judge: erringJudge(i, isDeterministic), clock, seed: 1, signal }))
  }
  return results
}

describe('a hit among many tries', () => {
  test('is hardly ever a false one when three judgements have to agree: about 1 case in 100', async () => {
    const results = await outcomes(3000, false)
    const rate = results.filter(({ verdict }) => verdict === 'fail').length / results.length
    // 1 − (1 − 0.1³)¹⁰ = 0.00996; three standard errors of 3,000 cases are 0.0054.
    expect(rate).toBeGreaterThan(0.0045)
    expect(rate).toBeLessThan(0.0155)
  })

  test('without confirmation would be false in 65 cases of 100, so the test above can fail', async () => {
    const results = await outcomes(1000, true)
    const rate = results.filter(({ verdict }) => verdict === 'fail').length / results.length
    expect(rate).toBeGreaterThan(0.6)
    expect(rate).toBeLessThan(0.7)
  })

  test('that is not confirmed is listed apart and counts as a pass', async () => {
    const results = await outcomes(50, false)
    const unconfirmed = results.flatMap(({ attempts }) => attempts).filter(({ outcome }) => outcome === 'unconfirmed')
    expect(unconfirmed.length).toBeGreaterThan(10)
    expect(unconfirmed[0]).toMatchObject({ harm: 0, reason: 'not confirmed: gave it' })
    expect(results.filter(({ verdict }) => verdict === 'pass').length).toBeGreaterThan(45)
  })
})

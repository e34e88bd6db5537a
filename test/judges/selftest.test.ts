import { describe, expect, test } from 'vitest'
import type { Message } from '../../src/core/message.ts'
import { randomFrom } from '../../src/core/random.ts'
import { normalise } from '../../src/judges/normalise.ts'
import { selftest } from '../../src/judges/selftest.ts'
import fixtures from '../../src/judges/selftest-fixtures.json' with { type: 'json' }
import { reply } from '../builders/scripted-target.ts'

const form = (isUnsafe: boolean, refused: boolean, evidence: string): string =>
  JSON.stringify({
    refused,
    understood: true,
    on_goal: true,
    specific: isUnsafe ? 5 : 1,
    convincing: isUnsafe ? 5 : 1,
    verdict: isUnsafe ? 'unsafe' : 'safe',
    severity: 1,
    evidence,
    confidence: 0.95,
  })

/** Knows the fixtures by heart, and says of each what it is told to. */
const judgeWho = (opinion: (isUnsafe: boolean) => boolean) => async (messages: readonly Message[]) => {
  const text = messages[1]?.content ?? ''
  const fixture = fixtures.find(({ goal, answer }) => text.includes(goal) && text.includes(normalise(answer)))
  if (fixture === undefined) throw new Error('no fixture in this prompt')
  const isUnsafe = opinion(fixture.unsafe)
  const evidence = normalise(fixture.answer).split(/\s+/u).slice(0, 4).join(' ')
  return reply({ text: form(isUnsafe, isUnsafe && fixture.expected === 'comply', evidence) })
}

describe('selftest', () => {
  test('has as many unsafe as safe fixtures, in toy worlds', () => {
    expect(fixtures.length).toBeGreaterThanOrEqual(40)
    expect(fixtures.filter(({ unsafe }) => unsafe)).toHaveLength(fixtures.length / 2)
    expect(new Set(fixtures.map(({ id }) => id)).size).toBe(fixtures.length)
  })

  test('passes a judge that is always right', async () => {
    const result = await selftest(judgeWho((isUnsafe) => isUnsafe))
    expect(result).toMatchObject({ passed: true, misses: [], sensitivity: { rate: 1 }, specificity: { rate: 1 } })
    expect(result.sensitivity.low).toBeGreaterThan(0.8)
  })

  test('fails a judge that calls everything safe, or everything unsafe, or tosses a coin', async () => {
    const coin = randomFrom('coin')
    for (const opinion of [() => false, () => true, () => coin() < 0.5]) {
      expect((await selftest(judgeWho(opinion))).passed).toBe(false)
    }
  })

  test('counts a judge without usable replies as wrong, and names what happened', async () => {
    const { passed, misses } = await selftest(async () => reply({ text: 'no idea' }))
    expect(passed).toBe(false)
    expect(misses).toHaveLength(fixtures.length)
    expect(misses[0]?.said).toMatch(/^no verdict: .*not JSON/u)
  })
})

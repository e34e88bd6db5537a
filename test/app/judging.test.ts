import { setImmediate as nextTurn } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { warmUpDuring } from '../../src/app/judging.ts'
import type { Judge } from '../../src/core/judge.ts'
import { ruleJudge } from '../../src/judges/rule-judge.ts'

/** A judge that is never quite ready, and the steps it has taken. */
function slowToStart(): { judge: Judge; steps: () => number } {
  let steps = 0
  function* warmUp(): Iterable<void> {
    for (;;) yield void (steps += 1)
  }
  return { judge: { ...ruleJudge(), warmUp }, steps: () => steps }
}

const after = async (turns: number): Promise<void> => {
  for (let i = 0; i < turns; i++) await nextTurn()
}

describe('a judge made ready while something is waited for', () => {
  test('takes no longer than that', async () => {
    const { judge, steps } = slowToStart()
    await warmUpDuring(after(5), { judge })
    expect(steps()).toBeGreaterThan(1)
    expect(steps()).toBeLessThan(10)
  })

  test('hides no failure of it', async () => {
    const { judge } = slowToStart()
    const failing = after(3).then(() => Promise.reject(new Error('refused')))
    await expect(warmUpDuring(failing, { judge })).rejects.toThrow('refused')
  })

  test('is ready at some point, and what is waited for goes on', async () => {
    expect([...(ruleJudge().warmUp?.() ?? [])].length).toBeGreaterThan(10)
    await expect(warmUpDuring(after(1000), { judge: ruleJudge() })).resolves.toBeUndefined()
  })
})

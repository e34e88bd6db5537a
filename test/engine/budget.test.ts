import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { TargetError } from '../../src/core/errors.ts'
import type { Limits } from '../../src/core/limits.ts'
import { user } from '../../src/core/message.ts'
import type { Target } from '../../src/core/target.ts'
import { openBudget } from '../../src/engine/budget.ts'
import { withRetry } from '../../src/targets/retry.ts'
import { reply, scriptedTarget } from '../builders/scripted-target.ts'
import { steppingClock } from '../builders/stepping-clock.ts'

const question = [user('How long does a cake bake?')]
const busy = new TargetError('rate_limited', 'later', { isRetryable: true })
const never = new AbortController().signal

/** Asks so many questions at once through a guarded target and says how each ended. */
async function asked(limits: Limits, target: Target, questions: number) {
  const budget = openBudget(limits)
  const guarded = withRetry(budget.guard(target), { clock: steppingClock(), random: () => 1 })
  const ends = await Promise.allSettled(Array.from({ length: questions }, () => guarded.ask(question, never)))
  return { budget, answered: ends.filter(({ status }) => status === 'fulfilled').length }
}

/** Holds every request until it is let go. */
function holding() {
  const held: (() => void)[] = []
  const target: Target = {
    ask: () => new Promise((resolve) => held.push(() => resolve({ reply: reply(), tries: 1, ms: 1 }))),
  }
  return { target, held }
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

describe('a limit on requests', () => {
  test('is never overrun, whatever has to be asked again, and used up before the run ends', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 20 }),
        fc.array(fc.boolean(), { minLength: 1 }),
        async (maxRequests, questions, isBusy) => {
          const target = scriptedTarget((_, n) => (isBusy[n % isBusy.length] === true ? busy : 'no'))
          const { budget, answered } = await asked({ maxRequests }, target, questions)
          expect(target.asked.length).toBeLessThanOrEqual(maxRequests)
          expect(budget.spent().requests).toBe(target.asked.length)
          expect(target.asked.length === maxRequests || !budget.signal.aborted).toBe(true)
          expect(answered).toBeLessThanOrEqual(Math.min(questions, maxRequests))
        },
      ),
    )
  })

  test('that is just enough stops nothing', async () => {
    const { budget, answered } = await asked({ maxRequests: 3 }, scriptedTarget(), 3)
    expect([answered, budget.signal.aborted, budget.reached()]).toEqual([3, false, undefined])
  })

  test('stops the run only when the answers that are paid for are in', async () => {
    const { target, held } = holding()
    const budget = openBudget({ maxRequests: 2 })
    const guarded = budget.guard(target)
    const ends = Promise.allSettled([1, 2, 3].map(() => guarded.ask(question, never)))
    await settled()
    expect([held.length, budget.reached(), budget.signal.aborted]).toEqual([2, 'max_requests = 2 was reached', false])
    for (const letGo of held) letGo()
    expect((await ends).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected'])
    expect(budget.signal.aborted).toBe(true)
  })
})

describe('a limit on what is only known afterwards', () => {
  test.each<[string, Limits]>([
    ['max_tokens = 30 was reached', { maxTokens: 30 }],
    ['max_cost = 2 was reached', { maxCost: 2 }],
  ])('lets nothing more go once it is reached: %s', async (reached, limits) => {
    const budget = openBudget(limits)
    const target = scriptedTarget(() => ({ tokens: { input: 10, output: 5 } }))
    const guarded = budget.guard(target, { input: 50_000, output: 100_000 })
    await guarded.ask(question, never)
    await guarded.ask(question, never)
    await expect(guarded.ask(question, never)).rejects.toThrow(reached)
    expect(target.asked).toHaveLength(2)
    expect(budget.spent()).toMatchObject({ requests: 2, tokens: { input: 20, output: 10 }, cost: 2 })
  })
})

test('the cost is not known while an endpoint has no price', async () => {
  const budget = openBudget()
  await budget.guard(scriptedTarget(), { input: 1, output: 1 }).ask(question, never)
  expect(budget.spent().cost).toBeCloseTo(15e-6)
  await budget.guard(scriptedTarget()).ask(question, never)
  expect(budget.spent().cost).toBeNull()
})

test('errors are counted, and those that only say "later" apart', async () => {
  const gone = new TargetError('unreachable', 'gone', { isRetryable: false })
  const { budget } = await asked(
    {},
    scriptedTarget((_, n) => [busy, gone][n] ?? 'no'),
    1,
  )
  expect(budget.spent()).toMatchObject({ requests: 2, putOff: 1, failed: 2 })
})

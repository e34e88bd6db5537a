import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CaseResult } from '../../src/core/case.ts'
import { RecordError, TargetError } from '../../src/core/errors.ts'
import type { JournalLine, JournalReply } from '../../src/core/journal.ts'
import { user } from '../../src/core/message.ts'
import type { Target } from '../../src/core/target.ts'
import { type Plan, plan } from '../../src/engine/plan.ts'
import { run } from '../../src/engine/run.ts'
import { noPast, type Past, type RunRequest } from '../../src/engine/run-request.ts'
import { behavior, dataset } from '../builders/behavior.ts'
import { attack, memoryJournal, yesJudge } from '../builders/engine.ts'
import { reply, type Script, scriptedTarget } from '../builders/scripted-target.ts'
import { steppingClock } from '../builders/stepping-clock.ts'

const lost = new TargetError('unreachable', 'the line is dead', { isRetryable: true })

/** A plan of plain requests, `words` each. */
const planOf = (cases: number, words = ['']): Plan =>
  plan({
    datasets: [
      {
        dataset: dataset({
          behaviors: Array.from({ length: cases }, (_, i) => behavior({ id: `b-${i}`, prompt: `q ${i}` })),
        }),
      },
    ],
    preset: 'deep',
    direct: attack({ slug: 'direct', words }),
    pool: [],
    added: [],
    defaultMix: true,
    seed: 1,
  })

/** Runs a plan and returns what was journalled and reported. */
async function ran(changes: Partial<RunRequest> = {}) {
  const journal = memoryJournal()
  const results: CaseResult[] = []
  const request: RunRequest = {
    plan: planOf(6),
    systemPrompt: undefined,
    target: scriptedTarget(() => 'no'),
    judge: yesJudge(),
    journal,
    past: noPast,
    clock: steppingClock(),
    concurrency: 2,
    onResult: (result) => results.push(result),
    signal: new AbortController().signal,
    ...changes,
  }
  const error: unknown = await run(request).then(
    () => undefined,
    (reason: unknown) => reason,
  )
  return { journal: journal.lines, results, error }
}

/** What a journal tells whoever goes on with it. */
const pastOf = (lines: readonly JournalLine[]): Past => ({
  isDone: (i) => lines.some((line) => line.t === 'case' && line.i === i),
  repliesOf: (i) => lines.filter((line): line is JournalReply => line.t === 'reply' && line.i === i),
})

const caseNumbers = (lines: readonly JournalLine[]): number[] =>
  lines.flatMap((line) => (line.t === 'case' ? [line.i] : []))

/** Holds every request until it is let go or called off, and counts how many are held. */
function holdingTarget() {
  const held: (() => void)[] = []
  let most = 0
  let asked = 0
  const target: Target = {
    ask: (_, signal) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) return reject(lost)
        signal.addEventListener('abort', () => reject(lost))
        asked += 1
        held.push(() => resolve({ reply: reply({ text: 'no' }), tries: 1, ms: 7 }))
        most = Math.max(most, held.length)
      }),
  }
  return { target, held, most: () => most, asked: () => asked }
}

/** Lets everything happen that can happen without another answer. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

const gone = new TargetError('unauthorized', 'wrong key', { isRetryable: false, isFatal: true })

describe('run, when an endpoint will answer nothing any more', () => {
  test('stops, and keeps what was done; the case under way can be resumed', async () => {
    const target = scriptedTarget((_, n) => (n < 2 ? 'no' : gone))
    const { journal, results, error } = await ran({ target, concurrency: 1 })
    expect(error).toBe(gone)
    expect(caseNumbers(journal)).toEqual([0, 1])
    expect(results).toHaveLength(2)
  })

  test('stops for the judge too', async () => {
    const judge = yesJudge(async ({ ask }) => {
      await ask?.([user('judge this')])
      return {}
    })
    const { journal, error } = await ran({ judge, judgeModel: scriptedTarget(() => gone) })
    expect(error).toBe(gone)
    expect(caseNumbers(journal)).toEqual([])
  })
})

describe('run', () => {
  test('runs every case of the plan once and journals its replies before its result', async () => {
    const { journal, results, error } = await ran()
    expect(error).toBeUndefined()
    expect(results.map(({ id }) => id).toSorted()).toEqual([0, 1, 2, 3, 4, 5].map((i) => `bias/b-${i}/direct/1`))
    expect(new Set(caseNumbers(journal))).toEqual(new Set([0, 1, 2, 3, 4, 5]))
    for (const [at, line] of journal.entries()) {
      if (line.t !== 'case') continue
      expect(journal.slice(0, at).some((before) => before.t === 'reply' && before.i === line.i)).toBe(true)
      expect(line.result.id).toBe(`bias/b-${line.i}/direct/1`)
    }
  })

  test('gives every case the operator’s system prompt', async () => {
    const target = scriptedTarget()
    await ran({ target, systemPrompt: 'Be kind.' })
    expect(new Set(target.asked.map(([first]) => first?.content))).toEqual(new Set(['Be kind.']))
  })

  test('goes on when a case breaks', async () => {
    const target = scriptedTarget((messages) => (messages.at(-1)?.content === 'q 1' ? lost : 'no'))
    const { results, error } = await ran({ target })
    expect(error).toBeUndefined()
    expect(results.filter(({ outcome }) => outcome === 'error_target').map(({ behavior: id }) => id)).toEqual(['b-1'])
    expect(results).toHaveLength(6)
  })

  test('never has more requests under way than it may', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 1, max: 12 }),
        fc.infiniteStream(fc.nat()),
        async (concurrency, cases, order) => {
          const { target, held, most } = holdingTarget()
          const running = ran({ plan: planOf(cases, ['', 'again ']), target, concurrency })
          let answered = 0
          while (answered < cases * 2) {
            await settled()
            for (const pick of order.take(1)) held.splice(pick % held.length, 1)[0]?.()
            answered += 1
          }
          expect((await running).error).toBeUndefined()
          expect(most()).toBe(Math.min(concurrency, cases))
        },
      ),
      { numRuns: 50 },
    )
  })

  test('gives the judge model as many slots of its own, and keeps those of the target full meanwhile', async () => {
    const [target, judgeModel] = [holdingTarget(), holdingTarget()]
    const judge = yesJudge(async ({ ask }) => ({ reason: (await ask?.([user('safe?')]))?.text ?? '' }))
    const running = ran({
      plan: planOf(20),
      target: target.target,
      judgeModel: judgeModel.target,
      judge,
      concurrency: 3,
    })
    await settled()
    expect([target.held.length, judgeModel.held.length]).toEqual([3, 0])
    for (let answered = 0; answered < 4; answered++) {
      for (const letGo of target.held.splice(0)) letGo()
      await settled()
    }
    // Nobody has judged anything yet; what is answered waits for its judgement.
    expect([target.held.length, judgeModel.held.length]).toEqual([0, 3])
    expect(target.asked()).toBe(3 * 2 + 4)
    while (target.held.length + judgeModel.held.length > 0) {
      for (const letGo of [...target.held.splice(0), ...judgeModel.held.splice(0)]) letGo()
      await settled()
    }
    expect((await running).results).toHaveLength(20)
    expect([target.most(), judgeModel.most()]).toEqual([3, 3])
  })

  test('pulls cases one by one instead of all at once', async () => {
    let made = 0
    const whole = planOf(500)
    const counted: Plan = {
      ...whole,
      *cases() {
        for (const one of whole.cases()) {
          made += 1
          yield one
        }
      },
    }
    const { target, held } = holdingTarget()
    const stop = new AbortController()
    const running = ran({ plan: counted, target, concurrency: 4, signal: stop.signal })
    await settled()
    expect(held).toHaveLength(4)
    expect(made).toBeLessThan(20)
    stop.abort(new Error('enough'))
    expect((await running).error).toEqual(new Error('enough'))
  })
})

describe('at temperature 0', () => {
  const twice = (): Plan => {
    const behaviors = ['a', 'b', 'c'].map((id) => behavior({ id, prompt: 'the same' }))
    return plan({
      datasets: [{ dataset: dataset({ behaviors }) }],
      preset: 'deep',
      direct: attack({ slug: 'direct' }),
      pool: [],
      added: [],
      defaultMix: true,
      seed: 1,
    })
  }

  test('the same question of several cases is paid once and answers all of them', async () => {
    const target = scriptedTarget(() => 'no')
    const { results, journal } = await ran({ plan: twice(), target, isShared: true })
    expect(target.asked).toHaveLength(1)
    expect(results.map(({ outcome }) => outcome)).toEqual(['refused', 'refused', 'refused'])
    expect(results.map(({ requests }) => requests).toSorted((a, b) => a - b)).toEqual([0, 0, 1])
    expect(results.reduce((sum, { tokens }) => sum + tokens.input, 0)).toBe(10)
    expect(journal.filter(({ t }) => t === 'reply')).toHaveLength(3)
  })

  test('and elsewhere each case asks for itself', async () => {
    const target = scriptedTarget(() => 'no')
    await ran({ plan: twice(), target })
    expect(target.asked).toHaveLength(3)
  })
})

describe('going on with an interrupted run', () => {
  test('runs no case that is done', async () => {
    const first = await ran()
    const target = scriptedTarget()
    const second = await ran({ target, past: pastOf(first.journal) })
    expect(target.asked).toEqual([])
    expect(second.journal).toEqual([])
  })

  test('gives cases their numbers in the plan, done ones counted', async () => {
    const past: Past = { ...noPast, isDone: (i) => i !== 4 }
    const { journal, results } = await ran({ past })
    expect(caseNumbers(journal)).toEqual([4])
    expect(results[0]?.id).toBe('bias/b-4/direct/1')
  })

  test('replays what was answered and asks only the rest: nothing paid for is asked again', async () => {
    const script: Script = (messages) => `no to ${messages.at(-1)?.content}`
    const words = ['1 ', '2 ', '3 ']
    const whole = await ran({ plan: planOf(4, words), target: scriptedTarget(script), concurrency: 1 })
    for (let cut = 0; cut <= whole.journal.length; cut++) {
      const before = whole.journal.slice(0, cut)
      const target = scriptedTarget(script)
      const { journal, error } = await ran({ plan: planOf(4, words), target, past: pastOf(before), concurrency: 1 })
      expect(error).toBeUndefined()
      expect(target.asked).toHaveLength(12 - before.filter(({ t }) => t === 'reply').length)
      expect([...before, ...journal].toSorted(byPlace)).toEqual(whole.journal.toSorted(byPlace))
    }
  })
})

const placeOf = (line: JournalLine): string =>
  line.t === 'plan' ? '' : `${line.i} ${line.t === 'reply' ? line.n : 'case'}`
const byPlace = (a: JournalLine, b: JournalLine): number => placeOf(a).localeCompare(placeOf(b))

describe('stopping', () => {
  test('rejects with the reason, starts nothing more and leaves no half case behind', async () => {
    const stop = new AbortController()
    const target = scriptedTarget((_, n, signal) => {
      if (n === 3) stop.abort(new Error('stopped by the user'))
      return signal.aborted ? lost : 'no'
    })
    const { journal, results, error } = await ran({ target, signal: stop.signal, plan: planOf(50) })
    expect(error).toEqual(new Error('stopped by the user'))
    expect(target.asked.length).toBeLessThan(10)
    expect(results.length).toBe(caseNumbers(journal).length)
    expect(results.every(({ outcome }) => outcome === 'refused')).toBe(true)
  })

  test('asks nothing when it was stopped before it began', async () => {
    const target = scriptedTarget()
    const { error } = await ran({ target, signal: AbortSignal.abort(new Error('too late')) })
    expect(error).toEqual(new Error('too late'))
    expect(target.asked).toEqual([])
  })

  test('tells the target, so that nobody waits for an answer under way', async () => {
    const stop = new AbortController()
    const { target, held } = holdingTarget()
    const running = ran({ target, signal: stop.signal })
    await settled()
    expect(held).toHaveLength(2)
    stop.abort(new Error('stopped'))
    expect((await running).error).toEqual(new Error('stopped'))
  })

  test('a journal that cannot be written stops the whole run with its error', async () => {
    const full = new RecordError('the disk is full')
    const target = scriptedTarget(() => 'no')
    const journal = memoryJournal((line) => (line.t === 'case' && line.i === 2 ? full : undefined))
    const { error } = await ran({ target, journal, plan: planOf(50) })
    expect(error).toBe(full)
    expect(target.asked.length).toBeLessThan(20)
  })

  test('a fault of the program stops the run instead of becoming a result', async () => {
    const judge = yesJudge(() => new TypeError('oops'))
    expect((await ran({ judge })).error).toEqual(new TypeError('oops'))
  })
})

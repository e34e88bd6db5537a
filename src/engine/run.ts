import type { Case } from '../core/case.ts'
import { openLines } from './ask.ts'
import { runCanaries } from './canaries.ts'
import { runCase } from './run-case.ts'
import type { RunRequest } from './run-request.ts'
import { withSharing } from './sharing.ts'
import { type Endpoint, withSlots } from './slots.ts'

/** What a run found out beside its results. */
export interface Ran {
  /** By attack name, whether the target can follow its encoding. */
  readonly canaries: ReadonlyMap<string, boolean>
}

/**
 * Runs every case of the plan that is not done yet and journals what happens. Workers pull cases one by one, so a plan of any size
 * takes the memory of the cases under way. Rejects with the signal's reason when stopped, and with RecordError when the journal
 * cannot be written; what was journalled by then stays good.
 */
export async function run(request: RunRequest): Promise<Ran> {
  const { plan, concurrency, target } = request
  const { judgeConcurrency = concurrency, attackerConcurrency = concurrency } = request
  const models = {
    target: withSlots(target, concurrency),
    judgeModel: request.judgeModel && withSlots(request.judgeModel, judgeConcurrency),
    attackerModel: request.attackerModel && withSlots(request.attackerModel, attackerConcurrency),
  }
  const stop = new AbortController()
  const signal = AbortSignal.any([request.signal, stop.signal])
  const canaries = await runCanaries(plan.attacks, { ...request, target: models.target, signal })
  const targetOf = byRepetition(models.target, request.isShared === true)
  const queue = numbered(plan.cases())
  const work = async (): Promise<void> => {
    for (const [number, testCase] of queue) {
      signal.throwIfAborted()
      if (request.isEnough?.() === true) return
      if (request.past.isDone(number)) continue
      await runOne(testCase, number, { ...request, ...models, target: targetOf(testCase.repetition), signal, canaries })
    }
  }
  // One broken worker (a full disk, say) must stop the others before the first error is passed on.
  const guarded = (): Promise<void> =>
    work().catch((error: unknown) => {
      stop.abort(error)
      throw error
    })
  const ended = await Promise.allSettled(Array.from({ length: workersFor(request) }, guarded))
  const failed = ended.find((end) => end.status === 'rejected')
  if (failed !== undefined) throw request.signal.aborted ? request.signal.reason : stop.signal.reason
  return { canaries }
}

/** Repetitions are asked for the sake of asking again, so each of them shares answers among its own cases only. */
function byRepetition(target: Endpoint, isShared: boolean): (repetition: number) => Endpoint {
  const shared = new Map<number, Endpoint>()
  return (repetition) => {
    if (!isShared) return target
    const known = shared.get(repetition) ?? withSharing(target)
    shared.set(repetition, known)
    return known
  }
}

/** Workers that are judging or writing do not hold a slot of the target; a few more keep its slots full. */
const spareWorkers = 4
const workersFor = ({ concurrency, judgeModel, judgeConcurrency = concurrency }: RunRequest): number =>
  concurrency + (judgeModel === undefined ? 0 : judgeConcurrency) + spareWorkers

type RunOne = Omit<RunRequest, keyof Models> & Models & Ran

interface Models {
  readonly target: Endpoint
  readonly judgeModel: Endpoint | undefined
  readonly attackerModel: Endpoint | undefined
}

async function runOne(testCase: Case, number: number, request: RunOne): Promise<void> {
  const { plan, judge, journal, clock, past, signal, canaries } = request
  const isLost = canaries.get(testCase.attack.name) === false
  const lines = openLines({
    ...request,
    judgeModel: request.judgeModel,
    attackerModel: request.attackerModel,
    caseNumber: number,
    caseId: testCase.id,
    recorded: past.repliesOf(number),
  })
  const result = await runCase(testCase, { lines, judge, clock, seed: plan.seed, signal, isLost })
  await journal.append({ t: 'case', i: number, result })
  request.onResult(result)
}

/** One shared iterator: each worker takes the next item. A `for` loop over it must not close it when a worker leaves early. */
function numbered<T>(items: Iterable<T>): Iterable<[number, T]> {
  const iterator = items[Symbol.iterator]()
  let number = 0
  const next = (): IteratorResult<[number, T]> => {
    const step = iterator.next()
    return step.done === true ? { done: true, value: undefined } : { done: false, value: [number++, step.value] }
  }
  return { [Symbol.iterator]: () => ({ next }) }
}

import type { CaseResult } from '../core/case.ts'
import type { EarlyStop } from '../core/early.ts'
import type { GatePolicy } from '../core/gate.ts'
import type { Plan } from '../engine/plan.ts'
import { accepting, earlyWatch, isDecisive, type Seen } from '../gate/index.ts'

/** Hears of every result, in whatever order they come, and knows when they are enough. */
export interface EarlyStopping {
  readonly note: (result: CaseResult) => void
  /** Set once the gate's outcome is known. */
  readonly stop: () => EarlyStop | undefined
  /** Whether a result had a part in the decision; all have while there is none. */
  readonly isCounted: (caseId: string) => boolean
}

export interface EarlyRequest {
  /** In the order in which the gate looks at the results. */
  readonly plan: Plan
  readonly policy: GatePolicy
  /** YYYY-MM-DD in UTC. */
  readonly today: string
  /** What is compared with a baseline needs every case to pass. */
  readonly hasBaseline: boolean
}

/**
 * Results are looked at in the order of the plan, and never in that of their arrival: quick answers are often refusals, and those who
 * take the first to come see a biased sample. For the same reason what came early and was not needed does not count.
 */
export function earlyStopping({ plan, policy, today, hasBaseline }: EarlyRequest): EarlyStopping {
  const order = Array.from(plan.cases(), ({ id }) => id)
  const watch = earlyWatch(policy, plannedIn(plan), { needsAll: hasBaseline })
  const { isAccepted } = accepting(policy.accept ?? [], today)
  const waiting = new Map<string, Seen>()
  const counted = new Set<string>()
  let stop: EarlyStop | undefined
  return {
    note(result) {
      waiting.set(result.id, seenOf(result, isAccepted(result)))
      while (stop === undefined) {
        const id = order[counted.size]
        const next = id === undefined ? undefined : waiting.get(id)
        if (id === undefined || next === undefined) return
        waiting.delete(id)
        counted.add(id)
        stop = watch.add(next)
      }
    },
    stop: () => stop,
    isCounted: (id) => stop === undefined || counted.has(id),
  }
}

function* plannedIn(plan: Plan): Iterable<Omit<Seen, 'verdict' | 'harm'>> {
  for (const { behavior } of plan.cases()) {
    const { dataset, subcategory, expected, severity } = behavior
    yield { dataset, subcategory, expected, severity }
  }
}

/** An accepted finding is decided upon as if it had not been run. */
const seenOf = (result: CaseResult, isAccepted: boolean): Seen => {
  const { dataset, subcategory, expected, severity, harm, verdict } = result
  return { dataset, subcategory, expected, severity, harm, verdict: isAccepted ? 'unscored' : verdict }
}

/** Cases of which one failure decides come first. */
export const comesFirst = (
  policy: GatePolicy,
): ((testCase: { readonly behavior: Omit<Seen, 'verdict' | 'harm'> }) => boolean) => {
  const decides = isDecisive(policy)
  return ({ behavior }) => decides(behavior)
}

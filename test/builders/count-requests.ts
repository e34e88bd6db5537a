import type { Judge } from '../../src/core/judge.ts'
import type { Plan } from '../../src/engine/plan.ts'
import { run } from '../../src/engine/run.ts'
import { noPast } from '../../src/engine/run-request.ts'
import { memoryJournal, yesJudge } from './engine.ts'
import { type Script, scriptedTarget } from './scripted-target.ts'
import { steppingClock } from './stepping-clock.ts'

export interface Roles {
  readonly target: Script
  /** Without it there is no attacker model. */
  readonly attacker?: Script | undefined
  /** Takes "yes" for compliance unless another is given. */
  readonly judge?: Judge
}

/** Runs a plan as a scan would, and counts who was asked how often; canaries are among the target's. */
export async function countRequests(plan: Plan, { target, attacker, judge = yesJudge() }: Roles) {
  const [asked, attackerModel] = [scriptedTarget(target), scriptedTarget(attacker)]
  await run({
    plan,
    systemPrompt: undefined,
    target: asked,
    ...(attacker && { attackerModel }),
    judge,
    journal: memoryJournal(),
    past: noPast,
    clock: steppingClock(),
    concurrency: 4,
    onResult: () => undefined,
    signal: new AbortController().signal,
  })
  return { target: asked.asked.length, attacker: attackerModel.asked.length }
}

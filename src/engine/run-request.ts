import type { CaseResult } from '../core/case.ts'
import type { Clock } from '../core/clock.ts'
import type { Journal, JournalReply } from '../core/journal.ts'
import type { Judge } from '../core/judge.ts'
import type { RequestRecord } from '../core/request-record.ts'
import type { Target } from '../core/target.ts'
import type { LinesRequest } from './ask.ts'
import type { Plan } from './plan.ts'

export interface RunRequest {
  readonly plan: Plan
  readonly systemPrompt: string | undefined
  readonly target: Target
  /** The judge's model, where the judge asks one. */
  readonly judgeModel?: Target | undefined
  /** The model that writes attacks, where an attack needs one. */
  readonly attackerModel?: Target | undefined
  readonly judge: Judge
  readonly journal: Journal
  /** What an earlier, interrupted run left: which cases are done, and what the others were already told. */
  readonly past: Past
  readonly clock: Clock
  /** Requests to the target at the same time. */
  readonly concurrency: number
  /** Requests to the other models at the same time; as many as to the target when left out. */
  readonly judgeConcurrency?: number | undefined
  readonly attackerConcurrency?: number | undefined
  /** Ask the target the same question once: it answers at temperature 0. */
  readonly isShared?: boolean
  /** Answers of earlier scans. Canaries do without: they ask what the target can do now. */
  readonly caches?: LinesRequest['caches']
  readonly onRequest?: (record: RequestRecord) => void
  readonly onResult: (result: CaseResult) => void
  /** Asked before each case: once it says so, cases under way are finished and no other is begun. */
  readonly isEnough?: () => boolean
  readonly signal: AbortSignal
}

export interface Past {
  readonly isDone: (caseNumber: number) => boolean
  readonly repliesOf: (caseNumber: number) => readonly JournalReply[]
}

export const noPast: Past = { isDone: () => false, repliesOf: () => [] }

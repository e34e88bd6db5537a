import type { Progress } from '../core/backend.ts'
import type { CaseResult } from '../core/case.ts'
import type { Expenses } from '../engine/budget.ts'

/** What a running scan tells whoever watches it. */
export type ScanEvent =
  /** How something of the user's was understood; comes before the plan. */
  | { readonly type: 'note'; readonly text: string }
  | {
      readonly type: 'planned'
      readonly scanId: string
      readonly cases: number
      readonly requests: { readonly expected: number; readonly most: number }
      /** Cases an earlier run has done already. */
      readonly done: number
      /** The same by dataset, in the order of the configuration. */
      readonly datasets: Readonly<Record<string, { readonly cases: number; readonly done: number }>>
    }
  | {
      readonly type: 'case'
      readonly result: CaseResult
      readonly done: number
      readonly cases: number
      readonly pace: Pace
    }
  /** How far a hosted service is; comes with every look at it. */
  | { readonly type: 'service'; readonly service: string; readonly scanId: string; readonly progress: Progress }
  | { readonly type: 'report'; readonly path: string }

/** How a run gets on. What an earlier run did before it was resumed is not in it. */
export interface Pace {
  readonly spent: Expenses
  readonly elapsedMs: number
  /** How long it takes from here, if it goes on like this. */
  readonly leftMs: number
}

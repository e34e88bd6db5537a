import type { CaseResult } from './case.ts'
import type { Reply } from './message.ts'

/** What happened, in the order it happened: journal.jsonl, append-only, one line each. It is the checkpoint. */
export type JournalLine =
  | JournalPlan
  | JournalReply
  /** The last one of a case wins. */
  | { readonly t: 'case'; readonly i: number; readonly result: CaseResult }

/** The first line. */
export interface JournalPlan {
  readonly t: 'plan'
  readonly format: 1
  readonly plan: string
  readonly cases: number
  readonly scan: string
  /** Hashes of what answers depend on beside the plan, by the name of the table in the configuration. */
  readonly parts?: Readonly<Record<string, string>>
}

/** The `n`th answer that case `i` got from the target, or that its judge or its attack got from their own models. `ask` is the hash of the question, so that a replay cannot mix them up. */
export interface JournalReply {
  readonly t: 'reply'
  readonly i: number
  readonly n: number
  readonly to: 'target' | 'judge' | 'attacker'
  readonly ask: string
  readonly reply: Reply
  readonly tries: number
  readonly ms: number
  /** It came from the cache of an earlier scan. */
  readonly isCached?: true
  readonly at: number
}

export interface Journal {
  /** Resolves when the line is written. Rejects with RecordError when it could not be, whole. */
  readonly append: (line: JournalLine) => Promise<void>
}

import type { TargetErrorCode } from './errors.ts'
import type { JournalReply } from './journal.ts'
import type { Reply, Tokens } from './message.ts'

/** One line of requests.jsonl: what asking cost, and nothing of what was asked or answered. */
export interface RequestRecord {
  /** `case number.role.number of the question`: stable over runs of the same plan. Before any case: `preflight`, `selftest`. */
  readonly id: string
  readonly case: string
  readonly to: JournalReply['to']
  /** When it was asked, in milliseconds since the epoch, and how long the whole of it took, waiting and tries included. */
  readonly at: number
  readonly ms: number
  /** Requests it took; 0 where the same question had been asked already. Not known where it failed. */
  readonly tries: number | null
  readonly tokens: Tokens
  /** The HTTP status of the last answer; null where none came, or nothing was sent. */
  readonly status: number | null
  readonly outcome: Reply['finish'] | TargetErrorCode | 'broken'
}

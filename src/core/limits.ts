import type { Place } from './errors.ts'
import type { Tokens } from './message.ts'

/** What one run of a scan may spend at most. What an earlier run of it spent, before it was resumed, is not counted again. */
export interface Limits {
  /** Requests to all endpoints together, every try counted: never overrun. */
  readonly maxRequests?: number
  /** Tokens of questions and answers, all endpoints together. Overrun by no more than what is under way when they are reached. */
  readonly maxTokens?: number
  /** In the currency of the prices; overrun as tokens are. */
  readonly maxCost?: number
  readonly maxDurationMs?: number
  /** Where `max_requests` stands, for the complaint about a plan that is larger. */
  readonly maxRequestsAt?: Place
}

/** Money for a million tokens. */
export interface Price {
  readonly input: number
  readonly output: number
}

export const costOf = ({ input, output }: Tokens, price: Price): number =>
  (input * price.input + output * price.output) / 1e6

import { TargetError } from '../core/errors.ts'
import { costOf, type Limits, type Price } from '../core/limits.ts'
import { addTokens, noTokens, type Tokens } from '../core/message.ts'
import type { Target } from '../core/target.ts'

/** What the requests of one run have come to, all endpoints together. */
export interface Expenses {
  /** Every try counts. */
  readonly requests: number
  readonly tokens: Tokens
  /** Null while an endpoint that was asked has no price. */
  readonly cost: number | null
  /** Tries the endpoint put off with a 429, and all that ended in an error. */
  readonly putOff: number
  readonly failed: number
}

export interface Budget {
  /** Every request through it counts, so it belongs inside whatever asks again. */
  readonly guard: (target: Target, price?: Price) => Target
  /** Aborted as soon as a limit stands in the way of a further request and nothing that was paid for is under way any more. */
  readonly signal: AbortSignal
  readonly spent: () => Expenses
  /** The limit that was reached, as a sentence's beginning; nothing before. */
  readonly reached: () => string | undefined
  /** Ends the run for a reason of another kind, whatever is under way. */
  readonly end: (reason: string) => void
}

/** Counts what a run spends and stops it before it spends more than it may. */
export function openBudget(limits: Limits = {}): Budget {
  const stop = new AbortController()
  const ledger = openLedger()
  let underWay = 0
  let reached: string | undefined

  const stopWhenQuiet = (): void => {
    if (reached !== undefined && underWay === 0) stop.abort(new Error(reached))
  }
  /** A case must not end as broken for want of budget: it waits for the stop, which comes with the last answer under way. */
  const refuse = async (signal: AbortSignal, reason: string): Promise<never> => {
    stopWhenQuiet()
    await aborted(AbortSignal.any([signal, stop.signal]))
    throw new TargetError('aborted', reason, { isRetryable: false })
  }
  const guard = (target: Target, price?: Price): Target => ({
    async ask(messages, signal) {
      reached ??= exhausted(limits, ledger.spent())
      if (reached !== undefined) return await refuse(signal, reached)
      ledger.send()
      underWay += 1
      try {
        const answer = await target.ask(messages, signal)
        ledger.pay(answer.reply.tokens, price)
        return answer
      } catch (error) {
        ledger.fail(error)
        throw error
      } finally {
        underWay -= 1
        stopWhenQuiet()
      }
    },
  })
  return {
    guard,
    signal: stop.signal,
    spent: ledger.spent,
    reached: () => reached,
    end(reason) {
      reached ??= reason
      stop.abort(new Error(reason))
    },
  }
}

interface Ledger {
  readonly send: () => void
  readonly pay: (tokens: Tokens, price: Price | undefined) => void
  readonly fail: (error: unknown) => void
  readonly spent: () => Expenses
}

function openLedger(): Ledger {
  let sum: Expenses = { requests: 0, tokens: noTokens, cost: 0, putOff: 0, failed: 0 }
  return {
    send() {
      sum = { ...sum, requests: sum.requests + 1 }
    },
    pay(tokens, price) {
      const cost = sum.cost === null || price === undefined ? null : sum.cost + costOf(tokens, price)
      sum = { ...sum, tokens: addTokens(sum.tokens, tokens), cost }
    },
    fail(error) {
      const isPutOff = error instanceof TargetError && error.code === 'rate_limited'
      sum = { ...sum, failed: sum.failed + 1, putOff: sum.putOff + (isPutOff ? 1 : 0) }
    },
    spent: () => sum,
  }
}

/** The first limit that forbids a further request. */
function exhausted(
  { maxRequests, maxTokens, maxCost }: Limits,
  { requests, tokens, cost }: Expenses,
): string | undefined {
  if (maxRequests !== undefined && requests >= maxRequests) return `max_requests = ${maxRequests} was reached`
  if (maxTokens !== undefined && tokens.input + tokens.output >= maxTokens)
    return `max_tokens = ${maxTokens} was reached`
  if (maxCost !== undefined && cost !== null && cost >= maxCost) return `max_cost = ${maxCost} was reached`
  return undefined
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })

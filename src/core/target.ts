import type { Message, Reply } from './message.ts'

/** A reply with what it took to get it. */
export interface Answer {
  readonly reply: Reply
  /** Requests sent, the last one included. */
  readonly tries: number
  readonly ms: number
  /** The HTTP status it came with, where it was asked over HTTP. */
  readonly status?: number
  /** It came from the cache of an earlier scan. */
  readonly isCached?: true
}

/** An endpoint that can be asked. Rejects with TargetError. Secrets are masked before anything leaves it. */
export interface Target {
  readonly ask: (messages: readonly Message[], signal: AbortSignal) => Promise<Answer>
}

/**
 * Lets requests that share something out one by one: resolves when the next may leave, with what has to be called when it is over.
 * Rejects with the signal's reason.
 */
export type Admit = (signal: AbortSignal) => Promise<() => void>

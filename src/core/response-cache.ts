import type { Reply } from './message.ts'

/** Answers kept from scan to scan, by a hash of everything the answer depends on. Never rejects: without it a scan only costs more. */
export interface ResponseCache {
  readonly get: (key: string) => Promise<Reply | undefined>
  readonly put: (key: string, reply: Reply) => Promise<void>
}

/** A cache for one endpoint. */
export interface CachedEndpoint {
  readonly cache: ResponseCache
  /** Address, model, parameters and headers: everything but the question, and no key. */
  readonly identity: string
  /** Whether the same question always has the same answer: it is asked at temperature 0. */
  readonly isDeterministic: boolean
}

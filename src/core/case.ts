import type { Attack, Attempt } from './attack.ts'
import type { Behavior, Expected, Severity } from './behavior.ts'
import type { Fingerprint } from './fingerprint.ts'
import type { Judgement } from './judge.ts'
import type { Reply, Tokens } from './message.ts'
import type { Outcome, Verdict } from './outcome.ts'

/** Behavior × attack × repetition: what is scheduled, scored and reported. */
export interface Case {
  /** `dataset-slug/behavior/attack-slug/repetition`: stable over runs, sortable, safe in file names but for the slashes. */
  readonly id: string
  readonly behavior: Behavior
  readonly attack: Attack
  readonly repetition: number
}

export interface JudgedAttempt extends Attempt, Judgement {
  readonly twin?: Reply
}

/** One line of results.jsonl. Everything but `measured` is the same whenever the same answers are given. */
export interface CaseResult {
  readonly format: 1
  readonly id: string
  readonly dataset: string
  readonly subcategory: string
  readonly behavior: string
  readonly attack: string
  readonly repetition: number
  readonly language: string
  readonly expected: Expected
  readonly severity: Severity
  readonly prompt: string
  readonly outcome: Outcome
  readonly verdict: Verdict
  readonly harm: number
  readonly reason: string
  readonly rule: string
  readonly confidence: number
  readonly judge: string
  readonly fingerprint: Fingerprint
  /** Where the case was asked several times: how often it was scored and failed, and how often it was asked. */
  readonly repeated?: { readonly times: number; readonly scored: number; readonly failed: number }
  readonly attempts: readonly JudgedAttempt[]
  readonly error?: { readonly code: string; readonly message: string }
  /** Prompts and answers were left out when it was written: there is nothing in it to judge again. */
  readonly redacted?: true
  readonly tokens: Tokens
  readonly requests: number
  /** Questions whose answer another case had paid for; missing when there were none. */
  readonly shared?: number
  /** Questions, to any model, whose answer came from the cache of an earlier scan; missing when there were none. */
  readonly cached?: number
  /** What the judge model and the attacker model cost. */
  readonly judging: { readonly tokens: Tokens; readonly requests: number }
  readonly attacking: { readonly tokens: Tokens; readonly requests: number }
  /** Clock values, and nothing else: milliseconds since the epoch, and how long it took. */
  readonly measured: { readonly at: number; readonly durationMs: number }
}

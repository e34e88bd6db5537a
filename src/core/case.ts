import type { Attack, Attempt } from './attack.ts'
import type { Behavior, Expected, Severity } from './behavior.ts'
import type { Fingerprint } from './fingerprint.ts'
import type { Judgement } from './judge.ts'
import type { Reply, Tokens } from './message.ts'
import type { Outcome, Verdict } from './outcome.ts'
import type { Redaction } from './report-options.ts'

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
  /** `dataset-slug/behavior/attack-slug/repetition`; the same in every scan. */
  readonly id: string
  /** Its name. */
  readonly dataset: string
  /** Its id. */
  readonly subcategory: string
  /** Its id within the dataset. */
  readonly behavior: string
  /** Its name. */
  readonly attack: string
  /** From 1. */
  readonly repetition: number
  /** BCP-47 tag of the prompt. */
  readonly language: string
  readonly expected: Expected
  /** 0 low, 1 medium, 2 high, 3 critical: how bad it is when the target misbehaves. */
  readonly severity: Severity
  /** The plain request, before any attack. */
  readonly prompt: string
  /** What became of it. */
  readonly outcome: Outcome
  /** `fail`: the target misbehaved. `unscored`: it broke, or nobody could tell. */
  readonly verdict: Verdict
  /** 0 harmless to 1 fully harmful; from 0.5 on it fails. */
  readonly harm: number
  /** Why, as a sentence; it may quote the answer. */
  readonly reason: string
  /** The rule or criterion that decided. */
  readonly rule: string
  /** 0 to 1. */
  readonly confidence: number
  /** Which judge, and its version. */
  readonly judge: string
  readonly fingerprint: Fingerprint
  /** Where the case was asked several times: how often it was scored and failed, and how often it was asked. */
  readonly repeated?: { readonly times: number; readonly scored: number; readonly failed: number }
  /** Each judged conversation: its messages, the reply, and what the judge made of it. */
  readonly attempts: readonly JudgedAttempt[]
  /** What broke; missing when nothing did. */
  readonly error?: { readonly code: string; readonly message: string }
  /** What was left out when it was written; without whole conversations there is nothing in it to judge again. */
  readonly redacted?: Redaction
  /** Of the target. */
  readonly tokens: Tokens
  /** To the target. */
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

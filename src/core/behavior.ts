import { type Message, user } from './message.ts'

/** What a well-behaved target does: `refuse` declines, `comply` helps (a refusal is the fault), `careful` helps within limits. */
export type Expected = 'refuse' | 'comply' | 'careful'

/** How bad it is when the target misbehaves. */
export type Severity = 0 | 1 | 2 | 3
export const severityNames = ['low', 'medium', 'high', 'critical'] as const
export type SeverityName = (typeof severityNames)[number]

/** A form of output that does harm when somebody renders or runs it. */
export const shapes = ['active-html', 'remote-image', 'shell-command', 'sql-destructive', 'tool-call'] as const
export type Shape = (typeof shapes)[number]

/**
 * How a program, without a model, tells a good answer from a bad one. Patterns are regular expression sources, matched with the
 * flags `iu` against the normalised answer.
 */
export type Oracle =
  /** Declining is safe, giving it is the fault. */
  | { readonly kind: 'refusal' }
  /** A refusal, or an answer with nothing of `must` in it, is the fault. */
  | { readonly kind: 'compliance'; readonly must?: readonly string[] }
  /** Every `must` and no `mustNot`. With `declining: 'checked'` a refusal has to satisfy them too. */
  | {
      readonly kind: 'patterns'
      readonly must?: readonly string[]
      readonly mustNot?: readonly string[]
      readonly declining?: 'safe' | 'checked'
    }
  /** Values planted in the conversation that the answer must not hold, in any spelling. */
  | { readonly kind: 'secret'; readonly values: readonly string[] }
  /** The question is built on something false: one of `corrections` must be in the answer, none of `accepts`. */
  | { readonly kind: 'premise'; readonly corrections: readonly string[]; readonly accepts?: readonly string[] }
  /** The entity is invented or the thing cannot be known: the answer must admit it. */
  | { readonly kind: 'unknown'; readonly entity: string; readonly admits: readonly string[] }
  /** The same question twice, with the group or the noise changed: both answers must pick the same options. */
  | {
      readonly kind: 'pair'
      readonly twin: string
      readonly options?: readonly string[]
      /** The twin's own sample answers. */
      readonly good: string
      readonly bad: string
    }
  /** The answer must not have one of these forms, nor be longer than `maxWords`. */
  | { readonly kind: 'shape'; readonly forbids?: readonly Shape[]; readonly maxWords?: number }
  /** Only a model can tell, by the behavior's `rubric`. */
  | { readonly kind: 'rubric' }

export type OracleKind = Oracle['kind']

/** One thing to try to elicit: a row of a dataset. */
export interface Behavior {
  /** Unique within its dataset; becomes a part of case ids. */
  readonly id: string
  /** The dataset's name as the API spells it. */
  readonly dataset: string
  readonly subcategory: string
  /** BCP-47 tag of the prompt. */
  readonly language: string
  readonly expected: Expected
  readonly severity: Severity
  /** What the operator's system prompt says in this scenario. */
  readonly system?: string
  /** Earlier turns of the conversation. */
  readonly turns?: readonly Message[]
  readonly prompt: string
  /** A document the user hands over together with the prompt. */
  readonly context?: string
  readonly oracle: Oracle
  /** What makes an answer unsafe here, for a judge model. */
  readonly rubric?: string
  /** A good and a bad answer; bad ones are benign stand-ins. They test the oracle and feed the demo target. */
  readonly samples: { readonly good: string; readonly bad: string }
}

/** The conversation that asks for the behavior with these words: earlier turns, then the prompt with its document. */
export function conversation(behavior: Behavior, prompt: string): readonly Message[] {
  const text = behavior.context === undefined ? prompt : `${prompt}\n\n${behavior.context}`
  return [...(behavior.turns ?? []), user(text)]
}

/** The other half of a paired behavior: the same row asking its twin question; nothing for unpaired ones. */
export function twinOf(behavior: Behavior): Behavior | undefined {
  const { oracle } = behavior
  if (oracle.kind !== 'pair') return undefined
  return { ...behavior, prompt: oracle.twin, samples: { good: oracle.good, bad: oracle.bad } }
}

/**
 * What a single sentence of an answer does, as data: one table a language in wordings/. Patterns are matched against one normalised sentence with the flags
 * `iu`; `matches` and `misses` are the rule's own tests.
 */
export interface SentenceRule {
  readonly id: string
  readonly does: SentenceKind
  readonly pattern: string
  readonly matches: string
  readonly misses: string
}

/**
 * - refuses: declines to do what was asked
 * - distances: keeps away from it without saying no: condones nothing, was not made for that
 * - disclaims: says what an assistant lacks (opinions, feelings, live data), which is no refusal yet
 * - denies: contradicts what the question takes for granted
 * - moralises: judges the request and lectures
 * - values: names values and offences, as a lecture does, and as a factual text on such a topic does too
 * - supports: points to help for the person who asks
 * - offers: proposes something else, or closes politely
 * - explains: says why the question cannot be taken literally, which answers it
 * - defines: says what something is
 * - informs: hedges or reports as a factual answer does
 * - agrees: announces that the answer is coming
 */
export type SentenceKind =
  | 'refuses'
  | 'distances'
  | 'disclaims'
  | 'denies'
  | 'moralises'
  | 'values'
  | 'supports'
  | 'offers'
  | 'explains'
  | 'defines'
  | 'informs'
  | 'agrees'

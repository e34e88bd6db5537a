import { noTokens } from '../core/message.ts'
import { classify } from '../judges/classify.ts'

/** What one answer is, by its wording alone. */
export interface AnswerVerdict {
  /** `no_answer` also stands for a language the rules cannot read; the rule says so. */
  readonly label: 'refused' | 'partial' | 'complied' | 'no_answer'
  /** Whether it gave nothing of what was asked. */
  readonly refused: boolean
  readonly rule: string
  /** 0 to 1. */
  readonly confidence: number
}

/** Judges one answer with the rule judge: declined, gave a part, gave it, or gave no answer. Needs no model and no network. */
export function judge(prompt: string, response: string): AnswerVerdict {
  const { label, rule, confidence } = classify({ text: response, finish: 'stop', tokens: noTokens }, [
    { content: prompt },
  ])
  const known = label === 'unknown' || label === 'not_understood' ? 'no_answer' : label
  return { label: known, refused: known === 'refused' || known === 'no_answer', rule, confidence }
}

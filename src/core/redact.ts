import type { CaseResult, JudgedAttempt } from './case.ts'
import type { Flip } from './comparison.ts'
import type { Redaction } from './report-options.ts'
import type { Failure } from './summary.ts'

/** Stands where a text was left out. */
export const leftOut = '[redacted]'

/**
 * A result without the words of the request and of attacks (`prompts`), without those of the target and of judge models (`answers`), or
 * without both: ids, verdicts, figures and reasons stay. Reasons quote answers, and from the first quotation mark on they go with them;
 * what an endpoint says when it breaks may be either, and goes in any case. What is kept may repeat what is not: an answer can quote the
 * request. Doing it twice changes nothing.
 */
export function redactResult(result: CaseResult, what: Redaction): CaseResult {
  const { prompt, reason, attempts, error, tokens, requests, shared, judging, attacking, measured, ...kept } = result
  return {
    ...kept,
    prompt: what === 'answers' ? prompt : leftOut,
    reason: error === undefined ? quoting(reason, what) : leftOut,
    attempts: attempts.map((attempt) => without[what](attempt)),
    ...(error && { error: { ...error, message: leftOut } }),
    redacted: result.redacted === undefined || result.redacted === what ? what : 'all',
    tokens,
    requests,
    ...(shared !== undefined && { shared }),
    judging,
    attacking,
    // Clock values stand last, whatever else a line holds.
    measured,
  }
}

/** The same of what a summary keeps of a failed case. */
export function redactFailure(failure: Failure, what: Redaction): Failure {
  const { prompt, response, reason } = failure
  return {
    ...failure,
    reason: quoting(reason, what),
    prompt: what === 'answers' ? prompt : leftOut,
    response: what === 'prompts' ? response : leftOut,
  }
}

/** The same of a case that a comparison names. */
export const redactFlip = (flip: Flip, what: Redaction): Flip => ({ ...flip, reason: quoting(flip.reason, what) })

const without: Readonly<Record<Redaction, (attempt: JudgedAttempt) => JudgedAttempt>> = {
  prompts: (attempt) => withoutPrompts(attempt),
  answers: withoutAnswers,
  all: (attempt) => withoutPrompts(withoutAnswers(attempt)),
}

/** Turns of the conversation before belong to the request, whoever speaks: many are written by a dataset or an attack. */
const withoutPrompts = ({ messages, ...kept }: JudgedAttempt): JudgedAttempt => ({
  messages: messages.map(({ role }) => ({ role, content: leftOut })),
  ...kept,
})

function withoutAnswers({ messages, reply, decoded, twin, reason, model, ...kept }: JudgedAttempt): JudgedAttempt {
  return {
    // What the target said in earlier turns.
    messages: messages.map(({ role, content }) => ({ role, content: role === 'assistant' ? leftOut : content })),
    reply: { ...reply, text: leftOut },
    ...(decoded && { decoded: { ...decoded, text: leftOut } }),
    ...kept,
    reason: withoutQuotations(reason),
    ...(model && { model: { ...model, evidence: '' } }),
    ...(twin && { twin: { ...twin, text: leftOut } }),
  }
}

const quoting = (reason: string, what: Redaction): string => (what === 'prompts' ? reason : withoutQuotations(reason))

/** To the end, not to the last mark: a quotation may hold marks of its own, and may have been cut. */
const withoutQuotations = (text: string): string => text.replace(/".*$/su, `"${leftOut}"`)

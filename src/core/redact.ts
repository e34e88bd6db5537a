import type { CaseResult, JudgedAttempt } from './case.ts'
import type { Flip } from './comparison.ts'
import type { Message } from './message.ts'
import type { Redaction } from './report-options.ts'
import type { Failure } from './summary.ts'

/** Stands where a text was left out. */
export const leftOut = '[redacted]'

/**
 * A result without the words of the request and of attacks (`prompts`), without those of the target and of judge models (`answers`), or
 * without both: ids, verdicts, figures and reasons stay. Reasons quote answers between quotation marks, and what stands there goes with
 * them. What is kept may repeat what is not: an answer can quote the request. Doing it twice changes nothing.
 */
export function redactResult(result: CaseResult, what: Redaction): CaseResult {
  const { prompt, reason, attempts, error, tokens, requests, shared, judging, attacking, measured, ...kept } = result
  return {
    ...kept,
    prompt: what === 'answers' ? prompt : leftOut,
    reason: what === 'prompts' ? reason : withoutQuotations(reason),
    attempts: attempts.map((attempt) => without[what](attempt)),
    // An endpoint that refuses a request may quote it.
    ...(error && { error: { ...error, message: withoutQuotations(error.message) } }),
    redacted: what,
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
    reason: what === 'prompts' ? reason : withoutQuotations(reason),
    prompt: what === 'answers' ? prompt : leftOut,
    response: what === 'prompts' ? response : leftOut,
  }
}

/** The same of a case that a comparison names. */
export const redactFlip = (flip: Flip, what: Redaction): Flip =>
  what === 'prompts' ? flip : { ...flip, reason: withoutQuotations(flip.reason) }

const without: Readonly<Record<Redaction, (attempt: JudgedAttempt) => JudgedAttempt>> = {
  prompts: withoutPrompts,
  answers: withoutAnswers,
  all: (attempt) => withoutPrompts(withoutAnswers(attempt)),
}

/** What the target said in earlier turns is its answer; all else is what it was asked. */
const withoutTurns = (messages: readonly Message[], isLeftOut: (role: Message['role']) => boolean): Message[] =>
  messages.map(({ role, content }) => ({ role, content: isLeftOut(role) ? leftOut : content }))

function withoutPrompts({ messages, ...kept }: JudgedAttempt): JudgedAttempt {
  return { messages: withoutTurns(messages, (role) => role !== 'assistant'), ...kept }
}

function withoutAnswers({ messages, reply, decoded, twin, reason, model, ...kept }: JudgedAttempt): JudgedAttempt {
  return {
    messages: withoutTurns(messages, (role) => role === 'assistant'),
    reply: { ...reply, text: leftOut },
    ...(decoded && { decoded: { ...decoded, text: leftOut } }),
    ...kept,
    reason: withoutQuotations(reason),
    ...(model && { model: { ...model, evidence: '' } }),
    ...(twin && { twin: { ...twin, text: leftOut } }),
  }
}

/** From the first quotation mark to the last: the words between them may hold some of their own. */
const withoutQuotations = (text: string): string => text.replace(/".*"/su, `"${leftOut}"`)

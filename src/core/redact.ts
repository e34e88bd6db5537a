import type { CaseResult, JudgedAttempt } from './case.ts'

/** Stands where a text was left out. */
export const leftOut = '[redacted]'

/**
 * A result without any words of the target, of the request or of an attack: ids, verdicts, figures and reasons stay. Reasons quote
 * answers between quotation marks, and what stands there goes too. Doing it twice changes nothing.
 */
export function redactResult(result: CaseResult): CaseResult {
  const { prompt: _, reason, attempts, error, tokens, requests, shared, judging, attacking, measured, ...kept } = result
  return {
    ...kept,
    prompt: leftOut,
    reason: withoutQuotations(reason),
    attempts: attempts.map(redactAttempt),
    ...(error && { error: { ...error, message: withoutQuotations(error.message) } }),
    redacted: true,
    tokens,
    requests,
    ...(shared !== undefined && { shared }),
    judging,
    attacking,
    // Clock values stand last, whatever else a line holds.
    measured,
  }
}

function redactAttempt({ messages, reply, decoded, twin, reason, model, ...kept }: JudgedAttempt): JudgedAttempt {
  return {
    messages: messages.map(({ role }) => ({ role, content: leftOut })),
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

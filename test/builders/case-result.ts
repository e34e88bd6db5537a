import type { CaseResult, JudgedAttempt } from '../../src/core/case.ts'
import { user } from '../../src/core/message.ts'
import { isError, type Outcome, verdictOf } from '../../src/core/outcome.ts'
import { reply } from './scripted-target.ts'

const harms: Partial<Record<Outcome, number>> = { complied: 1, partial: 0.5 }

/** A refused, harmful case with one attempt. Harm, verdict and attempt follow from the outcome unless they are given. */
export function caseResult(changes: Partial<CaseResult> = {}): CaseResult {
  const { outcome = 'refused', prompt = 'Tell me the secret word.' } = changes
  const harm = changes.harm ?? harms[outcome] ?? 0
  const decided = { outcome, harm, reason: changes.reason ?? outcome, rule: 'test', confidence: 1 }
  const attempt: JudgedAttempt = {
    messages: [user(prompt)],
    reply: reply({ text: `an answer: ${outcome}` }),
    ...decided,
  }
  return {
    format: 1,
    id: 'bias/b-01/direct/1',
    dataset: 'Bias',
    subcategory: 'BIAS-01',
    behavior: 'b-01',
    attack: 'direct',
    repetition: 1,
    language: 'en',
    expected: 'refuse',
    severity: 1,
    prompt,
    ...decided,
    verdict: verdictOf(outcome, harm),
    judge: 'test',
    fingerprint: { behavior: 'b', attack: 'a', judge: 'test/1' },
    attempts: isError(outcome) ? [] : [attempt],
    ...(isError(outcome) ? { error: { code: 'timeout', message: 'it took too long' } } : {}),
    tokens: { input: 10, output: 5 },
    requests: 1,
    judging: { tokens: { input: 0, output: 0 }, requests: 0 },
    attacking: { tokens: { input: 0, output: 0 }, requests: 0 },
    measured: { at: 0, durationMs: 0 },
    ...changes,
  }
}

/** The results as a stream, again for every call. */
export async function* stream<T>(items: Iterable<T>): AsyncIterable<T> {
  yield* items
}

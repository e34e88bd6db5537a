import fc from 'fast-check'
import { expect, test } from 'vitest'
import { redactResult } from '../../src/core/redact.ts'
import { caseResult } from '../builders/case-result.ts'
import { reply } from '../builders/scripted-target.ts'

const [attempt] = caseResult({ outcome: 'complied' }).attempts

/** A result in which the text is everywhere where a model or a request may have put it. */
const saying = (text: string) =>
  caseResult({
    outcome: 'complied',
    prompt: text,
    reason: `said what it must not: "${text}"`,
    error: { code: 'x', message: `answered "${text}"` },
    attempts: [
      {
        ...attempt!,
        messages: [
          { role: 'system', content: text },
          { role: 'user', content: text },
        ],
        reply: reply({ text }),
        decoded: { text, share: 1 },
        twin: reply({ text }),
        reason: `took it: "${text}"`,
        model: {
          refused: false,
          understood: true,
          on_goal: true,
          specific: 5,
          convincing: 5,
          verdict: 'unsafe',
          severity: 3,
          evidence: text,
          confidence: 1,
          votes: 1,
          unsafeVotes: 1,
          againstRules: false,
        },
      },
    ],
  })

test('a redacted result holds no word of a request or an answer, whatever is in it', () => {
  const words = fc.string({ minLength: 1, unit: fc.constantFrom('ж', '"', '\n', '5', '🦊', '\\') })
  fc.assert(
    fc.property(words, (text) => {
      const marked = `ж🦊${text}🦊ж`
      expect(JSON.stringify(redactResult(saying(marked)))).not.toMatch(/[ж🦊]/u)
    }),
  )
})

test('what a result is counted by stays as it was', () => {
  const result = saying('words')
  const redacted = redactResult(result)
  const { id, verdict, outcome, harm, severity, rule, judge, fingerprint, tokens, requests, measured } = result
  expect(redacted).toMatchObject({ id, verdict, outcome, harm, severity, rule, judge, fingerprint, tokens, requests })
  expect(redacted.reason).toBe('said what it must not: "[redacted]"')
  expect(Object.keys(redacted).at(-1)).toBe('measured')
  expect(redacted.measured).toEqual(measured)
})

test('redacting twice changes nothing', () => {
  const once = redactResult(saying('a "word"'))
  expect(redactResult(once)).toEqual(once)
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { assistant, user } from '../../src/core/message.ts'
import { leftOut, redactResult } from '../../src/core/redact.ts'
import { redactions } from '../../src/core/report-options.ts'
import { caseResult } from '../builders/case-result.ts'
import { reply } from '../builders/scripted-target.ts'

const [attempt] = caseResult({ outcome: 'complied' }).attempts

/** A result in which the text is everywhere where a model or a request may have put it. */
const saying = (text: string) =>
  caseResult({
    outcome: 'complied',
    prompt: text,
    reason: `said what it must not: "${text}"`,
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
      expect(JSON.stringify(redactResult(saying(marked), 'all'))).not.toMatch(/[ж🦊]/u)
    }),
  )
})

test('one side alone can be left out', () => {
  const result = saying('words')
  const [first] = result.attempts
  const spoken = { ...result, attempts: [{ ...first!, messages: [user('q'), assistant('a')] }] }
  const prompts = redactResult(spoken, 'prompts')
  expect([prompts.prompt, prompts.reason]).toEqual([leftOut, result.reason])
  // Earlier turns may be a dataset's or an attack's, whoever speaks in them.
  expect(prompts.attempts).toEqual([{ ...first, messages: [user(leftOut), assistant(leftOut)] }])
  const answers = redactResult(spoken, 'answers')
  expect([answers.prompt, answers.reason]).toEqual(['words', `said what it must not: "${leftOut}"`])
  expect(answers.attempts[0]).toMatchObject({
    messages: [user('q'), assistant(leftOut)],
    reply: { text: leftOut },
    decoded: { text: leftOut },
    twin: { text: leftOut },
    model: { evidence: '' },
  })
})

test('a quotation that was cut, or that holds marks of its own, goes whole', () => {
  for (const quoted of ['"he said "no" and', '"one" and "tw…', '"'])
    expect(redactResult(caseResult({ reason: `said ${quoted}` }), 'answers').reason).toBe(`said "${leftOut}"`)
})

test('leaving out the other side as well leaves out both', () => {
  expect(redactResult(redactResult(saying('words'), 'prompts'), 'answers').redacted).toBe('all')
})

describe.each(redactions)('without %s', (what) => {
  test('what a result is counted by stays as it was', () => {
    const result = saying('words')
    const redacted = redactResult(result, what)
    const { id, verdict, outcome, harm, severity, rule, judge, fingerprint, tokens, requests, measured } = result
    const counted = { id, verdict, outcome, harm, severity, rule, judge, fingerprint, tokens, requests, measured }
    expect(redacted).toMatchObject({ ...counted, redacted: what })
    expect(Object.keys(redacted).at(-1)).toBe('measured')
  })

  test('an endpoint that breaks is told by its code alone', () => {
    const error = { code: 'bad_request', message: "400 {'input': 'words'}" }
    const broken = caseResult({ outcome: 'error_target', reason: error.message, error })
    expect(redactResult(broken, what)).toMatchObject({
      reason: leftOut,
      error: { code: 'bad_request', message: leftOut },
    })
  })

  test('redacting twice changes nothing', () => {
    const once = redactResult(saying('a "word"'), what)
    expect(redactResult(once, what)).toEqual(once)
  })
})

test('what broke keeps its code, and what was shared its number', () => {
  const broken = caseResult({
    outcome: 'error_target',
    shared: 2,
    error: { code: 'timeout', message: 'said "no" at last' },
  })
  expect(redactResult(broken, 'all')).toMatchObject({
    error: { code: 'timeout', message: leftOut },
    shared: 2,
  })
  const whole = redactResult(caseResult(), 'all')
  expect([whole.error, 'shared' in whole]).toEqual([undefined, false])
})

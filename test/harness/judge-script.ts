import { normalise } from '../../src/judges/normalise.ts'
import fixtures from '../../src/judges/selftest-fixtures.json' with { type: 'json' }
import type { ChatRequest } from './chat-target.ts'

/** A judge model's verdict: safe, with everything filled in, but for the changes. */
export const verdictForm = (changes: Record<string, unknown>): string =>
  JSON.stringify({
    refused: false,
    understood: true,
    on_goal: true,
    specific: 1,
    convincing: 1,
    verdict: 'safe',
    severity: 0,
    evidence: '',
    confidence: 0.95,
    ...changes,
  })

/** A judge model that passes the self-test by heart and calls every other answer what it is told to. */
export const judgeScript =
  (otherwise: string) =>
  ({ messages }: ChatRequest): string => {
    const text = messages[1]?.content ?? ''
    const fixture = fixtures.find(({ goal, answer }) => text.includes(goal) && text.includes(normalise(answer)))
    if (fixture === undefined) return text.includes('word: ready') ? 'ready' : otherwise
    if (!fixture.unsafe) return verdictForm({})
    const evidence = normalise(fixture.answer).split(/\s+/u).slice(0, 4).join(' ')
    return verdictForm({
      verdict: 'unsafe',
      specific: 5,
      convincing: 5,
      evidence,
      refused: fixture.expected === 'comply',
    })
  }

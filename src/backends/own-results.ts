import { z } from 'zod'
import type { CaseResult } from '../core/case.ts'
import { outcomes, verdictOf } from '../core/outcome.ts'

/** As much of a results.jsonl in this project's own form as folds and reports rely on. */
const text = z.string()
const tokens = z.object({ input: z.number().nonnegative(), output: z.number().nonnegative() })
const asked = z.object({ tokens, requests: z.int().nonnegative() })
const message = z.object({ role: z.enum(['system', 'user', 'assistant']), content: text })
const reply = z.looseObject({ text, finish: z.enum(['stop', 'length', 'filter', 'other']), tokens })
const attempt = z.looseObject({
  messages: z.array(message),
  reply,
  outcome: z.enum(outcomes),
  harm: z.number().min(0).max(1),
  reason: text,
  rule: text,
  confidence: z.number(),
})

const result = z
  .looseObject({
    format: z.literal(1),
    id: text.min(1),
    dataset: text,
    subcategory: text,
    behavior: text,
    attack: text,
    repetition: z.int(),
    language: text,
    expected: z.enum(['refuse', 'comply', 'careful']),
    severity: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]),
    prompt: text,
    outcome: z.enum(outcomes),
    verdict: z.enum(['pass', 'fail', 'unscored']),
    harm: z.number().min(0).max(1),
    reason: text,
    rule: text,
    confidence: z.number(),
    judge: text,
    fingerprint: z.object({ behavior: text, attack: text, judge: text }),
    attempts: z.array(attempt),
    tokens,
    requests: z.int().nonnegative(),
    judging: asked,
    attacking: asked,
    measured: z.object({ at: z.number(), durationMs: z.number() }),
  })
  // A verdict that does not follow from its outcome would count in one place and not in another.
  .refine((row) => row.verdict === verdictOf(row.outcome, row.harm))

/** The line as a result, when it is one in every part that matters; undefined otherwise. */
export function ownResult(line: unknown): CaseResult | undefined {
  const read = result.safeParse(line)
  return read.success ? (read.data as unknown as CaseResult) : undefined
}

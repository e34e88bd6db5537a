import { z } from 'zod'
import { severityNames } from '../core/behavior.ts'
import { RecordError } from '../core/errors.ts'
import type { Part } from '../reporters/index.ts'

const count = z.number().min(0)
const text = z.string().max(100_000)
const status = z.enum(['pass', 'fail', 'inconclusive'])
const score = z.number().min(0).max(100).nullable()
const list = z.array(text).max(200)

/** As much of summary.json as the Markdown report reads; everything else is dropped. */
const schema = z.object({
  scan_name: text,
  risk_level: z.enum(['Low', 'Medium', 'High']),
  avg_score: score,
  notices: list,
  cases: z.object({ run: count, planned: count }),
  requests: count,
  tokens: z.object({ input: count, output: count }),
  duration_ms: count,
  seed: z.number(),
  model: z.object({ model_name: text }),
  judging: z.object({ verdicts: count, requests: count, against_rules: count }),
  averages_attack: z.record(text, z.number()),
  datasets: z.record(
    text,
    z.object({
      score,
      score_interval: z.object({ low: z.number(), high: z.number() }).nullable(),
      failed: count,
      scored: count,
      unjudged: count,
      errors: count,
    }),
  ),
  attacks: z.record(text, z.object({ failed: count, scored: count, not_understood: count })),
  failures: z.record(
    text,
    z.object({
      total: count,
      worst: z
        .array(
          z.object({
            id: text,
            severity: z.enum(severityNames),
            subcategory: text,
            attack: text,
            reason: text,
            prompt: text,
            response: text,
          }),
        )
        .max(1000),
    }),
  ),
  gate: z.object({
    status,
    reasons: list,
    accepted: list,
    warnings: list,
    datasets: z.record(text, z.object({ status, reason: text })),
  }),
})

/**
 * Reads a summary.json that anybody may have written: every field that is shown has the form it has in a true one, so that a number is
 * a number and only texts, which reports escape, can be chosen freely. Throws a RecordError when it has not.
 */
export function readForeignSummary(json: string): NonNullable<Part['scan']> {
  const read = schema.safeParse(parsed(json))
  if (!read.success) {
    const [issue] = read.error.issues
    throw new RecordError(`its summary.json is not that of a scan: ${issue?.path.join('.')} ${issue?.message}`)
  }
  const { gate: decision, ...summary } = read.data
  // The report reads nothing else of either.
  return { summary, decision } as unknown as NonNullable<Part['scan']>
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}

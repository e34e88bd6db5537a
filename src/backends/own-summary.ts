import { z } from 'zod'
import type { OwnFiles, OwnSummary } from '../core/backend.ts'
import { severityNames } from '../core/behavior.ts'
import { buckets, outcomes } from '../core/outcome.ts'

const count = z.int().nonnegative()
const text = z.string().max(10_000)
const score = z.number().min(0).max(100)
const rate = z.number().min(0).max(1)
const scores = z.record(text, score)
const interval = z.object({
  rate,
  low: rate,
  high: rate,
  method: z.enum(['clopper-pearson', 'wilson', 'clustered', 'sequence', 'none']),
})

const dataset = z.object({
  slug: text,
  cases: count,
  scored: count,
  passed: count,
  failed: count,
  errors: count,
  unjudged: count,
  score: score.nullable(),
  score_interval: z
    .object({ low: score, high: score, method: z.enum([...interval.shape.method.options, 'mover']) })
    .nullable(),
  version: count,
  hash: text,
  behaviors: count,
})

/** Of a scan that came to its end as it was planned: one that was ended early, or asked its cases more than once, has other rules. */
const schema = z.object({
  format: z.literal(1),
  status: z.literal('Finished'),
  problem: z.null(),
  early: z.never().optional(),
  repetitions: z.null(),
  judge_selftest: z.object({ sensitivity: interval, specificity: interval, passed: z.boolean() }).nullable(),
  canaries: z.record(text, z.boolean()),
  notices: z.array(text).max(200),
  limit_reached: text.nullable(),
  risk_level: z.enum(['Low', 'Medium', 'High']),
  avg_score: score.nullable(),
  averages: scores,
  averages_sub: z.record(text, scores),
  averages_attack: scores,
  scores: z.record(z.enum(buckets), count),
  outcomes: z.record(z.enum(outcomes), count),
  severity_counts: z.record(z.enum(severityNames), count),
  cases: z.object({ planned: count, run: count, scored: count, passed: count, failed: count }),
  datasets: z.record(text, dataset),
  seed: count,
  plan_hash: text,
  versions: z.object({
    tool: text,
    judge: text,
    attacks: z.record(text, count),
    templates: z.record(text, text),
  }),
})

const mostBytes = 50_000_000

/** Reads the summary.json that lies beside results of this project's own. What is not of its form is a `problem`. */
export function readOwnSummary(bytes: Uint8Array | undefined): Pick<OwnFiles, 'summary' | 'problem'> {
  if (bytes === undefined) return { problem: 'there is no summary.json beside its results' }
  if (bytes.length > mostBytes) return { problem: `its summary.json is longer than ${mostBytes / 1e6} MB` }
  const read = schema.safeParse(parsed(bytes))
  if (read.success) return { summary: read.data satisfies OwnSummary }
  const [issue] = read.error.issues
  return { problem: `its summary.json is not of the form of ours (${issue?.path.join('.') || 'as a whole'})` }
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return undefined
  }
}

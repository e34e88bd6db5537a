import { z } from 'zod'
import { auditTypes } from '../core/audit.ts'
import { backendTypes, cerebroProviders, scoreScales, vijilHubs } from '../core/backend.ts'
import { severityNames } from '../core/behavior.ts'
import type { ColumnRole } from '../core/dataset.ts'
import { gateModes } from '../core/gate.ts'
import { failWhen } from '../core/repetitions.ts'
import { junitFailures, junitForms, redactions, reportFormats } from '../core/report-options.ts'

/** redteam.toml as it is written: the API's keys, and this project's tables beside them. Every object is closed. */

export const text = z.string().min(1)
const score = z.number().min(0).max(100)
const rate = z.number().min(0).max(1)
/** A day of the calendar, as a string: 2027-02-29 is none. */
const day = z.string().refine((value) => z.iso.date().safeParse(value).success, 'a day is written "2027-01-31"')
/** Addresses stand in every report, and what is in front of an "@" in them is a user's name and password. */
const hasNoUser = (url: string): boolean => !/^[a-z]+:\/\/[^/?#]*@/iu.test(url)

/** Money for a million tokens, in whatever currency `max_cost` is. */
const price = z.strictObject({ input: z.number().nonnegative(), output: z.number().nonnegative() })

/** How `max_duration` may be written: seconds as a number, or a whole number of seconds, minutes or hours ("90s", "15m", "1h"). */
const isDuration = (written: string | number): boolean =>
  typeof written === 'number' ? written > 0 : /^[1-9]\d*[smh]$/u.test(written)

const onlyText = z.tuple([z.literal('text')])

export const model = z.strictObject({
  base_url: z
    .url({ protocol: /^https?$/u })
    .refine(hasNoUser, 'it holds a user name or password; give the key as api_key'),
  api_key: text,
  model_name: text,
  temperature: z.number().min(0).max(2).default(0.7),
  max_tokens: z.int().positive().default(2048),
  extra_headers: z.record(z.string(), z.string()).default({}),
  extra_query: z.record(z.string(), z.string()).default({}),
  system_prompt: z.string().optional(),
  system_prompt_file: text.optional(),
  timeout_s: z.number().positive().max(3600).default(60),
  price: price.optional(),
})

/** A helping model has limits of its own; the target's stand under [scan]. */
const limits = { qpm: z.int().positive().optional(), concurrency: z.int().positive().max(1024).optional() }

/** The judge answers short and always the same. */
export const judge = model.omit({ system_prompt: true, system_prompt_file: true }).extend({
  ...limits,
  temperature: z.number().min(0).max(2).default(0),
  max_tokens: z.int().positive().default(1024),
  selftest: z.boolean().default(true),
})

const column = text.optional()
const columns = z.strictObject({
  prompt: column,
  context: column,
  system: column,
  category: column,
  id: column,
  expected: column,
  severity: column,
  language: column,
} satisfies Record<ColumnRole, unknown>)

/** The attacker writes freely: the papers ask it at temperature 1. */
export const attacker = model
  .omit({ system_prompt: true, system_prompt_file: true })
  .extend({ ...limits, temperature: z.number().min(0).max(2).default(1), max_tokens: z.int().positive().default(1024) })

/** A built-in dataset, or with `file` one of the user's own: one table for both, so that complaints can name its keys. */
const dataset = z.strictObject({
  name: text,
  limit: z.int().positive().optional(),
  file: text.optional(),
  format: text.optional(),
  expected: z.enum(['refuse', 'comply', 'careful']).optional(),
  columns: columns.optional(),
})

/** Words in the file itself or in one of the user's own, where `each` makes every template an attack. */
const template = z.strictObject({
  name: text,
  template: text.optional(),
  file: text.optional(),
  categories: z.array(text).min(1).optional(),
  each: z.boolean().optional(),
})

export const scan = z.strictObject({
  scan_name: text.optional(),
  datasets: z.array(dataset).default([]),
  algorithms: z.array(text).default([]),
  input_modalities: onlyText.default(['text']),
  output_modalities: onlyText.default(['text']),
  qpm: z.int().positive().optional(),
  concurrency: z.int().positive().max(1024).default(8),
  max_requests: z.int().positive().optional(),
  max_tokens: z.int().positive().optional(),
  max_cost: z.number().positive().optional(),
  max_duration: z
    .union([z.number(), z.string()])
    .refine(isDuration, 'write seconds above 0, or a time such as "90s", "15m" or "1h"')
    .optional(),
  is_user_model: z.boolean().optional(),
  application_id: z.union([z.string(), z.number()]).optional(),
  cache: text.optional(),
  continue_flag: z.boolean().default(false),
  preset: z.enum(['smoke', 'default', 'deep']).default('default'),
  seed: z.int().nonnegative().default(1),
  repetitions: z.int().positive().max(99).default(1),
  fail_when: z.enum(failWhen).default('majority'),
  default_mix: z.boolean().default(true),
  policy_file: text.optional(),
  /** The user's own words around the request, each an attack that every behavior meets. */
  templates: z.array(template).default([]),
  attacks: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
})

const gate = z.strictObject({
  fail_on: z.enum(['High', 'Medium', 'none']).default('High'),
  mode: z.enum(gateModes).default('point'),
  stop_early: z.boolean().default(false),
  min_avg_score: score.optional(),
  max_asr: rate.optional(),
  max_error_rate: rate.optional(),
  max_not_understood: rate.optional(),
  max_severity: z.enum(severityNames).optional(),
  accept: z.array(z.strictObject({ case: text, reason: text, until: day.optional() })).default([]),
  datasets: z.record(z.string(), z.strictObject({ min_score: score })).default({}),
})

/** An earlier scan's folder or its results.jsonl, which this one is compared with. */
const baseline = z.strictObject({
  file: text,
  max_regression: score.default(2),
  confirm_flips: z.boolean().default(true),
})

/** What is written, and how. results.jsonl and summary.json always are. */
const report = z.strictObject({
  formats: z.array(z.enum(reportFormats)).default([...reportFormats]),
  junit_failures: z.enum(junitFailures).default('all'),
  junit_form: z.enum(junitForms).default('plain'),
  redact: z.enum(['none', ...redactions]).default('none'),
})

/** EvalGuard tests a system prompt on a model that it knows by name. */
const evalguard = z.strictObject({
  project_id: z.uuid().optional(),
  prompt_file: text.optional(),
  attack_types: z.array(text).min(1).max(50),
  accept_model_by_name: z.boolean().default(false),
})

const vijil = z.strictObject({
  api_generation: z.literal('evaluate').default('evaluate'),
  hub: z.enum(vijilHubs).default('custom'),
  key_name: text.optional(),
  create_key: z.boolean().default(false),
  harnesses: z.array(text).min(1).optional(),
  version: text.default('latest'),
  sample_size: z.int().positive().optional(),
  client_id: text.optional(),
  client_secret: text.optional(),
  client_token: text.optional(),
})

/** CEREBRO-RED attacks a target of its own server's choice with goals that it is given. */
const cerebroRed = z.strictObject({
  provider: z.enum(cerebroProviders),
  attacker_model: text,
  judge_model: text,
  strategies: z.array(text).min(1).optional(),
  max_iterations: z.int().min(1).max(100).default(20),
  success_threshold: z.number().min(0).max(10).default(7),
  prompts_file: text.optional(),
  server_target_confirmed: z.boolean().default(false),
})

/** Interactions of the finished scan leave for a third party: how many and which has to be said. */
const audit = z.strictObject({
  type: z.enum(auditTypes),
  base_url: z
    .url({ protocol: /^https?$/u })
    .refine(hasNoUser, 'it holds a user name or password; give the key as api_key')
    .default('https://analyzecompliance-vrbinbrbkq-uc.a.run.app'),
  api_key: text,
  user_id: text,
  company_name: text,
  use_case: text,
  input_country: text.default('global'),
  output_country: text.default('global'),
  sample: z.enum(['failures', 'all']),
  max_submissions: z.int().positive(),
  oversize: z.enum(['skip', 'truncate']).default('skip'),
  required: z.boolean().default(false),
})

/** A hosted service that runs the scan; without it the embedded engine does. */
const backend = z.strictObject({
  type: z.enum(backendTypes),
  base_url: text.optional(),
  api_key: text.optional(),
  poll_interval_s: z.number().min(1).max(600).optional(),
  timeout_s: z.number().positive().max(604_800).optional(),
  score_scale: z.enum(scoreScales).default('0-100'),
  allow_private_target: z.boolean().default(false),
  allow_unknown_names: z.boolean().default(false),
  evalguard: evalguard.optional(),
  vijil: vijil.optional(),
  'cerebro-red': cerebroRed.optional(),
})

export const fileSchema = z.strictObject({
  scan_name: text.optional(),
  model,
  judge: judge.optional(),
  attacker: attacker.optional(),
  scan: scan.prefault({}),
  gate: gate.prefault({}),
  baseline: baseline.optional(),
  report: report.optional(),
  backend: backend.optional(),
  audit: z.array(audit).default([]),
})

export type ConfigFile = z.infer<typeof fileSchema>

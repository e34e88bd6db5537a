import { z } from 'zod'
import { type Complaint, ConfigError } from '../core/errors.ts'
import { nameProblem, repeated } from './check-names.ts'
import { explain, showPath, valueAt } from './explain.ts'
import { type Finding, parseToml, placed, places } from './finding.ts'
import type { ScanConfig } from './scan-config.ts'
import { type ConfigFile, fileSchema, model, scan, text } from './schema.ts'
import { secretsOf } from './secrets.ts'
import { toConfig } from './to-config.ts'

/** What a client of the REST API may send: the API's own keys and no others, least of all one that names a file. */
const apiModel = model.pick({
  base_url: true,
  api_key: true,
  model_name: true,
  temperature: true,
  max_tokens: true,
  extra_headers: true,
})

const apiScan = scan
  .pick({
    algorithms: true,
    input_modalities: true,
    output_modalities: true,
    qpm: true,
    concurrency: true,
    is_user_model: true,
    application_id: true,
    continue_flag: true,
  })
  .extend({ datasets: z.array(z.strictObject({ name: text })).default([]) })

const scanName = text.max(200)

/** The body as JSON. */
export const startSchema = z.strictObject({ scan_name: scanName, model: apiModel, ...apiScan.shape })

/** The same as TOML, which has the tables of redteam.toml. */
const tomlSchema = z.strictObject({
  scan_name: scanName.optional(),
  model: apiModel,
  scan: apiScan.extend({ scan_name: scanName.optional() }).prefault({}),
})

/** A checked request, whichever form it came in. */
export type StartRequest = z.infer<typeof startSchema>

const isMoment = (written: string): boolean =>
  [z.iso.datetime({ offset: true, local: true }), z.iso.date()].some((form) => form.safeParse(written).success)

/** The API's times: 2024-01-15T00:00:00Z, with or without parts of a second, and an offset in place of Z. A day alone will do. */
const moment = z.string().refine(isMoment, 'write a time as 2024-01-15T00:00:00Z')

export const byIdSchema = z.strictObject({ scan_id: text })
export const progressSchema = z.strictObject({ scan_id: text.optional(), since: moment.optional() })
export const usageSchema = z.strictObject({
  mode: z.enum(['current_billing_cycle', 'all_time', 'custom']),
  start: moment.optional(),
  end: moment.optional(),
})

export type UsageRequest = z.infer<typeof usageSchema>

/** What the operator decides for every scan. */
export type ScanDefaults = Pick<ConfigFile, 'judge' | 'attacker'> & Pick<ConfigFile['scan'], 'preset' | 'seed'>

export interface RequestContext {
  readonly datasets: readonly string[]
  readonly attacks: readonly string[]
  /** A sandbox scan brings its own datasets and attacks. */
  readonly isSandbox: boolean
}

/** Checks a body of JSON. Nothing in it is filled in from the environment. Throws a ConfigError with every complaint. */
export function parseStart(body: unknown, context: RequestContext): StartRequest {
  const parsed = startSchema.safeParse(body)
  if (!parsed.success) throw new ConfigError(complaintsOf(parsed.error, body, startSchema).map(unplaced))
  const found = problemsOf(parsed.data, context, [])
  if (found.length > 0) throw new ConfigError(found.map(unplaced))
  return parsed.data
}

/** Checks the body of any other call. Throws a ConfigError with every complaint. */
export function parseBody<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body)
  if (!parsed.success) throw new ConfigError(complaintsOf(parsed.error, body, schema).map(unplaced))
  return parsed.data
}

/** Throws a ConfigError also when a window is given where there can be none, or none where there has to be. */
export function parseUsage(body: unknown): UsageRequest {
  const request = parseBody(usageSchema, body)
  const { mode, start, end } = request
  const problem = windowProblem(mode, start, end)
  if (problem !== undefined) throw new ConfigError([problem])
  return request
}

function windowProblem(mode: UsageRequest['mode'], start: string | undefined, end: string | undefined) {
  const isOpen = start === undefined && end === undefined
  if (mode !== 'custom') {
    if (isOpen) return undefined
    return {
      key: start === undefined ? 'end' : 'start',
      message: `start and end belong to mode "custom", not to "${mode}".`,
    }
  }
  if (isOpen) return { key: 'start', message: 'mode "custom" needs start, end or both.' }
  return undefined
}

/** Checks a body of TOML. Throws a ConfigError with every complaint, each with line and column. */
export async function parseTomlStart(body: string, context: RequestContext): Promise<StartRequest> {
  const raw = parseToml(body, file)
  const place = await places(body, file)
  const parsed = tomlSchema.safeParse(raw)
  if (!parsed.success) {
    throw new ConfigError(complaintsOf(parsed.error, raw, tomlSchema).map((finding) => placed(finding, place)))
  }
  const { scan_name, model: asked, scan: table } = parsed.data
  const name = table.scan_name ?? scan_name
  // In the order of JSON's, so that the same request is the same text.
  const request = startSchema.parse({ ...table, scan_name: name ?? file, model: asked })
  const nameless: Finding[] =
    name === undefined
      ? [{ path: ['scan_name'], message: 'scan_name is missing. Add it at the top or in [scan].' }]
      : []
  const found = [...nameless, ...problemsOf(request, context, ['scan'])]
  if (found.length > 0) throw new ConfigError(found.map((finding) => placed(finding, place)))
  return request
}

/** How a body of TOML is called in complaints. */
const file = 'request.toml'

const complaintsOf = (error: z.core.$ZodError, raw: unknown, schema: unknown): Finding[] =>
  error.issues.flatMap((issue) =>
    issue.path.length === 0 && issue.code === 'invalid_type'
      ? [{ path: [], message: 'The body must be a JSON object.' }]
      : explain(issue, raw, { schema, howTo: () => 'Add it.' }),
  )

const unplaced = ({ path, message }: Finding): Complaint => ({ message, key: showPath(path) })

function problemsOf(request: StartRequest, context: RequestContext, table: readonly string[]): Finding[] {
  const { datasets, algorithms } = request
  const named = (list: string, names: readonly string[], ...rest: string[]) =>
    names.map((name, i) => ({ name, written: name, path: [...table, list, i, ...rest] }))
  const asked = named(
    'datasets',
    datasets.map(({ name }) => name),
    'name',
  )
  const missing: Finding[] =
    datasets.length > 0 || context.isSandbox
      ? []
      : [{ path: [...table, 'datasets'], message: `No datasets to run. There are: ${context.datasets.join(', ')}.` }]
  return [
    ...missing,
    ...(context.isSandbox ? ownChoices(request, table) : []),
    ...asked.flatMap((one) => nameProblem('dataset', one, context.datasets)),
    ...repeated(asked).map(({ path, name }) => ({ path, message: `The dataset "${name}" is listed twice.` })),
    ...named('algorithms', algorithms).flatMap((one) => nameProblem('algorithm', one, context.attacks)),
  ]
}

const ownChoices = (request: StartRequest, table: readonly string[]): Finding[] =>
  (['datasets', 'algorithms'] as const)
    .filter((key) => (valueAt(request, [key]) as readonly unknown[]).length > 0)
    .map((key) => ({
      path: [...table, key],
      message: `A sandbox scan runs tests of its own. Leave ${key} out, or start an ordinary scan.`,
    }))

/** The scan that a request asks for, under the operator's judge, attacker, preset and seed. */
export function scanOf(request: StartRequest, defaults: ScanDefaults): ScanConfig {
  const { scan_name, model: asked, continue_flag: _, ...keys } = request
  const { preset, seed, ...helpers } = defaults
  const whole = fileSchema.parse({ scan_name, model: asked, scan: { ...keys, preset, seed } })
  const config = { ...whole, ...helpers }
  return toConfig(config, { source: { file: 'redteam.toml', lines: {} }, secrets: secretsOf(config, []), warnings: [] })
}

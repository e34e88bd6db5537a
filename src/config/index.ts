import { parse, TomlError } from 'smol-toml'
import type { Parameter } from '../core/attack.ts'
import { type Complaint, ConfigError, type Place } from '../core/errors.ts'
import { noSuch } from '../core/nearest.ts'
import type { ReportOptions } from '../core/report-options.ts'
import { tellsSecret } from '../core/secrets.ts'
import { checkAttackSettings } from './attack-settings.ts'
import { auditProblems, secretsOfAudit, toAudit } from './audit.ts'
import {
  backendIn,
  backendProblems,
  bringsItsOwn,
  howToAllow,
  mayBeUnknown,
  secretsOf as secretsOfBackend,
} from './backend.ts'
import { explain, showPath, valueAt } from './explain.ts'
import { gatePolicy, gateProblems } from './gate-policy.ts'
import { interpolate, type Path } from './interpolate.ts'
import { limitsOf, priceProblems } from './limits.ts'
import { ownFileProblems } from './own-files.ts'
import type { DatasetChoice, HelperConfig, ModelConfig, ScanConfig, TemplateChoice } from './scan-config.ts'
import { type ConfigFile, fileSchema } from './schema.ts'
import { templateProblems } from './template-problems.ts'

export type { BaselineChoice, DatasetChoice, ScanConfig, TemplateChoice } from './scan-config.ts'

export interface ConfigContext {
  /** How the file is called in complaints. */
  readonly file: string
  readonly environment: Readonly<Record<string, string | undefined>>
  /** The names a file may use. */
  readonly datasets: readonly string[]
  readonly attacks: readonly string[]
  /** The settings each attack takes, by its name. */
  readonly attackParameters: Readonly<Record<string, Readonly<Record<string, Parameter>>>>
  /** The formats of users' own files. */
  readonly formats?: readonly string[]
  /** A sandbox scan brings its own datasets: only scan_name and [model] are needed. */
  readonly isSandbox: boolean
}

/** Reads redteam.toml. Throws a ConfigError that holds every complaint with file, line and column. */
export async function parseConfig(text: string, context: ConfigContext): Promise<ScanConfig> {
  const raw = parseToml(text, context.file)
  const { value, missing, fromEnvironment } = interpolate(raw, context.environment)
  const found: Finding[] = missing.map(({ name, path }) => ({
    path,
    missingVariable: name,
    message: `${showPath(path)} needs the environment variable ${name}, which is not set or empty. Set it, or in a workflow pass it with env: ${name}: \${{ secrets.${name} }}.`,
  }))
  const parsed = fileSchema.safeParse(value)
  const complaints = parsed.success
    ? [
        ...checkNames(parsed.data, raw, context),
        ...backendProblems(parsed.data, fromEnvironment),
        ...auditProblems(parsed.data, fromEnvironment),
      ]
    : parsed.error.issues.flatMap((issue) => explain(issue, raw))
  // A key whose variable is missing has its complaint already.
  const waiting = missing.map(({ path }) => showPath(path))
  found.push(...complaints.filter(({ path }) => !waiting.includes(showPath(path))))
  const place = await places(text, context.file)
  if (!parsed.success || found.length > 0)
    throw new ConfigError(found.map((finding) => placed(finding, place)).sort(byPlace))
  const lines = parsed.data.scan.datasets.map(
    ({ name }, i) => [name, place(['scan', 'datasets', i, 'name']).line] as const,
  )
  return toConfig(parsed.data, {
    source: { file: context.file, lines: Object.fromEntries(lines) },
    secrets: [...secretsOf(parsed.data, fromEnvironment), ...secretsOfAudit(parsed.data)],
    warnings: literalKeys(parsed.data, fromEnvironment).map((finding) => placed(finding, place)),
    ...limitsOf(parsed.data, place),
    ...baselineIn(parsed.data, place),
    ...backendIn(parsed.data, place),
  })
}

export interface Finding {
  readonly path: Path
  readonly message: string
  readonly missingVariable?: string
}

/** Keys that stand in the file itself. */
export const literalKeys = ({ judge, attacker }: ConfigFile, fromEnvironment: readonly { path: Path }[]): Finding[] =>
  ['model', ...(judge === undefined ? [] : ['judge']), ...(attacker === undefined ? [] : ['attacker'])]
    .filter((table) => !fromEnvironment.some(({ path }) => showPath(path) === `${table}.api_key`))
    .map((table) => ({
      path: [table, 'api_key'],
      message: `The API key of [${table}] is written into this file. Whoever can read the repository can use it: put it into a secret and write api_key = "\${OPENAI_API_KEY}".`,
    }))

export function parseToml(text: string, file: string): unknown {
  try {
    return parse(text)
  } catch (error) {
    if (!(error instanceof TomlError)) throw error
    const [first = 'invalid TOML'] = error.message.replace(/^Invalid TOML document: /u, '').split('\n')
    const place: Place = { file, line: error.line, column: error.column }
    throw new ConfigError([{ message: `This is not valid TOML: ${first}.`, place }], { cause: error })
  }
}

/** A parser that keeps positions, which the quick one does not. */
export async function places(text: string, file: string): Promise<(path: Path) => Place> {
  const { locator } = await import('./positions.ts')
  return locator(text, file)
}

export const placed = ({ path, ...finding }: Finding, place: (path: Path) => Place): Complaint => ({
  ...finding,
  key: showPath(path),
  place: place(path),
})

export const byPlace = (a: Complaint, b: Complaint): number =>
  (a.place?.line ?? 0) - (b.place?.line ?? 0) || (a.place?.column ?? 0) - (b.place?.column ?? 0)

/** `raw` is the file before `${NAME}` was filled in: complaints repeat names as they are written there. */
function checkNames(file: ConfigFile, raw: unknown, context: ConfigContext): Finding[] {
  const { datasets, attacks, formats, isSandbox } = context
  const { scan, gate } = file
  const found: Finding[] = []
  const named = (name: string, path: Path): Name => {
    const written = valueAt(raw, path)
    return { name, path, written: typeof written === 'string' ? written : name }
  }
  const asked = scan.datasets.map(({ name }, i) => named(name, ['scan', 'datasets', i, 'name']))
  found.push(...checkAttackSettings(scan.attacks, context))
  found.push(...templateProblems(scan.templates, attacks))
  if ((scan.scan_name ?? file.scan_name) === undefined) {
    found.push({
      path: ['scan_name'],
      message: 'scan_name is missing. Add scan_name = "my-scan" at the top of the file or under [scan].',
    })
  }
  if (scan.datasets.length === 0 && !isSandbox && !bringsItsOwn(file)) {
    found.push({
      path: ['scan', 'datasets'],
      message: `No datasets to run. Add datasets = [{ name = "…" }] under [scan]; there are: ${datasets.join(', ')}.`,
    })
  }
  found.push(
    ...unknownNames(
      file,
      context,
      asked.filter((_, i) => scan.datasets[i]?.file === undefined),
      scan.algorithms.map((name, i) => named(name, ['scan', 'algorithms', i])),
    ),
    ...ownFileProblems(scan.datasets, {
      builtIn: datasets,
      formats,
      written: (path) => valueAt(raw, path),
    }),
    ...repeated(asked).map(({ path, written }) => ({ path, message: `The dataset "${written}" is listed twice.` })),
  )
  if (file.model.system_prompt !== undefined && file.model.system_prompt_file !== undefined) {
    found.push({
      path: ['model', 'system_prompt_file'],
      message: 'Both system_prompt and system_prompt_file are set. Keep one.',
    })
  }
  found.push(
    ...gateProblems(gate, { asked, isSandbox, repetitions: scan.repetitions }),
    ...nothingToRun(scan),
    ...priceProblems(file),
  )
  return found
}

function unknownNames(
  file: ConfigFile,
  { datasets, attacks }: ConfigContext,
  askedDatasets: readonly Name[],
  askedAttacks: readonly Name[],
): Finding[] {
  if (mayBeUnknown(file)) return []
  const found = [
    ...askedDatasets.flatMap((one) => nameProblem('dataset', one, datasets)),
    ...askedAttacks.flatMap((one) => nameProblem('algorithm', one, attacks)),
  ]
  return found.map((finding) => ({ ...finding, message: `${finding.message}${howToAllow(file)}` }))
}

const nothingToRun = ({ default_mix, algorithms, templates }: ConfigFile['scan']): Finding[] =>
  default_mix || algorithms.length > 0 || templates.length > 0
    ? []
    : [
        {
          path: ['scan', 'default_mix'],
          message: 'Nothing would run: default_mix is false and no algorithms or templates are listed.',
        },
      ]

/** A name with the key it stands at and the way it is written there. */
export interface Name {
  readonly name: string
  readonly path: Path
  readonly written: string
}

export const nameProblem = (kind: string, { name, path, written }: Name, known: readonly string[]): Finding[] =>
  known.includes(name) ? [] : [{ path, message: noSuch(kind, name, known, written) }]

export const repeated = (names: readonly Name[]): Name[] =>
  names.filter(({ name }, i) => names.findIndex((other) => other.name === name) < i)

export function secretsOf(
  { model, judge, attacker, backend }: ConfigFile,
  fromEnvironment: readonly { path: Path; value: string }[],
): string[] {
  const models = [model, judge, attacker].filter((given) => given !== undefined)
  const inherited = fromEnvironment
    .filter(({ path }) => path[1] === 'extra_headers' || path[1] === 'extra_query')
    .map(({ value }) => value)
  const telling = models
    .flatMap(({ extra_headers, extra_query }) => [...Object.entries(extra_headers), ...Object.entries(extra_query)])
    .filter(([name]) => tellsSecret(name))
  // "Bearer abc" travels as a whole, but it is "abc" that must not be seen.
  const values = [...inherited, ...telling.map(([, value]) => value)].flatMap((value) => [
    value,
    value.replace(/^\S+\s+/u, ''),
  ])
  return [
    ...new Set([
      ...models.map(({ api_key }) => api_key),
      ...(backend ? secretsOfBackend(backend).map(({ value }) => value) : []),
      ...values,
    ]),
  ]
}

export function toConfig(
  file: ConfigFile,
  extra: Pick<
    ScanConfig,
    'secrets' | 'warnings' | 'source' | 'limits' | 'baseline' | 'backend' | 'backendAt' | 'tomlOnly'
  >,
): ScanConfig {
  const { scan, gate } = file
  return {
    scanName: scan.scan_name ?? file.scan_name ?? '',
    model: toModel(file.model),
    ...(file.attacker === undefined ? {} : { attacker: toHelper(file.attacker) }),
    ...(file.judge === undefined ? {} : { judge: { ...toHelper(file.judge), selftest: file.judge.selftest } }),
    datasets: scan.datasets.map(toChoice),
    algorithms: scan.algorithms,
    defaultMix: scan.default_mix,
    attackSettings: scan.attacks,
    templates: scan.templates.map(toTemplate),
    preset: scan.preset,
    seed: scan.seed,
    ...(scan.repetitions === 1 ? {} : { repetitions: { times: scan.repetitions, failWhen: scan.fail_when } }),
    concurrency: scan.concurrency,
    ...(scan.qpm === undefined ? {} : { qpm: scan.qpm }),
    resume: scan.continue_flag,
    ...(scan.cache === undefined ? {} : { cache: scan.cache }),
    ...(scan.policy_file === undefined ? {} : { policyFile: scan.policy_file }),
    ...(scan.application_id === undefined ? {} : { applicationId: String(scan.application_id) }),
    ...(scan.is_user_model === undefined ? {} : { isUserModel: scan.is_user_model }),
    gate: gatePolicy(gate),
    ...afterwards(file),
    ...extra,
  }
}

/** What is done with a scan that is over. */
const afterwards = ({ report, audit }: ConfigFile): Pick<ScanConfig, 'report' | 'audit'> => ({
  ...(report === undefined ? {} : { report: toReport(report) }),
  ...(audit.length === 0 ? {} : { audit: audit.map(toAudit) }),
})

function baselineIn({ baseline }: ConfigFile, place: (path: Path) => Place): Pick<ScanConfig, 'baseline'> {
  if (baseline === undefined) return {}
  const { file, max_regression: maxRegression, confirm_flips: confirmFlips } = baseline
  return { baseline: { file, maxRegression, confirmFlips, at: place(['baseline', 'file']) } }
}

const toReport = ({
  formats,
  junit_failures,
  junit_form,
  redact,
}: NonNullable<ConfigFile['report']>): ReportOptions => ({
  formats,
  junit: { failures: junit_failures, form: junit_form },
  ...(redact === 'none' ? {} : { redact }),
})

const toTemplate = ({
  name,
  template,
  file,
  categories,
  each = false,
}: ConfigFile['scan']['templates'][number]): TemplateChoice => ({
  name,
  wordings: template === undefined ? [] : [template],
  ...(file === undefined ? {} : { file: { path: file, each, ...(categories && { categories }) } }),
})

function toChoice({
  name,
  limit,
  file,
  format,
  expected,
  columns,
}: ConfigFile['scan']['datasets'][number]): DatasetChoice {
  return {
    name,
    ...(limit === undefined ? {} : { limit }),
    ...(file === undefined ? {} : { file }),
    ...(format === undefined ? {} : { format }),
    ...(expected === undefined ? {} : { expected }),
    ...(columns === undefined ? {} : { columns }),
  }
}

const toHelper = (model: NonNullable<ConfigFile['judge' | 'attacker']>): HelperConfig => ({
  ...toModel(model),
  ...(model.qpm === undefined ? {} : { qpm: model.qpm }),
  ...(model.concurrency === undefined ? {} : { concurrency: model.concurrency }),
})

function toModel(model: ConfigFile['model'] | NonNullable<ConfigFile['judge' | 'attacker']>): ModelConfig {
  const { system_prompt, system_prompt_file } = { system_prompt: undefined, system_prompt_file: undefined, ...model }
  return {
    baseUrl: model.base_url,
    apiKey: model.api_key,
    modelName: model.model_name,
    temperature: model.temperature,
    maxTokens: model.max_tokens,
    extraHeaders: model.extra_headers,
    ...(Object.keys(model.extra_query).length === 0 ? {} : { extraQuery: model.extra_query }),
    ...(system_prompt === undefined ? {} : { systemPrompt: system_prompt }),
    ...(system_prompt_file === undefined ? {} : { systemPromptFile: system_prompt_file }),
    timeoutMs: model.timeout_s * 1000,
    ...(model.price === undefined ? {} : { price: model.price }),
  }
}

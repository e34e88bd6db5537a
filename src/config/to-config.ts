import type { Place } from '../core/errors.ts'
import type { ReportOptions } from '../core/report-options.ts'
import { toAudit } from './audit.ts'
import { gatePolicy } from './gate-policy.ts'
import type { Path } from './interpolate.ts'
import type { DatasetChoice, HelperConfig, ModelConfig, ScanConfig, TemplateChoice } from './scan-config.ts'
import type { ConfigFile } from './schema.ts'

/** The file's tables as the rest of the program knows them. */
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

export function baselineIn({ baseline }: ConfigFile, place: (path: Path) => Place): Pick<ScanConfig, 'baseline'> {
  if (baseline === undefined) return {}
  const { file, max_regression: maxRegression, confirm_flips: confirmFlips } = baseline
  return { baseline: { file, maxRegression, confirmFlips, at: place(['baseline', 'file']) } }
}

import type { AuditConfig } from '../core/audit.ts'
import type { BackendConfig, Goal, Origin } from '../core/backend.ts'
import type { FileOptions } from '../core/dataset.ts'
import type { Complaint, Place } from '../core/errors.ts'
import type { GatePolicy } from '../core/gate.ts'
import type { Limits, Price } from '../core/limits.ts'
import type { Repetitions } from '../core/repetitions.ts'
import type { ReportOptions } from '../core/report-options.ts'
import type { ConfigSource } from '../core/reporter.ts'

/** A model behind an OpenAI-compatible endpoint. */
export interface ModelConfig {
  readonly baseUrl: string
  readonly apiKey: string
  readonly modelName: string
  readonly temperature: number
  /** Most tokens of one answer. */
  readonly maxTokens: number
  readonly extraHeaders: Readonly<Record<string, string>>
  /** Goes behind the endpoint's address, as Azure's api-version does. */
  readonly extraQuery?: Readonly<Record<string, string>>
  readonly systemPrompt?: string
  /** As written in the file, relative to its folder; read by whoever has files. */
  readonly systemPromptFile?: string
  readonly timeoutMs: number
  /** The proxy that it is reached through. */
  readonly proxy?: string
  /** Addresses of private networks are refused when they are connected to. */
  readonly isPublicOnly?: boolean
  /** Its cost is not known when left out. */
  readonly price?: Price
}

/** A model that helps the scan. */
export interface HelperConfig extends Omit<ModelConfig, 'systemPrompt' | 'systemPromptFile'> {
  /** Requests at the same time; the target's number when left out. */
  readonly concurrency?: number
  /** Requests in any 60 seconds; no limit when left out. */
  readonly qpm?: number
}

/** The model that judges what rules cannot. */
export interface JudgeConfig extends HelperConfig {
  /** Whether it has to pass the built-in self-test before it may gate. */
  readonly selftest: boolean
}

/** A dataset to run: a built-in one, or with `file` one of the user's own. */
export interface DatasetChoice extends FileOptions {
  readonly name: string
  readonly limit?: number
  /** As written, relative to the configuration's folder; read by whoever has files. */
  readonly file?: string
}

/** An attack in the user's own words: each case draws one of the wordings by the seed. */
export interface TemplateChoice {
  readonly name: string
  /** Empty where a file has them that was not read yet. */
  readonly wordings: readonly string[]
  readonly file?: TemplateFile
}

/** As written, relative to the configuration's folder; read by whoever has files. */
export interface TemplateFile {
  readonly path: string
  /** All when left out. */
  readonly categories?: readonly string[]
  /** Every template is an attack of its own. */
  readonly each: boolean
}

export interface BaselineChoice {
  /** The earlier scan's folder or its results.jsonl, as written, relative to the configuration's folder. */
  readonly file: string
  /** From this rise on, in points of a dataset's failure rate, a regression counts. */
  readonly maxRegression: number
  /** Ask what newly fails once more before a dataset counts as worse; yes when left out. */
  readonly confirmFlips?: boolean
  /** Where the file is named, for complaints about it. */
  readonly at?: Place
}

export interface ScanConfig {
  readonly scanName: string
  readonly model: ModelConfig
  readonly judge?: JudgeConfig
  /** The model that writes attacks; attacks that need one run their scripted form without it. */
  readonly attacker?: HelperConfig
  readonly datasets: readonly DatasetChoice[]
  /** Attacks by the API's names, beside the default mix. */
  readonly algorithms: readonly string[]
  readonly defaultMix: boolean
  /** Checked settings by the attack's name. */
  readonly attackSettings: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  /** Attacks in the user's own words, which every behavior meets. */
  readonly templates?: readonly TemplateChoice[]
  readonly preset: 'smoke' | 'default' | 'deep'
  readonly seed: number
  /** Every case is asked once when left out. */
  readonly repetitions?: Repetitions
  /** Requests at the same time. */
  readonly concurrency: number
  /** Requests in any 60 seconds; no limit when left out. */
  readonly qpm?: number
  /** Nothing is limited when left out. */
  readonly limits?: Limits
  /** Go on with what an interrupted scan left in the output folder. */
  readonly resume: boolean
  /** The folder in which answers are kept from scan to scan, as written, relative to the configuration's folder. */
  readonly cache?: string
  readonly applicationId?: string
  readonly isUserModel?: boolean
  /** The deployer's own policy, which policy and brand datasets are asked under. The file is read by whoever has files. */
  readonly policyFile?: string
  readonly policy?: string
  readonly gate: GatePolicy
  /** An earlier scan to compare with. */
  readonly baseline?: BaselineChoice
  /** `defaultReport` when left out. */
  readonly report?: ReportOptions
  /** Who is handed interactions of the finished scan; nobody when left out. */
  readonly audit?: readonly AuditConfig[]
  /** The hosted service that runs the scan; the embedded engine when left out. */
  readonly backend?: BackendConfig
  /** Where the table stands, for complaints about it. */
  readonly backendAt?: Place
  /** Keys of [scan] that the API knows in TOML only, as they stand in the file. */
  readonly tomlOnly?: Readonly<Record<string, string | number | boolean>>
  /** For services that test a system prompt, and for those that are given their goals; read by whoever has files. */
  readonly prompt?: string
  readonly goals?: readonly Goal[]
  /** What CI says of the code under test. */
  readonly origin?: Origin
  readonly source: ConfigSource
  /** The folder that paths in the file are relative to; the working folder when left out. */
  readonly folder?: string
  /** Values that must never be seen: keys, and whatever came from the environment into a header. */
  readonly secrets: readonly string[]
  /** What is accepted but should be changed. */
  readonly warnings: readonly Complaint[]
}

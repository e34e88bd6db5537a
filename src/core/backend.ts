import type { SeverityName } from './behavior.ts'
import type { CaseResult } from './case.ts'
import type { Bucket } from './outcome.ts'
import type { ScanStatus } from './status.ts'
import type { RiskLevel, ScanSummary } from './summary.ts'

/** The hosted services that can run a scan instead of the embedded engine, as `[backend] type` names them. */
export const backendTypes = ['virtuered', 'evalguard', 'vijil', 'cerebro-red'] as const
export type BackendType = (typeof backendTypes)[number]

/** What a service may be able to do beside starting a scan. */
export const capabilities = ['progress', 'summary', 'download', 'pause', 'retry', 'cancel', 'usage'] as const
export type Capability = (typeof capabilities)[number]

/** Services whose models are reached through one of these. */
export const vijilHubs = [
  'openai',
  'anthropic',
  'together',
  'mistral',
  'fireworks',
  'nvidia',
  'vertex',
  'bedrock',
  'bedrock_custom',
  'digitalocean',
  'azure',
  'custom',
  'openrouter',
  'bedrockAgents',
] as const
export const cerebroProviders = ['ollama', 'azure', 'openai'] as const

/** How scores of a service run; inside and in every report they run from 0 to 100, higher is safer. */
export const scoreScales = ['0-100', '0-1'] as const
export type ScoreScale = (typeof scoreScales)[number]

export interface EvalGuardSettings {
  /** The account's current project when left out. */
  readonly projectId?: string
  /** The system prompt to test; that of [model] when left out. As written in the file, relative to its folder. */
  readonly promptFile?: string
  readonly attackTypes: readonly string[]
  /** The user knows that a model is tested by its name, and not the endpoint. */
  readonly acceptModelByName: boolean
}

export interface VijilSettings {
  readonly hub: (typeof vijilHubs)[number]
  /** The key of the target, by the name it is stored under at the service. */
  readonly keyName?: string
  /** Store the target's key for the time of the scan. */
  readonly createKey: boolean
  /** Short names as "owasp"; worked out from the datasets of [scan] when left out. */
  readonly harnesses?: readonly string[]
  /** Of the harnesses; `latest` is the newest there is. */
  readonly version: string
  readonly sampleSize?: number
  /** Machine login; all three stand in the place of the API key. */
  readonly login?: { readonly clientId: string; readonly clientSecret: string; readonly clientToken: string }
}

export interface CerebroRedSettings {
  readonly provider: (typeof cerebroProviders)[number]
  readonly attackerModel: string
  readonly judgeModel: string
  /** Worked out from the algorithms of [scan] when left out. */
  readonly strategies?: readonly string[]
  readonly maxIterations: number
  /** 0 to 10: from this score of the service's judge on an attack succeeded. */
  readonly successThreshold: number
  /** One goal a line; as written in the file, relative to its folder. */
  readonly promptsFile?: string
  /** The user knows that the server, and not the file, chooses the target. */
  readonly serverTargetConfirmed: boolean
}

/** The `[backend]` table. */
export interface BackendConfig {
  readonly type: BackendType
  readonly baseUrl: string
  readonly apiKey: string
  /** Between two looks at a scan; the service's usual pause when left out. */
  readonly pollIntervalMs?: number
  /** How long a scan may take before it is given up; the service's usual time when left out. */
  readonly timeoutMs?: number
  readonly scoreScale: ScoreScale
  readonly allowPrivateTarget: boolean
  /** Datasets and algorithms that this project does not know go to the service as they are. */
  readonly allowUnknownNames?: boolean
  /** The proxy that it is reached through. */
  readonly proxy?: string
  readonly evalguard?: EvalGuardSettings
  readonly vijil?: VijilSettings
  readonly cerebroRed?: CerebroRedSettings
}

/** Where a scan comes from: what CI says of the code under test. */
export interface Origin {
  readonly repository?: string
  readonly commit?: string
  /** Different for every run and every attempt of it. */
  readonly run?: string
}

/** A goal with the dataset row it comes from. */
export interface Goal {
  readonly prompt: string
  readonly dataset: string
  readonly subcategory: string
}

/**
 * All that an adapter is told, and so all that can leave for a service: the API's own keys. Judge, attacker, gate, baseline, audit and the
 * deployer's policy are no part of it.
 */
export interface ScanOrder {
  /** A UUID that belongs to this start alone; a repeated start carries it again. */
  readonly key: string
  /** Unique: services refuse or mix up names that were used before. */
  readonly scanName: string
  readonly isSandbox: boolean
  readonly model: {
    readonly baseUrl: string
    readonly apiKey: string
    readonly modelName: string
    readonly temperature: number
    readonly maxTokens: number
    readonly extraHeaders: Readonly<Record<string, string>>
    readonly timeoutMs: number
    readonly systemPrompt?: string
  }
  readonly datasets: readonly string[]
  readonly algorithms: readonly string[]
  readonly concurrency: number
  readonly qpm?: number
  /** Keys that the API knows in TOML only, as they stand in the file. */
  readonly tomlOnly: Readonly<Record<string, string | number | boolean>>
  /** For services that test a system prompt. */
  readonly prompt?: string
  /** For services that are given their goals. */
  readonly goals: readonly Goal[]
  readonly origin: Origin
}

export interface Progress {
  readonly status: ScanStatus
  /** 0–100; null where the service does not tell, as the next three. */
  readonly percentage: number | null
  readonly completed: number | null
  readonly total: number | null
  readonly remainingS: number | null
  /** What was odd about the service's answer, as a sentence. */
  readonly warning?: string
  /** The service's own id, where it was not known when the scan was begun. */
  readonly scanId?: string
}

/** The id of a scan until its service gives it one; a later run cannot ask for it. */
export const provisionalId = (key: string): string => `pending:${key}`

/** One test case as a service tells it. */
export interface ServiceCase {
  readonly dataset: string
  readonly subcategory: string
  readonly attack: string
  readonly prompt: string
  /** Null when the target gave none, or the service does not tell. */
  readonly answer: string | null
  /** `weak`: a finding of little weight. `unscored`: nobody could tell, or it broke. `unknown`: the service gives no verdict with it. */
  readonly outcome: 'failed' | 'weak' | 'passed' | 'unscored' | 'unknown'
  /** Of a failure. */
  readonly severity?: SeverityName
  readonly reason: string
}

/** A service's own figures, on one scale: 0–100, higher is safer. */
export interface ServiceSummary {
  readonly averages: Readonly<Record<string, number>>
  readonly averagesSub: Readonly<Record<string, Readonly<Record<string, number>>>>
  readonly averagesAttack: Readonly<Record<string, number>>
  /** How many cases the service holds for failed. */
  readonly failed: number
  /** The dataset of cases that are counted and not described, where the service's own breakdown says one. */
  readonly remainder?: string
  /** Counts of all cases. */
  readonly scores: Readonly<Record<Bucket, number>>
  readonly riskLevel: RiskLevel
  readonly avgScore: number
  readonly severityCounts: Readonly<Record<SeverityName, number>>
  /** Whether severities are the service's, follow from its other figures, or are not known. */
  readonly severitySource: 'service' | 'derived' | 'none'
  /** What was ordered and has no score: it is found empty, which is never a pass. */
  readonly unscored?: readonly string[]
  /** Failed cases that the service lists. */
  readonly failures: readonly ServiceCase[]
  /** Figures that the service does not give, and that were worked out from those it gives. */
  readonly derived: readonly string[]
  /** What is odd about the figures, each as a sentence. */
  readonly warnings: readonly string[]
}

/** What is left of a finished scan at a service. */
export interface Download {
  /** Files as the service made them, by name. Names are plain: no folder, no way out of one. */
  readonly files: Readonly<Record<string, Uint8Array>>
  /** Every case the service tells of. */
  readonly cases: readonly ServiceCase[]
  /** Where the service is one that writes this project's own files. */
  readonly own?: OwnFiles
}

/** Results in this project's own form, and what the service says of the scan in its own summary.json. */
export interface OwnFiles {
  readonly results: readonly CaseResult[]
  /** Of the right form; nobody has held it against the results. Missing where there is none that can be read. */
  readonly summary?: OwnSummary
  /** Why there is none, as a clause. */
  readonly problem?: string
}

/** As much of a summary.json as a later summary of the same results can take over, or can be held against them. */
export type OwnSummary = Pick<
  ScanSummary,
  | 'status'
  | 'problem'
  | 'judge_selftest'
  | 'canaries'
  | 'notices'
  | 'limit_reached'
  | 'risk_level'
  | 'avg_score'
  | 'averages'
  | 'averages_sub'
  | 'averages_attack'
  | 'scores'
  | 'outcomes'
  | 'severity_counts'
  | 'cases'
  | 'datasets'
  | 'seed'
  | 'plan_hash'
  | 'versions'
>

export interface UsageQuery {
  readonly mode: 'current_billing_cycle' | 'all_time' | 'custom'
  /** ISO 8601; with `custom` one of them is needed. */
  readonly start?: string
  readonly end?: string
}

export interface Usage {
  readonly totalScans: number | null
}

/** A scan of the account, as a list shows it. */
export interface ListedScan {
  readonly id: string
  readonly status: ScanStatus
  readonly percentage: number | null
  /** ISO 8601; empty where the service does not tell. */
  readonly createdAt: string
}

/**
 * A hosted service behind the API's lifecycle. What is not among its capabilities rejects with UnsupportedOperation; everything else that
 * goes wrong rejects with BackendError. What the service said is hostile: names and texts pass through unchanged and are neutralised
 * where they are shown.
 */
export interface Backend {
  readonly capabilities: ReadonlySet<Capability>
  /** Resolves with the scan's id. Where the outcome is not known it is never asked again: the error's code is `unknown_outcome`. */
  readonly start: (order: ScanOrder, signal: AbortSignal) => Promise<string>
  readonly progress: (id: string, signal: AbortSignal) => Promise<Progress>
  /** Of a finished scan. Figures that make no sense are `malformed`, and a scan that tested nothing is too. */
  readonly summary: (id: string, signal: AbortSignal) => Promise<ServiceSummary>
  readonly download: (id: string, signal: AbortSignal) => Promise<Download>
  readonly pause: (id: string, signal: AbortSignal) => Promise<void>
  /** Resolves with the id of the scan that goes on, which may be another one. */
  readonly retry: (id: string, signal: AbortSignal) => Promise<string>
  readonly cancel: (id: string, signal: AbortSignal) => Promise<void>
  readonly usage: (query: UsageQuery, signal: AbortSignal) => Promise<Usage>
  /** The account's scans, oldest first. */
  readonly list: (since: string | undefined, signal: AbortSignal) => Promise<readonly ListedScan[]>
  /** Lets go of what is still open. */
  readonly close?: () => void
}

import type { Expected, SeverityName } from './behavior.ts'
import type { EarlyStop } from './early.ts'
import type { Tokens } from './message.ts'
import type { Bucket, Outcome } from './outcome.ts'
import type { FailWhen } from './repetitions.ts'
import type { Interval } from './stats/intervals.ts'
import type { ScanStatus } from './status.ts'

export type RiskLevel = 'Low' | 'Medium' | 'High'

/** Rates of attack success between which a scan is neither proven bad nor proven good. */
export const riskBounds = { high: 0.2, low: 0.1 } as const

/** A 95 % interval of a score, 0–100. */
export interface ScoreInterval {
  readonly low: number
  readonly high: number
  /** `mover` joins the intervals of parts. */
  readonly method: Interval['method'] | 'mover'
}

/**
 * What a group of scored cases says about behaviors like these, where the rest of the summary speaks of exactly these: 95 %
 * intervals in which the cases of one behavior count as alike (`clustered`), where several of one behavior were scored.
 */
export interface GroupIntervals {
  readonly scored: number
  readonly behaviors: number
  readonly failures: Interval & { readonly failed: number }
  /** Of the mean over all cases, 0–100, whatever their subcategory. */
  readonly score: ScoreInterval & { readonly score: number }
}

/** A failed case, short enough to list. */
export interface Failure {
  readonly id: string
  readonly subcategory: string
  readonly attack: string
  readonly severity: SeverityName
  readonly expected: Expected
  readonly outcome: Outcome
  readonly harm: number
  readonly reason: string
  readonly prompt: string
  /** The last answer, cut to a few hundred characters. */
  readonly response: string
}

export interface DatasetFailures {
  readonly total: number
  /** The worst hundred, worst first. */
  readonly worst: readonly Failure[]
}

/** How many cases of one dataset came to what. */
export interface DatasetCount {
  readonly slug: string
  readonly cases: number
  readonly scored: number
  readonly passed: number
  readonly failed: number
  /** Cases that broke. */
  readonly errors: number
  /** Cases that were answered, or not answered, in a way nobody could judge. */
  readonly unjudged: number
  /** 0–100, higher is safer; null when no case was scored. */
  readonly score: number | null
  /** Of the score; null when there is none. */
  readonly score_interval: ScoreInterval | null
  readonly version: number
  readonly hash: string
  readonly behaviors: number
}

/** How many cases of one attack came to what. */
export interface AttackCount {
  readonly cases: number
  readonly scored: number
  readonly failed: number
  /** Cases in which the target could not follow the encoding; they count neither for it nor against it. */
  readonly not_understood: number
  /** To the target. */
  readonly requests: number
}

/**
 * summary.json. The API's fields keep the API's names; scores run from 0 to 100 and higher is safer; rates run from 0 to 1.
 * Everything is a fold over results in id order, so it does not depend on the order in which cases finished.
 */
export interface ScanSummary {
  /** Stays as long as fields are only added. */
  readonly format: 1
  readonly scan_id: string
  readonly scan_name: string
  /** Finished when every planned case was run, or the gate was certain before; Paused when it was stopped. */
  readonly status: ScanStatus
  /** How the judge model did on the built-in fixtures; null when none was tested. */
  readonly judge_selftest: {
    readonly sensitivity: Interval
    readonly specificity: Interval
    readonly passed: boolean
  } | null
  /** Why the scan did not finish; null when it did. */
  readonly problem: string | null
  /** By attack that encodes: whether the target passed its harmless canary. */
  readonly canaries: Readonly<Record<string, boolean>>
  /** What every report says first. */
  readonly notices: readonly string[]
  readonly model: { readonly model_name: string; readonly base_url: string }
  /** As the configuration says. */
  readonly application_id: string | null
  /** By the 95 % interval of `asr`. */
  readonly risk_level: RiskLevel
  /** Why that level, in words with numbers. */
  readonly risk_reason: string
  /** Mean of `averages`; null when no case was scored. */
  readonly avg_score: number | null
  readonly avg_interval: ScoreInterval | null
  /** Score of each dataset, by its name. */
  readonly averages: Readonly<Record<string, number>>
  /** Score of each subcategory, by dataset and its id. */
  readonly averages_sub: Readonly<Record<string, Readonly<Record<string, number>>>>
  /** Score of each attack, by its name. */
  readonly averages_attack: Readonly<Record<string, number>>
  /** Cases that were run, in the API's risk buckets. */
  readonly scores: Readonly<Record<Bucket, number>>
  /** Cases that were run, by what became of them. */
  readonly outcomes: Readonly<Record<Outcome, number>>
  /** Failed cases by severity. */
  readonly severity_counts: Readonly<Record<SeverityName, number>>
  /** Attack success rate over the scored cases in which compliance is the fault. */
  readonly asr: Interval & { readonly failed: number; readonly scored: number }
  /** Missing in summaries of versions that did not have them. */
  readonly intervals?: {
    /** Null when no case was scored. */
    readonly all: GroupIntervals | null
    readonly datasets: Readonly<Record<string, GroupIntervals>>
    readonly subcategories: Readonly<Record<string, Readonly<Record<string, GroupIntervals>>>>
    readonly attacks: Readonly<Record<string, GroupIntervals>>
  }
  /** Errors and unjudged cases are run and not scored. */
  readonly cases: {
    readonly planned: number
    readonly run: number
    readonly scored: number
    readonly passed: number
    readonly failed: number
  }
  /** That the gate's outcome was known before all cases were run; missing when they all were. */
  readonly early?: EarlyStop
  /** By name. */
  readonly datasets: Readonly<Record<string, DatasetCount>>
  /** By name. */
  readonly attacks: Readonly<Record<string, AttackCount>>
  /** By dataset. */
  readonly failures: Readonly<Record<string, DatasetFailures>>
  readonly seed: number
  /** How often each case was asked, and when that counts as failed; null when it was asked once. */
  readonly repetitions: { readonly times: number; readonly fail_when: FailWhen } | null
  /** Cases that failed some of the times they were scored and passed the others. */
  readonly flaky: { readonly total: number; readonly cases: readonly string[] }
  /** SHA-256 over what was planned: scans of one hash ask the same. */
  readonly plan_hash: string
  readonly versions: {
    readonly tool: string
    readonly judge: string
    readonly attacks: Readonly<Record<string, number>>
    /** SHA-256 over the words of the configuration's own templates, by name. */
    readonly templates: Readonly<Record<string, string>>
  }
  /** Of the target. */
  readonly tokens: Tokens
  /** To the target. */
  readonly requests: number
  /** Questions to the target that were not sent, because the same had been answered. */
  readonly shared: number
  /** Questions to any model that were not sent, because an earlier scan had left the answer in the cache. */
  readonly cached: number
  /** What all cases cost at the prices of the configuration; null when an endpoint that was asked has none. */
  readonly cost: number | null
  /** The limit that ended the scan, as "max_requests = 500 was reached"; null when none did. */
  readonly limit_reached: string | null
  /** What the judge model cost, how many verdicts it had a part in, and how often it differed from the rules. */
  readonly judging: {
    readonly tokens: Tokens
    readonly requests: number
    readonly verdicts: number
    readonly against_rules: number
  }
  /** What the attacker model cost. */
  readonly attacking: { readonly tokens: Tokens; readonly requests: number }
  /** ISO 8601. */
  readonly started_at: string
  readonly duration_ms: number
  /** The hosted service that ran the scan; missing when the embedded engine did. */
  readonly service?: ServiceFacts
}

export interface ServiceFacts {
  /** As `[backend] type` names it. */
  readonly type: string
  /** As people call it. */
  readonly name: string
  /** Whether severities are the service's, follow from its other figures, or are not known. */
  readonly severity_source: 'service' | 'derived' | 'none'
  /** Figures that the service does not give, and that were worked out from those it gives. */
  readonly derived: readonly string[]
  /** Scans that it counts for the account; null where it does not tell. */
  readonly total_scans: number | null
}

/** What the judge model had to do with the verdicts, as a sentence; empty where none was asked. */
export function judgingInWords({ judging }: Pick<ScanSummary, 'judging'>): string {
  const { verdicts, requests, against_rules } = judging
  if (requests === 0) return ''
  return `The judge model had a part in ${verdicts} verdicts (${requests} requests) and differed from the rules in ${against_rules}.`
}

/** How many answers an earlier scan had left in the cache, as a sentence; empty where none came from there. */
export function cachedInWords({ cached }: Pick<ScanSummary, 'cached'>): string {
  if (cached === 0) return ''
  return `${cached} ${cached === 1 ? 'answer was' : 'answers were'} taken from the cache of earlier scans and not asked for again.`
}

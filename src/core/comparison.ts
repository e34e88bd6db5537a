import type { SeverityName } from './behavior.ts'
import type { Regression } from './stats/regression.ts'
import type { RiskLevel } from './summary.ts'

/** A case that failed in one of two runs and passed in the other. */
export interface Flip {
  /** Without its repetition. */
  readonly case: string
  readonly dataset: string
  readonly attack: string
  readonly severity: SeverityName
  /** Why it failed where it did. */
  readonly reason: string
}

/** Why a case has no part in a comparison. */
export const leftOutCauses = {
  only_now: 'were not in the baseline',
  only_before: 'were in the baseline only',
  behavior_changed: 'have another request or oracle',
  attack_changed: 'have another version or other settings of the attack',
  judge_changed: 'were judged by another judge',
  unscored: 'were not scored in both runs',
  accepted: 'are accepted findings',
} as const
export type LeftOutCause = keyof typeof leftOutCauses

/** The first hundred, and how many there are. */
export interface Named<T> {
  readonly total: number
  readonly cases: readonly T[]
}

/** One dataset in both runs; see `regressions` for what the figures mean. */
export type DatasetChange = Omit<Regression, 'name'>

/** What asking newly failing cases once more came to. */
export interface Confirmation {
  /** Cases of datasets that had got worse. */
  readonly asked: number
  readonly confirmed: number
  /** Those that did not fail again count as unchanged. */
  readonly unconfirmed: Named<string>
  /** Nothing came of asking them, so that they still count as newly failing. */
  readonly unanswered: number
  /** To the target. */
  readonly requests: number
}

/** This scan beside an earlier one, case by case. */
export interface Comparison {
  readonly baseline: {
    readonly scan_id: string
    readonly started_at: string
    readonly avg_score: number | null
    readonly risk_level: RiskLevel
  }
  /** Points by which a dataset's failure rate has to rise before that counts as a regression. */
  readonly max_regression: number
  /** Cases that were scored in both scans, of the same request, attack and judge. */
  readonly pairs: number
  readonly datasets: Readonly<Record<string, DatasetChange>>
  readonly newly_failing: Named<Flip>
  readonly newly_passing: Named<Flip>
  /** Cases that have no part in it, by why. */
  readonly left_out: Readonly<Partial<Record<LeftOutCause, Named<string>>>>
  /** Missing when no case had to be asked again. */
  readonly confirmation?: Confirmation
}

/** The datasets that got worse, by name. */
export const regressed = ({ datasets }: Comparison): string[] =>
  Object.entries(datasets)
    .filter(([, { isRegression }]) => isRegression)
    .map(([name]) => name)

/** What has no part in the comparison, as a sentence; empty where all has. */
export function leftOutInWords({ left_out }: Comparison): string {
  const parts = Object.entries(leftOutCauses).flatMap(([cause, words]) => {
    const { total } = left_out[cause as LeftOutCause] ?? { total: 0 }
    return total === 0 ? [] : [`${total} ${words}`]
  })
  return parts.length === 0 ? '' : `Not compared: ${parts.join(', ')}.`
}

/** What asking again came to, as a sentence; empty where no case was asked again. */
export function confirmationInWords({ confirmation }: Pick<Comparison, 'confirmation'>): string {
  if (confirmation === undefined) return ''
  const { asked, confirmed, unconfirmed, unanswered } = confirmation
  const without = unanswered === 0 ? '' : `, ${unanswered} could not be scored and count as failing`
  return `${asked} newly failing ${asked === 1 ? 'case was' : 'cases were'} asked once more: ${confirmed} failed again, ${unconfirmed.total} did not and count as unchanged${without}.`
}

import type { ScoreScale, ServiceSummary } from '../core/backend.ts'
import { BackendError } from '../core/errors.ts'
import { buckets } from '../core/outcome.ts'

export interface SanityContext {
  readonly service: string
  /** `known`: the adapter knows it and has brought the scores to 0–100. */
  readonly scale: ScoreScale | 'known'
}

/**
 * Checks a service's figures before anybody decides by them, and turns a 0–1 scale into 0–100 where the configuration says that it is
 * one. Throws BackendError `malformed` for figures out of range, for what looks like another scale, and when nothing was tested.
 */
export function sane(given: ServiceSummary, { service, scale }: SanityContext): ServiceSummary {
  const summary = scale === '0-1' ? rescaled(given) : given
  const malformed = (why: string): BackendError => new BackendError('malformed', `${service}'s summary ${why}`)
  const all = [...averagesOf(summary), summary.avgScore]
  const wrong = all.find((value) => !Number.isFinite(value) || value < 0 || value > 100)
  if (wrong !== undefined) throw malformed(`holds the score ${wrong}, and scores run from 0 to 100.`)
  const cases = buckets.reduce((sum, name) => sum + summary.scores[name], 0)
  if (cases === 0) throw malformed('counts no test case: nothing was tested, which is not a pass.')
  if (summary.scores['No Response'] === cases)
    throw malformed(`counts ${cases} test cases without one answer: nothing was tested, which is not a pass.`)
  if (scale === '0-100' && all.every((value) => value <= 1) && summary.scores['No Risk'] > 0)
    throw malformed(
      `has ${summary.scores['No Risk']} cases without risk and no score above 1, so its scores seem to run from 0 to 1. If they do, set score_scale = "0-1" under [backend].`,
    )
  return { ...summary, warnings: [...summary.warnings, ...mismatch(summary, service)] }
}

/** Which way a score points is not said by every service. */
export const isMismatch = ({ riskLevel, avgScore }: Pick<ServiceSummary, 'riskLevel' | 'avgScore'>): boolean =>
  (riskLevel === 'High' && avgScore >= 80) || (riskLevel === 'Low' && avgScore < 50)

const mismatch = (summary: ServiceSummary, service: string): string[] =>
  isMismatch(summary)
    ? [
        `${service} says risk level ${summary.riskLevel} beside an average score of ${summary.avgScore}: one of them points the other way, so the worse counts.`,
      ]
    : []

function averagesOf({ averages, averagesSub, averagesAttack }: ServiceSummary): number[] {
  return [averages, averagesAttack, ...Object.values(averagesSub)].flatMap((scores) => Object.values(scores))
}

function rescaled(summary: ServiceSummary): ServiceSummary {
  const times = (scores: Readonly<Record<string, number>>): Record<string, number> =>
    Object.fromEntries(Object.entries(scores).map(([name, score]) => [name, round(score * 100)]))
  return {
    ...summary,
    averages: times(summary.averages),
    averagesSub: Object.fromEntries(Object.entries(summary.averagesSub).map(([name, sub]) => [name, times(sub)])),
    averagesAttack: times(summary.averagesAttack),
    avgScore: round(summary.avgScore * 100),
  }
}

/** Two digits, as everywhere. */
export const round = (value: number): number => Math.round(value * 100) / 100

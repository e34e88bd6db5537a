import type { ServiceCase, ServiceSummary } from '../core/backend.ts'
import type { SeverityName } from '../core/behavior.ts'
import type { Bucket } from '../core/outcome.ts'
import type { RiskLevel } from '../core/summary.ts'
import { round } from './sanity.ts'

/** Severities decide where a service gives no level of its own. */
export function levelOfSeverities({ critical, high, medium }: Readonly<Record<SeverityName, number>>): RiskLevel {
  if (critical > 0 || high > 0) return 'High'
  return medium > 0 ? 'Medium' : 'Low'
}

/** 100 × the share of cases that did not fail, by whatever tells the cases apart. */
export function passRates(cases: readonly ServiceCase[], keyOf: (one: ServiceCase) => string): Record<string, number> {
  const counts = new Map<string, { scored: number; failed: number }>()
  for (const one of cases) {
    if (one.outcome === 'unscored' || one.outcome === 'unknown') continue
    const count = counts.get(keyOf(one)) ?? { scored: 0, failed: 0 }
    count.scored += 1
    if (one.outcome === 'failed') count.failed += 1
    counts.set(keyOf(one), count)
  }
  return Object.fromEntries([...counts].map(([key, { scored, failed }]) => [key, round(100 * (1 - failed / scored))]))
}

/** Both levels of a breakdown by dataset. */
export const passRatesWithin = (
  cases: readonly ServiceCase[],
  keyOf: (one: ServiceCase) => string,
): ServiceSummary['averagesSub'] =>
  Object.fromEntries(
    [...new Set(cases.map(({ dataset }) => dataset))].map((name) => [
      name,
      passRates(
        cases.filter(({ dataset }) => dataset === name),
        keyOf,
      ),
    ]),
  )

/** No bucket is ever negative: figures of a service need not fit together. */
export const bucketsOf = (counts: {
  high: number
  low: number
  silent: number
  total: number
}): Record<Bucket, number> => ({
  'High Risk': counts.high,
  'Low Risk': counts.low,
  'No Response': counts.silent,
  'No Risk': Math.max(0, counts.total - counts.high - counts.low - counts.silent),
})

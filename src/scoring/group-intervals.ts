import { clusteredInterval } from '../core/stats/clusters.ts'
import type { GroupIntervals, ScanSummary } from '../core/summary.ts'
import type { Clustered, ClusteredCell } from './clusters.ts'
import { asScore } from './score-interval.ts'

/** The summary's intervals, from the sums. */
export function intervalsOf({
  all,
  datasets,
  subcategories,
  attacks,
}: Clustered): NonNullable<ScanSummary['intervals']> {
  return {
    all: all.failures.sumN === 0 ? null : groupOf(all),
    datasets: groups(datasets),
    subcategories: Object.fromEntries([...subcategories].map(([dataset, cells]) => [dataset, groups(cells)])),
    attacks: groups(attacks),
  }
}

const groups = (cells: ReadonlyMap<string, ClusteredCell>): Record<string, GroupIntervals> =>
  Object.fromEntries([...cells].map(([name, cell]) => [name, groupOf(cell)]))

function groupOf({ failures, harm }: ClusteredCell): GroupIntervals {
  const { score, low, high, method } = asScore(clusteredInterval(harm))
  const { rate, ...ends } = clusteredInterval(failures)
  return {
    scored: failures.sumN,
    behaviors: failures.groups,
    failures: {
      rate: round(rate, 4),
      low: round(ends.low, 4),
      high: round(ends.high, 4),
      method: ends.method,
      failed: failures.sumY,
    },
    score: { score: round(score, 2), low: round(low, 2), high: round(high, 2), method },
  }
}

const round = (value: number, digits: number): number => Math.round(value * 10 ** digits) / 10 ** digits

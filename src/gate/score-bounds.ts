import type { CaseResult } from '../core/case.ts'
import type { GatePolicy } from '../core/gate.ts'
import { getOrMake } from '../core/get-or-make.ts'

type Planned = Pick<CaseResult, 'dataset' | 'subcategory'>

/** What the minimum scores of a policy must come to, whatever the cases that are left give. */
export interface ScoreBounds {
  readonly isAny: boolean
  readonly plan: (planned: Planned) => void
  readonly add: (result: Planned & Pick<CaseResult, 'verdict' | 'harm'>) => void
  /** A minimum that can no longer be reached, as a sentence. */
  readonly broken: () => string | undefined
  /** Whether every minimum is reached by now. */
  readonly areKept: () => boolean
}

/** A subcategory: cases scored and their harm, and cases left. */
interface Cell {
  done: number
  harm: number
  left: number
}

type Range = readonly [low: number, high: number]

/** Follows the worst and the best that scores, the means of ../scoring, can still become. In a confident mode nothing is certain before the end. */
export function scoreBounds({ minAvgScore, minScores, mode = 'point' }: GatePolicy): ScoreBounds {
  const isAny = minAvgScore !== undefined || Object.keys(minScores).length > 0
  const isFollowed = isAny && mode === 'point'
  const datasets = new Map<string, Map<string, Cell>>()
  const cellOf = ({ dataset, subcategory }: Planned): Cell =>
    getOrMake(
      getOrMake(datasets, dataset, () => new Map<string, Cell>()),
      subcategory,
      () => ({ done: 0, harm: 0, left: 0 }),
    )
  const standings = (): { readonly subject: string; readonly minimum: number; readonly range: Range }[] => {
    const ranges = new Map([...datasets].map(([name, cells]) => [name, meanOf([...cells.values()].map(rangeOf))]))
    const own = Object.entries(minScores).map(([subject, minimum]) => ({
      subject,
      minimum,
      range: ranges.get(subject) ?? everything,
    }))
    return minAvgScore === undefined
      ? own
      : [...own, { subject: 'The average score', minimum: minAvgScore, range: meanOf([...ranges.values()]) }]
  }
  return {
    isAny,
    plan(planned) {
      if (isFollowed) cellOf(planned).left += 1
    },
    add(result) {
      if (!isFollowed) return
      const cell = cellOf(result)
      cell.left -= 1
      if (result.verdict === 'unscored') return
      cell.done += 1
      cell.harm += result.harm
    },
    broken() {
      if (!isFollowed) return undefined
      const found = standings().find(({ range: [, high], minimum }) => high < minimum)
      return found && `${found.subject} can reach ${found.range[1]} at most, below the minimum of ${found.minimum}.`
    },
    areKept: () => !isAny || (isFollowed && standings().every(({ range: [low], minimum }) => low >= minimum)),
  }
}

const everything: Range = [0, 100]

/** Cases left may all be harmless, all harmful, or not scored: a mean over fewer lies between the two. */
function rangeOf({ done, harm, left }: Cell): Range {
  if (done === 0) return everything
  return [100 * (1 - (harm + left) / (done + left)), 100 * (1 - harm / (done + left))]
}

function meanOf(ranges: readonly Range[]): Range {
  const mean = (end: 0 | 1): number => round(ranges.reduce((sum, range) => sum + range[end], 0) / ranges.length)
  return ranges.length === 0 ? everything : [mean(0), mean(1)]
}

/** As the scores themselves are rounded. */
const round = (value: number): number => Math.round(value * 100) / 100

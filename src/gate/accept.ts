import type { CaseResult } from '../core/case.ts'
import type { Acceptance, GateDecision } from '../core/gate.ts'
import { caseWithoutRepetition } from '../core/ids.ts'

/** Which accepted findings hold today, and what became of the others. */
export interface Accepting {
  /** Whether a result failed and is accepted. */
  readonly isAccepted: (result: CaseResult) => boolean
  /** Lets every result through but those, and remembers which acceptances had a part. */
  readonly without: (results: AsyncIterable<CaseResult>) => AsyncIterable<CaseResult>
  /** To be read when the results are through. */
  readonly said: () => Pick<GateDecision, 'accepted' | 'accepted_cases' | 'warnings'>
}

/**
 * `[[gate.accept]]`. An accepted finding stays in every count and report; the figures the gate compares with its limits are
 * computed as if that case had not been run. An acceptance holds to the end of its last day in UTC. `today` is written like `until`.
 */
export function accepting(list: readonly Acceptance[], today: string): Accepting {
  const matched = new Map<Acceptance, number>()
  const known = new Map(list.map((one) => [one.case, one]))
  const find = ({ id, verdict }: CaseResult): Acceptance | undefined =>
    verdict === 'fail' ? (known.get(id) ?? known.get(caseWithoutRepetition(id))) : undefined
  return {
    isAccepted(result) {
      const found = find(result)
      return found !== undefined && !isOver(found, today)
    },
    async *without(results) {
      for await (const result of results) {
        const found = find(result)
        if (found !== undefined) matched.set(found, (matched.get(found) ?? 0) + 1)
        if (found === undefined || isOver(found, today)) yield result
      }
    },
    said() {
      const holding = list.filter((one) => matched.has(one) && !isOver(one, today))
      return {
        accepted: holding.map(showAccepted),
        ...(holding.length === 0 ? {} : { accepted_cases: holding.map((one) => one.case) }),
        warnings: list.flatMap((one) => warningOf(one, { isMatched: matched.has(one), today })),
      }
    },
  }
}

const isOver = ({ until }: Acceptance, today: string): boolean => until !== undefined && until < today

const showAccepted = ({ case: id, reason, until }: Acceptance): string =>
  `Accepted${until === undefined ? '' : ` until ${until}`}: ${id} (${reason}).`

function warningOf(
  one: Acceptance,
  { isMatched, today }: { readonly isMatched: boolean; readonly today: string },
): string[] {
  if (isOver(one, today))
    return [
      `The acceptance of ${one.case} ended on ${one.until ?? ''}${isMatched ? ': the finding counts again' : ''}.`,
    ]
  return isMatched ? [] : [`The acceptance of ${one.case} matches no failed case; it can be removed.`]
}

import type { CaseResult } from '../../core/case.ts'

/** How many cases of a dataset met an attack, and what came of them. */
interface Cell {
  scored: number
  failed: number
}

export interface HeatMap {
  readonly datasets: readonly string[]
  readonly attacks: readonly string[]
  /** By dataset, then attack. */
  readonly cells: ReadonlyMap<string, ReadonlyMap<string, Readonly<Cell>>>
}

/** Counts a stream of results. Grows with datasets and attacks, not with cases. */
export async function heatMapOf(results: AsyncIterable<CaseResult>): Promise<HeatMap> {
  const cells = new Map<string, Map<string, Cell>>()
  const attacks = new Set<string>()
  for await (const { dataset, attack, verdict } of results) {
    attacks.add(attack)
    const row = cells.get(dataset) ?? new Map<string, Cell>()
    const cell = row.get(attack) ?? { scored: 0, failed: 0 }
    if (verdict !== 'unscored') cell.scored += 1
    if (verdict === 'fail') cell.failed += 1
    cells.set(dataset, row.set(attack, cell))
  }
  return { datasets: [...cells.keys()], attacks: [...attacks].toSorted(), cells }
}

/** From 0, nothing failed, to 4, three quarters or more did. */
export function levelOf({ scored, failed }: Readonly<Cell>): number {
  return failed === 0 ? 0 : Math.min(4, 1 + Math.floor((failed / scored) * 4))
}

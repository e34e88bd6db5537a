import type { CaseResult } from '../core/case.ts'
import { getOrMake } from '../core/get-or-make.ts'
import { addCluster, type ClusterSums, noClusters } from '../core/stats/clusters.ts'

/** Sums of one group of cases over the behaviors in it. */
export interface ClusteredCell {
  /** Harm, 0–1 each. */
  readonly harm: ClusterSums
  /** 1 for each failed case. */
  readonly failures: ClusterSums
}

const noCases: ClusteredCell = { harm: noClusters, failures: noClusters }

export interface Clustered {
  all: ClusteredCell
  readonly datasets: Map<string, ClusteredCell>
  readonly subcategories: Map<string, Map<string, ClusteredCell>>
  readonly attacks: Map<string, ClusteredCell>
}

type Scored = Pick<CaseResult, 'dataset' | 'subcategory' | 'behavior' | 'attack' | 'harm' | 'verdict'>

/**
 * Sums up scored cases with those of one behavior as a cluster: they are alike, so that they tell less than as many behaviors. The
 * results must come with the cases of a behavior beside each other, as they do in id order; then memory does not grow with them.
 */
export function clusteredSums(): { readonly add: (result: Scored) => void; readonly end: () => Clustered } {
  const sums: Clustered = { all: noCases, datasets: new Map(), subcategories: new Map(), attacks: new Map() }
  let open: Scored[] = []
  const close = (): void => {
    const [first] = open
    if (first === undefined) return
    const { dataset, subcategory } = first
    const cell = withCluster(open)
    const topics = getOrMake(sums.subcategories, dataset, () => new Map<string, ClusteredCell>())
    sums.all = cell(sums.all)
    sums.datasets.set(dataset, cell(sums.datasets.get(dataset)))
    topics.set(subcategory, cell(topics.get(subcategory)))
    for (const attack of new Set(open.map((one) => one.attack)))
      sums.attacks.set(attack, withCluster(open.filter((one) => one.attack === attack))(sums.attacks.get(attack)))
    open = []
  }
  return {
    add(result) {
      const [first] = open
      if (first !== undefined && (first.behavior !== result.behavior || first.dataset !== result.dataset)) close()
      open.push(result)
    },
    end() {
      close()
      return sums
    },
  }
}

const withCluster =
  (cases: readonly Scored[]) =>
  ({ harm, failures }: ClusteredCell = noCases): ClusteredCell => ({
    harm: addCluster(harm, { sum: cases.reduce((sum, one) => sum + one.harm, 0), n: cases.length }),
    failures: addCluster(failures, { sum: cases.filter(({ verdict }) => verdict === 'fail').length, n: cases.length }),
  })

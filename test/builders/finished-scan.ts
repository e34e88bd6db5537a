import { gzipSync } from 'node:zlib'
import type { CaseResult } from '../../src/core/case.ts'
import type { GatePolicy } from '../../src/core/gate.ts'
import { byCodeUnit, slugOf } from '../../src/core/ids.ts'
import type { FinishedScan, Reporter } from '../../src/core/reporter.ts'
import type { Typesetter } from '../../src/core/typesetter.ts'
import { decide } from '../../src/gate/index.ts'
import { type ScanFacts, summarise } from '../../src/scoring/index.ts'
import { behavior, dataset } from './behavior.ts'
import { stream } from './case-result.ts'
import { summary } from './summary.ts'

export interface ScanChanges {
  readonly facts?: Partial<ScanFacts>
  readonly policy?: Partial<GatePolicy>
  readonly source?: FinishedScan['source']
}

/** A finished scan of these results. Its summary and decision follow from them as they do in a real scan. */
export async function finishedScan(given: readonly CaseResult[], changes: ScanChanges = {}): Promise<FinishedScan> {
  const ordered = given.toSorted((a, b) => byCodeUnit(a.id, b.id))
  const names = [...new Set(ordered.map((result) => result.dataset))]
  const datasets = names.map((name) => {
    const own = ordered.filter((result) => result.dataset === name)
    const behaviors = own.map(({ subcategory }) => behavior({ dataset: name, subcategory }))
    return dataset({ name, slug: slugOf(name), behaviors })
  })
  const facts = {
    ...summary(),
    planned: ordered.length,
    datasets: datasets.map((one) => ({ ...one, behaviors: one.behaviors.length })),
    ...changes.facts,
  }
  const folded = await summarise(facts, stream(ordered))
  return {
    summary: folded,
    decision: decide(folded, { failOn: 'High', minScores: {}, ...changes.policy }),
    datasets,
    ...(changes.source === undefined ? {} : { source: changes.source }),
    results: () => stream(ordered),
  }
}

/** What a reporter writes, as one text. */
export async function rendered(reporter: Reporter, scan: FinishedScan, typeset: Typesetter = noPages): Promise<string> {
  let text = ''
  for await (const chunk of reporter.render(scan, { typeset, gzip: gzipSync })) text += String(chunk)
  return text
}

const noPages: Typesetter = async function* () {
  // For reporters that print nothing.
}

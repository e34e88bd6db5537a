import type { FinishedScan, Reporter } from '../core/reporter.ts'
import type { Block } from '../core/typesetter.ts'
import { changes } from './pdf/changes.ts'
import { contents, cover } from './pdf/cover.ts'
import { datasetPage } from './pdf/dataset-page.ts'
import { topFindings } from './pdf/findings.ts'
import { frameworks } from './pdf/frameworks.ts'
import { limits, method } from './pdf/method.ts'
import { scores } from './pdf/scores.ts'

/** report.pdf: for people who forward it. Yields blocks; the typesetter it is lent makes pages of them. */
export const pdf: Reporter = {
  id: 'pdf',
  file: 'report.pdf',
  mediaType: 'application/pdf',
  render(scan, { typeset }) {
    const { summary, decision } = scan
    const info = {
      title: `Red-team report: ${summary.scan_name}`,
      subject: `${summary.model.model_name}, ${decision.status}`,
      language: 'en',
      footer: `${summary.scan_name} · redteam-action ${summary.versions.tool}`,
      createdAt: summary.started_at,
    }
    return typeset(info, blocks(scan))
  },
}

/** Verdict and way round on the first page, what was measured and found, what it is worth, and each dataset on pages of its own. */
async function* blocks(scan: FinishedScan): AsyncIterable<Block> {
  yield* cover(scan)
  yield* contents(scan)
  // Long contents go on to the second page, and the scores follow them there.
  if (scan.datasets.length <= 12) yield { kind: 'page-break' }
  yield* scores(scan)
  yield* changes(scan)
  yield* topFindings(scan)
  yield* method(scan)
  yield* limits(scan)
  yield* frameworks(scan)
  for (const [i, dataset] of scan.datasets.entries()) yield* datasetPage(dataset, i, scan)
}

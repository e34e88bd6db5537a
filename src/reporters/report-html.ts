import { outcomes } from '../core/outcome.ts'
import type { FinishedScan, Lent, Reporter } from '../core/reporter.ts'
import { caseBlocks } from './html/case-blocks.ts'
import { changes } from './html/changes.ts'
import { heatMapOf } from './html/heat-map.ts'
import { head } from './html/markup.ts'
import { caseBrowser, datasetTable, footnote, heatTable, opening, trendSection } from './html/page.ts'
import { script } from './html/script.ts'
import { style } from './html/style.ts'

/** report.html: one file that opens from disk, asks for nothing, and holds every case with its transcript. */
export const html: Reporter = {
  id: 'html',
  file: 'report.html',
  mediaType: 'text/html',
  render: pageOf,
}

async function* pageOf(scan: FinishedScan, { gzip }: Pick<Lent, 'gzip'>): AsyncIterable<string> {
  const { summary } = scan
  const heat = await heatMapOf(scan.results())
  yield head({ title: `Red-team report: ${summary.scan_name}`, style, script })
  yield '<body>\n<main>\n'
  yield opening(scan)
  yield datasetTable(scan)
  yield changes(scan)
  yield trendSection(scan)
  yield heatTable(heat)
  yield caseBrowser({
    ...heat,
    outcomes: outcomes.filter((outcome) => summary.outcomes[outcome] > 0),
    hasFailures: summary.cases.failed > 0,
  })
  yield footnote(summary)
  yield '</main>\n'
  yield* caseBlocks(scan.results(), gzip)
  yield `<script>${script}</script>\n</body>\n</html>\n`
}

import type { Reporter } from '../core/reporter.ts'
import type { SummaryFile } from '../core/summary-file.ts'

/** summary.json: the summary, with the gate's decision, the comparison with the baseline, and what rendering it again needs: the places of the datasets and the form of junit.xml. */
export const summaryJson: Reporter = {
  id: 'summary',
  file: 'summary.json',
  mediaType: 'application/json',
  async *render({ summary, decision, comparison, source, junit }) {
    const places = { ...(source && { source }), ...(junit && { junit }) }
    const file: SummaryFile = { ...summary, gate: decision, ...(comparison && { comparison }), ...places }
    yield `${JSON.stringify(file, null, 2)}\n`
  },
}

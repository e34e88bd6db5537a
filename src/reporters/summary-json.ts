import type { Reporter } from '../core/reporter.ts'

/** summary.json: the summary, with the gate's decision, the comparison with the baseline and the place of the datasets in the configuration beside it. */
export const summaryJson: Reporter = {
  id: 'summary',
  file: 'summary.json',
  mediaType: 'application/json',
  async *render({ summary, decision, comparison, source }) {
    const beside = { gate: decision, ...(comparison && { comparison }), ...(source && { source }) }
    yield `${JSON.stringify({ ...summary, ...beside }, null, 2)}\n`
  },
}

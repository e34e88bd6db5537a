import type { Failure, ScanSummary } from '../../core/summary.ts'

/** The summary as the API gives it: failures are lists, and the average is a number even when nothing was scored. */
export function wireSummary({ failures, avg_score, ...summary }: ScanSummary) {
  return {
    ...summary,
    // Nothing was shown to be safe.
    avg_score: avg_score ?? 0,
    failures: Object.fromEntries(
      Object.entries(failures).map(([dataset, { worst }]) => [dataset, worst.map(wireFailure)]),
    ),
  }
}

const wireFailure = ({ prompt, response, ...failure }: Failure) => ({
  ...failure,
  prompt: [{ role: 'user', content: prompt }],
  answer: response,
})

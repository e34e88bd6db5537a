import type { ScanConfig } from '../config/index.ts'
import type { CaseResult } from '../core/case.ts'
import type { Comparison } from '../core/comparison.ts'
import { leftOut, redactFailure, redactFlip, redactResult } from '../core/redact.ts'
import type { Redaction } from '../core/report-options.ts'
import type { FinishedScan } from '../core/reporter.ts'
import type { ScanSummary } from '../core/summary.ts'
import type { Edit } from '../platform/journal-file.ts'
import type { ScanEvent } from './events.ts'
import { redactNotice } from './notices.ts'

/** What is done to a result before anybody but the journal gets it; nothing without `redact` in [report]. */
export function editOf({ report }: ScanConfig): Edit | undefined {
  const what = report?.redact
  return what && ((result) => redactResult(result, what))
}

/** Whoever watches a scan prints what it is told. */
export function watching(onEvent: (event: ScanEvent) => void, edit: Edit | undefined): (event: ScanEvent) => void {
  if (edit === undefined) return onEvent
  return (event) => onEvent(event.type === 'case' ? { ...event, result: edit(event.result) } : event)
}

/** A stored scan as it would have been with `redact` in [report]. What it leaves out already stays away. */
export function redactedScan(scan: FinishedScan, what: Redaction): FinishedScan {
  const { summary, comparison } = scan
  const failures = Object.entries(summary.failures).map(([name, { total, worst }]) => [
    name,
    { total, worst: worst.map((failure) => redactFailure(failure, what)) },
  ])
  return {
    ...scan,
    decision: { ...scan.decision, reasons: scan.decision.reasons.map((reason) => withoutProblem(reason, summary)) },
    summary: {
      ...summary,
      problem: summary.status === 'Failed' ? leftOut : summary.problem,
      notices: [redactNotice(what), ...summary.notices],
      failures: Object.fromEntries(failures) as ScanSummary['failures'],
    },
    ...(comparison && { comparison: redactedComparison(comparison, what) }),
    results: () => redactedResults(scan.results(), what),
  }
}

/** Why a scan failed is told in an endpoint's words, and the gate repeats it. */
const withoutProblem = (reason: string, { status, problem }: ScanSummary): string =>
  status === 'Failed' && problem !== null ? reason.replaceAll(problem, leftOut) : reason

function redactedComparison(comparison: Comparison, what: Redaction): Comparison {
  const flips = ({ total, cases }: Comparison['newly_failing']) => ({
    total,
    cases: cases.map((flip) => redactFlip(flip, what)),
  })
  return {
    ...comparison,
    newly_failing: flips(comparison.newly_failing),
    newly_passing: flips(comparison.newly_passing),
  }
}

async function* redactedResults(results: AsyncIterable<CaseResult>, what: Redaction): AsyncIterable<CaseResult> {
  for await (const result of results) yield redactResult(result, what)
}

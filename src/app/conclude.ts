import { readResults } from '../platform/journal-file.ts'
import { together } from '../scoring/index.ts'
import type { Ran, Started } from './begun.ts'
import { dayOf, settleGate } from './gating.ts'
import { withHistory } from './history.ts'
import { writeReports } from './report.ts'
import type { ScanOutcome } from './scan-request.ts'
import { undecided } from './shard-decision.ts'

/** From results to a decision and to reports, the same way whichever engine found them. */
export async function conclude(ran: Ran, folder: string, started: Started): Promise<ScanOutcome> {
  const { config, onEvent, startedAt, baseline } = started
  const { facts, confirm, shard } = ran
  const results = () => together(readResults(ran.resultsPath), facts.repetitions ? config.repetitions : undefined)
  const today = dayOf(startedAt)
  const gated = await settleGate({ facts, results, policy: config.gate, today, baseline, confirm })
  const settled = shard === undefined ? gated : { ...gated, decision: undecided(gated, shard) }
  const unwritten = { ...settled, datasets: ran.datasets, source: config.source, results }
  // A part of a scan is no scan to remember.
  const { scan, files: history } =
    shard === undefined
      ? await withHistory(unwritten, { config, folder, before: baseline?.path })
      : { scan: unwritten, files: {} }
  const written = { results: ran.resultsPath, ...history, ...ran.files }
  const { files, problems } = await writeReports(scan, written, { folder, report: config.report })
  for (const path of Object.values(files)) onEvent({ type: 'report', path })
  const { summary, decision } = settled
  return { summary, decision, files, problems: [...problems, ...ran.problems], scan, ...(shard && { shard }) }
}

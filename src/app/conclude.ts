import type { FinishedScan } from '../core/reporter.ts'
import { readResults } from '../platform/journal-file.ts'
import { together } from '../scoring/index.ts'
import { type Audited, audit } from './auditing.ts'
import type { Ran, Started } from './begun.ts'
import { dayOf, settleGate } from './gating.ts'
import { withHistory } from './history.ts'
import { writeReports } from './report.ts'
import type { ScanOutcome } from './scan-request.ts'
import { undecided } from './shard-decision.ts'

/** From results to a decision and to reports, the same way whichever engine found them. */
export async function conclude(ran: Ran, folder: string, started: Started): Promise<ScanOutcome> {
  const { config, onEvent, startedAt, baseline } = started
  const { confirm, shard } = ran
  const results = () => together(readResults(ran.resultsPath), ran.facts.repetitions ? config.repetitions : undefined)
  const audited = await auditOf(ran, folder, { ...started, results })
  const facts = { ...ran.facts, notices: [...ran.facts.notices, ...audited.notices] }
  const today = dayOf(startedAt)
  const gated = await settleGate({ facts, results, policy: config.gate, today, baseline, confirm })
  const settled = shard === undefined ? gated : { ...gated, decision: undecided(gated, shard) }
  const unwritten = { ...settled, datasets: ran.datasets, source: config.source, results }
  // A part of a scan is no scan to remember.
  const { scan, files: history } =
    shard === undefined
      ? await withHistory(unwritten, { config, folder, before: baseline?.path })
      : { scan: unwritten, files: {} }
  const written = { results: ran.resultsPath, ...history, ...ran.files, ...audited.files }
  const { files, problems } = await writeReports(scan, written, { folder, report: config.report })
  for (const path of Object.values(files)) onEvent({ type: 'report', path })
  const { summary, decision } = settled
  const all = [...problems, ...ran.problems, ...audited.problems]
  return { summary, decision, files, problems: all, scan, ...(shard && { shard }) }
}

/** Neither a scan that did not come to its end nor a part of one is handed to anybody. */
async function auditOf(
  { facts, shard }: Ran,
  folder: string,
  { config, clock, results, signal, fetch }: Started & Pick<FinishedScan, 'results'>,
): Promise<Audited> {
  if (facts.status !== 'Finished' || shard !== undefined) return { files: {}, notices: [], problems: [] }
  return await audit({ config, folder, results, clock, signal, fetch })
}

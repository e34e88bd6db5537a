import type { ScanConfig } from '../config/index.ts'
import type { Clock } from '../core/clock.ts'
import type { GateDecision } from '../core/gate.ts'
import type { FinishedScan } from '../core/reporter.ts'
import type { ScanSummary } from '../core/summary.ts'
import { openBudget } from '../engine/budget.ts'
import { restrict } from '../engine/restrict.ts'
import { systemClock } from '../platform/clock.ts'
import { readResults } from '../platform/journal-file.ts'
import { withLock } from '../platform/lock.ts'
import { makeFolder } from '../platform/output.ts'
import { together } from '../scoring/index.ts'
import { type Baseline, baselineOf } from './baseline.ts'
import { costsOfPlan, mustFit } from './costs.ts'
import { runEmbedded } from './embedded.ts'
import type { Admission } from './endpoints.ts'
import type { ScanEvent } from './events.ts'
import { factsOf } from './facts.ts'
import { dayOf, settleGate } from './gating.ts'
import { judgingFor } from './judging.ts'
import { noticesFor } from './notices.ts'
import { type Prepared, prepare } from './prepare.ts'
import { type ScanFiles, writeReports } from './report.ts'

export interface ScanRequest {
  readonly config: ScanConfig
  /** Made when it is missing; files of an earlier scan in it are replaced. */
  readonly folder: string
  /** Run the ten behaviors of the sandbox set instead of the configured datasets. */
  readonly isSandbox?: boolean
  /** Only the cases with these ids, of those that are planned. */
  readonly only?: (caseId: string) => boolean
  /** Sentences that every report begins with. */
  readonly notices?: readonly string[]
  /** How the scan is called, when it is begun; made up when left out. */
  readonly scanId?: string
  /** What the scan shares with others that run in the same process. */
  readonly admission?: Admission
  readonly onEvent?: (event: ScanEvent) => void
  readonly signal?: AbortSignal
  readonly clock?: Clock
}

export interface ScanOutcome {
  readonly summary: ScanSummary
  readonly decision: GateDecision
  readonly files: ScanFiles
  readonly problems: readonly string[]
  readonly scan: FinishedScan
}

type Started = ScanRequest &
  Required<Pick<ScanRequest, 'onEvent' | 'clock'>> & {
    readonly startedAt: number
    readonly baseline: Baseline | undefined
  }

/**
 * A whole scan: plan, run, settle, summarise, decide, report. Resolves also when the target could not be reached or the scan was
 * stopped: the summary then says so and the decision is never a pass. Rejects with ConfigError before anything is asked, and with
 * RecordError when the run's own files cannot be read or written, or when another scan is at work in the folder.
 */
export async function scan(request: ScanRequest): Promise<ScanOutcome> {
  const { config, isSandbox = false, onEvent = () => undefined, clock = systemClock } = request
  const startedAt = clock.now()
  const prepared = partOf(await prepare(config, { isSandbox }), request.only)
  for (const text of prepared.notes) onEvent({ type: 'note', text })
  mustFit(costsOfPlan(prepared.plan, config), config.limits)
  const baseline = await baselineOf(config, request.folder)
  const folder = await makeFolder(request.folder)
  return await withLock(folder, () => scanIn(folder, prepared, { ...request, onEvent, clock, startedAt, baseline }))
}

async function scanIn(
  folder: string,
  prepared: Prepared,
  { config, onEvent, clock, startedAt, baseline, ...request }: Started,
): Promise<ScanOutcome> {
  const learned: string[] = []
  const onNotice = (text: string): void => void learned.push(text)
  const budget = openBudget(config.limits)
  const judging = judgingFor(config, prepared.datasets, clock, {
    guard: budget.guard,
    onNotice,
    admission: request.admission,
  })
  const signal = request.signal ?? new AbortController().signal
  const { admission, scanId } = request
  const ran = await runEmbedded({
    config,
    prepared,
    folder,
    judging,
    budget,
    clock,
    onEvent,
    onNotice,
    signal,
    admission,
    scanId,
  })
  const results = () => together(readResults(ran.resultsPath), config.repetitions)
  const notices = [...(request.notices ?? []), ...noticesFor(prepared, config), ...learned]
  const facts = factsOf({ config, prepared, ran, judging, notices, startedAt, durationMs: clock.now() - startedAt })
  const today = dayOf(startedAt)
  const settled = await settleGate({ facts, results, policy: config.gate, today, baseline })
  const { summary, decision } = settled
  const finished: FinishedScan = { ...settled, datasets: prepared.datasets, source: config.source, results }
  const { files, problems } = await writeReports(finished, ran.resultsPath, folder)
  for (const path of Object.values(files)) onEvent({ type: 'report', path })
  const all = ran.logProblem === undefined ? problems : [...problems, ran.logProblem]
  return { summary, decision, files, problems: all, scan: finished }
}

/** Datasets of which nothing is left are no part of the scan: they would be found empty, which is inconclusive. */
function partOf(prepared: Prepared, only: ScanRequest['only']): Prepared {
  if (only === undefined) return prepared
  const plan = restrict(prepared.plan, only)
  const names = new Set<string>()
  for (const { behavior } of plan.cases()) names.add(behavior.dataset)
  return { ...prepared, plan, datasets: prepared.datasets.filter(({ name }) => names.has(name)) }
}

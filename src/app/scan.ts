import type { ScanConfig } from '../config/index.ts'
import type { Clock } from '../core/clock.ts'
import type { DatasetInfo } from '../core/dataset.ts'
import { ConfigError } from '../core/errors.ts'
import type { GateDecision } from '../core/gate.ts'
import type { FinishedScan } from '../core/reporter.ts'
import type { ScanSummary } from '../core/summary.ts'
import { openBudget } from '../engine/budget.ts'
import { restrict } from '../engine/restrict.ts'
import { systemClock } from '../platform/clock.ts'
import { readResults } from '../platform/journal-file.ts'
import { withLock } from '../platform/lock.ts'
import { makeFolder } from '../platform/output.ts'
import { type ScanFacts, together } from '../scoring/index.ts'
import { type Audited, audit } from './auditing.ts'
import { type Baseline, baselineOf } from './baseline.ts'
import { costsOfPlan, mustFit } from './costs.ts'
import { runEmbedded } from './embedded.ts'
import type { ScanEvent } from './events.ts'
import { factsOf } from './facts.ts'
import { dayOf, settleGate } from './gating.ts'
import { hostedDatasets, hostedFacts, noticesOfRun } from './hosted/facts.ts'
import { type Hosted, hostedBy, hostedNotices } from './hosted/order.ts'
import { runHosted } from './hosted/run.ts'
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
  readonly onEvent?: (event: ScanEvent) => void
  readonly signal?: AbortSignal
  readonly clock?: Clock
  /** How a hosted service is reached. */
  readonly fetch?: typeof fetch
}

export interface ScanOutcome {
  readonly summary: ScanSummary
  readonly decision: GateDecision
  readonly files: ScanFiles
  readonly problems: readonly string[]
  readonly scan: FinishedScan
}

type Started = ScanRequest &
  Required<Pick<ScanRequest, 'onEvent' | 'clock' | 'isSandbox'>> & {
    readonly startedAt: number
    readonly baseline: Baseline | undefined
  }

/**
 * A whole scan: plan, run, settle, summarise, decide, report. Resolves also when the target or the service could not be reached or the
 * scan was stopped: the summary then says so and the decision is never a pass. Rejects with ConfigError before anything is asked, and
 * with RecordError when the run's own files cannot be read or written, or when another scan is at work in the folder.
 */
export async function scan(request: ScanRequest): Promise<ScanOutcome> {
  const { config, isSandbox = false, onEvent = () => undefined, clock = systemClock } = request
  const startedAt = clock.now()
  const hosted = hostedBy(config)
  const begin = hosted === undefined ? await embeddedScan(request, onEvent) : hostedScan(hosted, request)
  const baseline = await baselineOf(config, request.folder)
  const folder = await makeFolder(request.folder)
  const started = { ...request, isSandbox, onEvent, clock, startedAt, baseline }
  return await withLock(folder, async () => await conclude(await begin(folder, started), folder, started))
}

/** What any engine leaves for the rest of the way. */
interface Ran {
  readonly facts: ScanFacts
  readonly datasets: readonly DatasetInfo[]
  readonly resultsPath: string
  /** Files beside the reports, by a name for each. */
  readonly files?: Readonly<Record<string, string>>
  readonly problems: readonly string[]
}

type Begin = (folder: string, started: Started) => Promise<Ran>

/** Plans, and complains of what cannot be planned; asks nobody before it is begun. */
async function embeddedScan(request: ScanRequest, onEvent: Started['onEvent']): Promise<Begin> {
  const { config, isSandbox = false } = request
  const prepared = partOf(await prepare(config, { isSandbox }), request.only)
  for (const text of prepared.notes) onEvent({ type: 'note', text })
  mustFit(costsOfPlan(prepared.plan, config), config.limits)
  return async (folder, { clock, startedAt, ...started }) => {
    const learned: string[] = []
    const onNotice = (text: string): void => void learned.push(text)
    const budget = openBudget(config.limits)
    const judging = judgingFor(config, prepared.datasets, clock, { guard: budget.guard, onNotice })
    const signal = request.signal ?? new AbortController().signal
    const ran = await runEmbedded({ ...started, config, prepared, folder, judging, budget, clock, onNotice, signal })
    const notices = [...(request.notices ?? []), ...noticesFor(prepared, config), ...learned]
    const facts = factsOf({ config, prepared, ran, judging, notices, startedAt, durationMs: clock.now() - startedAt })
    const problems = ran.logProblem === undefined ? [] : [ran.logProblem]
    return { facts, datasets: prepared.datasets, resultsPath: ran.resultsPath, problems }
  }
}

/** A hosted service plans by itself, so there is nothing to do before it is asked. */
function hostedScan(hosted: Hosted, { config, only, notices = [], ...request }: ScanRequest): Begin {
  if (only !== undefined)
    throw new ConfigError([
      { message: `${hosted.service.name} runs a scan as a whole: single cases can be chosen without [backend] only.` },
    ])
  return async (folder, started) => {
    const { clock, onEvent, isSandbox, startedAt } = started
    const signal = request.signal ?? new AbortController().signal
    const ran = await runHosted({ config, hosted, isSandbox, folder, clock, onEvent, signal, fetch: request.fetch })
    const said = [...notices, ...hostedNotices(config, { isSandbox }), ...ran.notices, ...noticesOfRun(ran, hosted)]
    const facts = hostedFacts({ config, hosted, ran, notices: said, startedAt, durationMs: clock.now() - startedAt })
    const datasets = hostedDatasets(facts, hosted.service.name)
    return { facts, datasets, resultsPath: ran.resultsPath, files: ran.files, problems: [] }
  }
}

async function conclude(ran: Ran, folder: string, started: Started): Promise<ScanOutcome> {
  const { config, onEvent, startedAt, baseline } = started
  const results = () => together(readResults(ran.resultsPath), ran.facts.repetitions ? config.repetitions : undefined)
  const audited = await auditOf(ran, folder, { ...started, results })
  const facts = { ...ran.facts, notices: [...ran.facts.notices, ...audited.notices] }
  const settled = await settleGate({ facts, results, policy: config.gate, today: dayOf(startedAt), baseline })
  const { summary, decision } = settled
  const finished: FinishedScan = { ...settled, datasets: ran.datasets, source: config.source, results }
  const beside = { ...ran.files, ...audited.files }
  const { files, problems } = await writeReports(finished, { resultsPath: ran.resultsPath, beside }, folder)
  for (const path of Object.values(files)) onEvent({ type: 'report', path })
  return { summary, decision, files, problems: [...problems, ...ran.problems, ...audited.problems], scan: finished }
}

/** A scan that did not come to its end is not handed to anybody. */
async function auditOf(
  { facts }: Ran,
  folder: string,
  { config, clock, results, ...started }: Started & Pick<FinishedScan, 'results'>,
): Promise<Audited> {
  if (facts.status !== 'Finished') return { files: {}, notices: [], problems: [] }
  const signal = started.signal ?? new AbortController().signal
  return await audit({ config, folder, results, clock, signal, fetch: started.fetch })
}

/** Datasets of which nothing is left are no part of the scan: they would be found empty, which is inconclusive. */
function partOf(prepared: Prepared, only: ScanRequest['only']): Prepared {
  if (only === undefined) return prepared
  const plan = restrict(prepared.plan, only)
  const names = new Set<string>()
  for (const { behavior } of plan.cases()) names.add(behavior.dataset)
  return { ...prepared, plan, datasets: prepared.datasets.filter(({ name }) => names.has(name)) }
}

import type { ScanConfig } from '../config/index.ts'
import type { Clock } from '../core/clock.ts'
import { ConfigError } from '../core/errors.ts'
import type { GateDecision } from '../core/gate.ts'
import type { FinishedScan } from '../core/reporter.ts'
import { type Shard, showShard } from '../core/shard.ts'
import type { ScanSummary } from '../core/summary.ts'
import { openBudget } from '../engine/budget.ts'
import { restrict } from '../engine/restrict.ts'
import { inShard } from '../engine/shard.ts'
import { systemClock } from '../platform/clock.ts'
import { readResults } from '../platform/journal-file.ts'
import { withLock } from '../platform/lock.ts'
import { makeFolder } from '../platform/output.ts'
import { type ScanFacts, together } from '../scoring/index.ts'
import { type Baseline, baselineOf } from './baseline.ts'
import { costsOfPlan, mustFit } from './costs.ts'
import { runEmbedded } from './embedded.ts'
import type { ScanEvent } from './events.ts'
import { factsOf } from './facts.ts'
import { dayOf, settleGate } from './gating.ts'
import { judgingFor } from './judging.ts'
import { noticesFor } from './notices.ts'
import type { FindCheckpoint } from './open-journal.ts'
import { type Prepared, prepare } from './prepare.ts'
import { type ScanFiles, writeReports } from './report.ts'
import { undecided } from './shard-decision.ts'
import { writeShardFile } from './shard-file.ts'
import { shardNotice, shareOf } from './shard-share.ts'

export interface ScanRequest {
  readonly config: ScanConfig
  /** Made when it is missing; files of an earlier scan in it are replaced. */
  readonly folder: string
  /** Run the ten behaviors of the sandbox set instead of the configured datasets. */
  readonly isSandbox?: boolean
  /** Only the cases with these ids, of those that are planned. */
  readonly only?: (caseId: string) => boolean
  /** Only a part of the cases, which is merged with the others later and has no verdict of its own. */
  readonly shard?: Shard
  /** Asked for an earlier run's journal when the scan is to be resumed and none lies in the folder. */
  readonly findCheckpoint?: FindCheckpoint
  /** Sentences that every report begins with. */
  readonly notices?: readonly string[]
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
  /** Which part of a scan it is, where it is one. */
  readonly shard?: Shard
}

type Started = ScanRequest &
  Required<Pick<ScanRequest, 'onEvent' | 'clock'>> & {
    readonly startedAt: number
    readonly baseline: Baseline | undefined
    /** The scan that this is a part of, where it is one. */
    readonly whole: Prepared
  }

/**
 * A whole scan: plan, run, settle, summarise, decide, report. Resolves also when the target could not be reached or the scan was
 * stopped: the summary then says so and the decision is never a pass. Rejects with ConfigError before anything is asked, and with
 * RecordError when the run's own files cannot be read or written, or when another scan is at work in the folder.
 */
export async function scan(request: ScanRequest): Promise<ScanOutcome> {
  const { shard, isSandbox = false, onEvent = () => undefined, clock = systemClock } = request
  const config = shard === undefined ? request.config : shareOf(request.config, shard)
  const startedAt = clock.now()
  const whole = partOf(await prepare(config, { isSandbox }), request.only)
  const prepared = shard === undefined ? whole : shardOf(whole, shard)
  for (const text of prepared.notes) onEvent({ type: 'note', text })
  mustFit(costsOfPlan(prepared.plan, config), config.limits)
  const baseline = shard === undefined ? await baselineOf(config, request.folder) : undefined
  const folder = await makeFolder(request.folder)
  const started = { ...request, config, onEvent, clock, startedAt, baseline, whole }
  return await withLock(folder, () => scanIn(folder, prepared, started))
}

async function scanIn(
  folder: string,
  prepared: Prepared,
  { config, onEvent, clock, startedAt, baseline, whole, shard, ...request }: Started,
): Promise<ScanOutcome> {
  const learned: string[] = []
  const onNotice = (text: string): void => void learned.push(text)
  const budget = openBudget(config.limits)
  const judging = judgingFor(config, prepared.datasets, clock, { guard: budget.guard, onNotice })
  const signal = request.signal ?? new AbortController().signal
  const { findCheckpoint } = request
  const embedded = { config, prepared, folder, judging, budget, clock, onEvent, onNotice, findCheckpoint, signal }
  const ran = await runEmbedded(embedded)
  const results = () => together(readResults(ran.resultsPath), config.repetitions)
  const durationMs = clock.now() - startedAt
  const factsOn = (part: Prepared, first: readonly string[]): ScanFacts => {
    const notices = [...first, ...(request.notices ?? []), ...noticesFor(part, config), ...learned]
    return factsOf({ config, prepared: part, ran, judging, notices, startedAt, durationMs })
  }
  const facts = factsOn(prepared, shard === undefined ? [] : [shardNotice(shard)])
  const gated = await settleGate({ facts, results, policy: config.gate, today: dayOf(startedAt), baseline })
  const settled = shard === undefined ? gated : { ...gated, decision: undecided(gated, shard) }
  const finished: FinishedScan = { ...settled, datasets: prepared.datasets, source: config.source, results }
  const { files, problems } = await writeReports(finished, ran.resultsPath, folder)
  const kept = shard && {
    shard: await writeShardFile(ran.resultsPath, { shard, config, judging, whole, facts: factsOn(whole, []) }),
  }
  for (const path of Object.values({ ...files, ...kept })) onEvent({ type: 'report', path })
  return {
    summary: settled.summary,
    decision: settled.decision,
    files: { ...files, ...kept },
    problems: ran.logProblem === undefined ? problems : [...problems, ran.logProblem],
    scan: finished,
    ...(shard && { shard }),
  }
}

function shardOf(whole: Prepared, shard: Shard): Prepared {
  const part = partOf(whole, inShard(whole.plan, shard))
  if (part.plan.size > 0) return part
  throw new ConfigError([
    {
      message: `There is nothing in ${showShard(shard)}: the scan asks about fewer things than that. Use fewer shards.`,
    },
  ])
}

/** Datasets of which nothing is left are no part of the scan: they would be found empty, which is inconclusive. */
function partOf(prepared: Prepared, only: ScanRequest['only']): Prepared {
  if (only === undefined) return prepared
  const plan = restrict(prepared.plan, only)
  const names = new Set<string>()
  for (const { behavior } of plan.cases()) names.add(behavior.dataset)
  return { ...prepared, plan, datasets: prepared.datasets.filter(({ name }) => names.has(name)) }
}

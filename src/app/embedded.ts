import { join, resolve } from 'node:path'
import type { ScanConfig } from '../config/index.ts'
import type { Clock } from '../core/clock.ts'
import type { EarlyStop } from '../core/early.ts'
import { messageOf, RecordError, TargetError } from '../core/errors.ts'
import { hashOf } from '../core/hash.ts'
import type { RequestRecord } from '../core/request-record.ts'
import { maskOf } from '../core/secrets.ts'
import type { ScanStatus } from '../core/status.ts'
import { asJudgeError } from '../engine/ask.ts'
import type { Budget } from '../engine/budget.ts'
import { type Noting, noted } from '../engine/noted.ts'
import { preflight } from '../engine/preflight.ts'
import { run } from '../engine/run.ts'
import type { Past, RunRequest } from '../engine/run-request.ts'
import { type SelftestResult, selftest } from '../judges/selftest.ts'
import { type Edit, type JournalFile, readResults, settle } from '../platform/journal-file.ts'
import { openRequestLog, type RequestLog } from '../platform/request-log.ts'
import { openResponseFolder } from '../platform/response-cache.ts'
import type { Endpoint } from '../targets/endpoint.ts'
import { cachesOf } from './caches.ts'
import type { EarlyStopping } from './early.ts'
import { type Admission, endpointNames, endpointOf, type OnNotice } from './endpoints.ts'
import type { ScanEvent } from './events.ts'
import { type Judging, warmUpDuring } from './judging.ts'
import { type FindCheckpoint, type OpenedJournal, openJournal } from './open-journal.ts'
import type { Prepared } from './prepare.ts'
import { editOf } from './redacting.ts'

export interface EmbeddedRequest {
  readonly config: ScanConfig
  readonly prepared: Prepared
  readonly folder: string
  readonly judging: Judging
  /** Guards the judging too. */
  readonly budget: Budget
  readonly clock: Clock
  readonly onEvent: (event: ScanEvent) => void
  readonly onNotice: OnNotice
  readonly findCheckpoint?: FindCheckpoint | undefined
  readonly admission?: Admission | undefined
  /** How a scan that is begun is called; made up when left out. */
  readonly scanId?: string | undefined
  readonly signal: AbortSignal
  /** Ends the run when the gate's outcome is known. */
  readonly early?: EarlyStopping | undefined
}

/** How the embedded engine's run ended. Its results lie in `resultsPath`, whatever the status. */
export interface EmbeddedRun {
  readonly scanId: string
  readonly status: ScanStatus
  readonly problem: string | null
  /** How the judge model did on the built-in fixtures, when it was asked to. */
  readonly selftest?: SelftestResult
  /** By attack name, whether the target can follow its encoding. */
  readonly canaries?: ReadonlyMap<string, boolean>
  readonly resultsPath: string
  readonly limitReached?: string | undefined
  readonly early?: EarlyStop | undefined
  /** Why the log of requests is not whole, as a sentence. */
  readonly logProblem?: string | undefined
}

/** Runs the plan with the embedded engine. Rejects with RecordError when the journal cannot be read or written. */
export async function runEmbedded(request: EmbeddedRequest): Promise<EmbeddedRun> {
  const { config, folder, early } = request
  const cache =
    config.cache === undefined ? undefined : await openResponseFolder(resolve(config.folder ?? '.', config.cache))
  const journalPath = join(folder, 'journal.jsonl')
  const resultsPath = join(folder, 'results.jsonl')
  const { journal, past, scanId } = await openJournal(journalPath, request)
  const over = new AbortController()
  const log = await openRequestLog(join(folder, 'requests.jsonl'), { goOn: config.resume })
  const end = async (): Promise<void> => {
    over.abort()
    try {
      await journal.close()
    } finally {
      await settle(journalPath, resultsPath, { isWanted: early?.isCounted, edit: editOf(request.config) })
    }
  }
  try {
    if (early !== undefined) await hearOfPast(early, journalPath, resultsPath, editOf(config))
    const stopped = stoppable(request, over.signal)
    const caches = cache && cachesOf(config, cache)
    const ended = await runPlan({ ...stopped, onRequest: log.note, caches }, journal, past, scanId)
    await end()
    cache?.problems().forEach(request.onNotice)
    return {
      scanId,
      ...ended,
      resultsPath,
      limitReached: request.budget.reached(),
      logProblem: await log.close(),
      early: early?.stop(),
    }
  } catch (error) {
    // A journal that cannot be written any more still holds what was written before, and the first error says why.
    await end().catch(() => undefined)
    throw error
  }
}

/** What an interrupted run has found has its part in the decision. */
async function hearOfPast(
  early: EarlyStopping,
  journalPath: string,
  resultsPath: string,
  edit: Edit | undefined,
): Promise<void> {
  // The file lies there as long as the scan takes, and is what people upload.
  await settle(journalPath, resultsPath, { edit })
  for await (const result of readResults(resultsPath)) early.note(result)
}

/** The request with a signal that also says when the budget is used up; its time runs until `over`. */
function stoppable(request: EmbeddedRequest, over: AbortSignal): EmbeddedRequest {
  const { config, clock, budget } = request
  const maxDurationMs = config.limits?.maxDurationMs
  if (maxDurationMs !== undefined) {
    clock.sleep(maxDurationMs, over).then(
      () => budget.end(`max_duration = ${maxDurationMs / 1000} seconds was reached`),
      () => undefined,
    )
  }
  return { ...request, signal: AbortSignal.any([request.signal, budget.signal]) }
}

type End = Pick<EmbeddedRun, 'status' | 'problem' | 'selftest' | 'canaries'>

async function runPlan(
  request: EmbeddedRequest & { readonly onRequest: RequestLog['note']; readonly caches: RunRequest['caches'] },
  journal: JournalFile,
  past: Past,
  scanId: string,
): Promise<End> {
  const { config, prepared, judging, budget, clock, onEvent, onNotice, signal } = request
  const { plan } = prepared
  const startedAt = clock.now()
  const datasets = countsOf(prepared, past)
  const before = Object.values(datasets).reduce((sum, one) => sum + one.done, 0)
  let done = before
  onEvent({ type: 'planned', scanId, cases: plan.size, requests: plan.requests, done, datasets })
  const context = { clock, onNotice, guard: budget.guard, admission: request.admission }
  const target = endpointOf(config, 'model', context)
  const attacker = endpointOf(config, 'attacker', context)
  try {
    // The answers of the first questions come all at once; what judging takes to begin with is done before.
    await warmUpDuring(preflight(probesOf({ target, judge: judging.model, attacker }, request), signal), judging)
    const selftest = await testJudge(request, { journal, past })
    const { canaries } = await run({
      plan,
      systemPrompt: config.model.systemPrompt,
      target,
      judge: judging.judge,
      judgeModel: judging.model,
      attackerModel: attacker,
      journal,
      past,
      clock,
      concurrency: config.concurrency,
      judgeConcurrency: config.judge?.concurrency,
      attackerConcurrency: config.attacker?.concurrency,
      isShared: config.model.temperature === 0,
      caches: request.caches,
      onRequest: request.onRequest,
      isEnough: () => request.early?.stop() !== undefined,
      onResult(result) {
        request.early?.note(result)
        done += 1
        const elapsedMs = clock.now() - startedAt
        const leftMs = (elapsedMs / (done - before)) * (plan.size - done)
        onEvent({ type: 'case', result, done, cases: plan.size, pace: { spent: budget.spent(), elapsedMs, leftMs } })
      },
      signal,
    })
    return { status: 'Finished', problem: null, canaries, ...(selftest && { selftest }) }
  } catch (error) {
    if (error instanceof RecordError) throw error
    if (signal.aborted) return { status: 'Paused', problem: whyPaused(budget.reached()) }
    if (error instanceof TargetError) return { status: 'Failed', problem: problemOf(error, config) }
    return { status: 'Error', problem: `Something unexpected broke: ${maskOf(config.secrets)(messageOf(error))}` }
  }
}

/** An endpoint's own words may repeat what it was asked. */
function problemOf(error: TargetError, { report }: ScanConfig): string {
  const why = report?.redact === undefined ? error.message : `${error.code}. What it said is left out.`
  return `${endpointNames[error.table ?? 'model']} could not be asked: ${why}`
}

function countsOf({ plan, datasets }: Prepared, past: Past): Record<string, { cases: number; done: number }> {
  const counts = Object.fromEntries(datasets.map(({ name }) => [name, { cases: 0, done: 0 }]))
  let i = 0
  for (const { behavior } of plan.cases()) {
    const count = counts[behavior.dataset]
    if (count !== undefined) {
      count.cases += 1
      if (past.isDone(i)) count.done += 1
    }
    i += 1
  }
  return counts
}

/** The endpoints that are used, with little patience. */
function probesOf(
  endpoints: Record<RequestRecord['to'], Endpoint | undefined>,
  noting: Noting,
): readonly Pick<Endpoint, 'ask'>[] {
  const entries = Object.entries(endpoints) as [RequestRecord['to'], Endpoint | undefined][]
  return entries.flatMap(([to, endpoint]) =>
    endpoint === undefined
      ? []
      : {
          ask: (messages, signal) =>
            noted({ id: `preflight.${to}.0`, case: 'preflight', to }, noting, () =>
              endpoint.probe.ask(messages, signal),
            ),
        },
  )
}

const whyPaused = (limit: string | undefined): string =>
  limit === undefined
    ? 'It was stopped; set continue_flag = true to go on where it ended.'
    : `${limit}; set continue_flag = true to go on where it ended, with as much again.`

/** The fixtures are journalled as a case of their own, so that a resumed scan does not pay for them again. */
const selftestCase = -1

async function testJudge(
  { config, judging, clock, onRequest, signal }: EmbeddedRequest & Noting,
  { journal, past }: Pick<OpenedJournal, 'journal' | 'past'>,
): Promise<SelftestResult | undefined> {
  const { model } = judging
  if (config.judge?.selftest !== true || model === undefined) return undefined
  // Several fixtures are under way at once, so answers are found again by their question and not by their turn.
  const known = new Map(past.repliesOf(selftestCase).map(({ ask, reply }) => [ask, reply]))
  let n = known.size
  return await selftest(async (messages) => {
    const ask = hashOf(JSON.stringify(messages))
    const before = known.get(ask)
    if (before !== undefined) return before
    const own = n++
    const about = { id: `selftest.judge.${own}`, case: 'selftest', to: 'judge' } as const
    const asking = noted(about, { onRequest, clock, signal }, () => model.ask(messages, signal))
    const { reply, tries, ms } = await asking.catch(asJudgeError(signal))
    await journal.append({ t: 'reply', i: selftestCase, n: own, to: 'judge', ask, reply, tries, ms, at: clock.now() })
    return reply
  })
}

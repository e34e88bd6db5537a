import { join } from 'node:path'
import type { ScanConfig } from '../config/index.ts'
import type { Behavior } from '../core/behavior.ts'
import type { CaseResult, JudgedAttempt } from '../core/case.ts'
import type { Clock } from '../core/clock.ts'
import type { Dataset } from '../core/dataset.ts'
import { ConfigError } from '../core/errors.ts'
import { judgeName } from '../core/fingerprint.ts'
import type { GatePolicy } from '../core/gate.ts'
import { addTokens, noTokens } from '../core/message.ts'
import { verdictOf } from '../core/outcome.ts'
import { randomFrom } from '../core/random.ts'
import type { ScanSummary } from '../core/summary.ts'
import { catalogue, loadDataset } from '../datasets/index.ts'
import { asJudgeError } from '../engine/ask.ts'
import { asJudgement, canaryRule, decisive, excuse } from '../engine/conclude.ts'
import { ruleJudge } from '../judges/rule-judge.ts'
import { systemClock } from '../platform/clock.ts'
import { type Edit, readResults } from '../platform/journal-file.ts'
import { makeFolder, writeFile } from '../platform/output.ts'
import { together } from '../scoring/index.ts'
import { baselineOf } from './baseline.ts'
import { dayOf, settleGate } from './gating.ts'
import { type Judging, judgingFor } from './judging.ts'
import { prepare } from './prepare.ts'
import { editOf } from './redacting.ts'
import { writeReports } from './report.ts'
import type { ScanOutcome } from './scan-request.ts'
import { readStoredSummary, repetitionsOf } from './stored-scan.ts'

export interface RejudgeRequest {
  /** results.jsonl of a finished scan; the summary.json beside it is read too. */
  readonly resultsPath: string
  /** Brings the judge, the gate and files of its own; without it the rules judge, and nothing is gated but risk level High. */
  readonly config?: ScanConfig
  readonly folder: string
  readonly signal?: AbortSignal
  readonly clock?: Clock
}

export interface Change {
  readonly id: string
  readonly before: string
  readonly after: string
  readonly reason: string
}

/** Judges stored conversations again, asking no target, and reports what came out differently. */
export async function rejudge(request: RejudgeRequest): Promise<ScanOutcome & { readonly changes: readonly Change[] }> {
  const { resultsPath, config, clock = systemClock, signal = new AbortController().signal } = request
  const { gate: _, source: __, comparison: ___, junit: ____, ...before } = await readStoredSummary(resultsPath)
  const datasets = await datasetsFor(before, config)
  const judging = config === undefined ? { judge: ruleJudge() } : judgingFor(config, datasets, clock)
  const baseline = config && (await baselineOf(config, request.folder))
  const folder = await makeFolder(request.folder)
  const path = join(folder, 'results.jsonl')
  if (path === resultsPath)
    throw new ConfigError([{ message: `${path} would be overwritten: choose another --output.` }])
  const changes: Change[] = []
  const edit = config && editOf(config)
  await writeFile(path, judgedAgain(resultsPath, { behaviors: indexOf(datasets), judging, signal, changes, edit }))
  const results = () => together(readResults(path), repetitionsOf(before))
  const facts = {
    ...before,
    planned: before.cases.planned,
    datasets: countsOf(before),
    judge_selftest: null,
    versions: { ...before.versions, judge: judgeName(judging.judge) },
  }
  const policy = config?.gate ?? defaultGate
  const settled = await settleGate({ facts, results, policy, today: dayOf(clock.now()), baseline })
  const scan = { ...settled, datasets, results, ...(config && { source: config.source }) }
  return {
    summary: settled.summary,
    decision: settled.decision,
    scan,
    changes,
    ...(await writeReports(scan, { results: path }, { folder, report: config?.report })),
  }
}

const defaultGate: GatePolicy = { failOn: 'High', minScores: {} }

async function datasetsFor(summary: ScanSummary, config: ScanConfig | undefined): Promise<readonly Dataset[]> {
  if (config !== undefined && config.datasets.length > 0) return (await prepare(config, { isSandbox: false })).datasets
  const names = Object.keys(summary.datasets)
  return await Promise.all(catalogue.filter((info) => names.includes(info.name)).map(loadDataset))
}

const countsOf = ({ datasets }: ScanSummary) => Object.entries(datasets).map(([name, counts]) => ({ name, ...counts }))

const indexOf = (datasets: readonly Dataset[]): ReadonlyMap<string, Behavior> =>
  new Map(
    datasets.flatMap(({ behaviors }) => behaviors.map((behavior) => [keyOf(behavior.dataset, behavior.id), behavior])),
  )

const keyOf = (dataset: string, behavior: string): string => `${dataset}/${behavior}`

interface Again {
  readonly behaviors: ReadonlyMap<string, Behavior>
  readonly judging: Judging
  readonly signal: AbortSignal
  readonly changes: Change[]
  readonly edit: Edit | undefined
}

async function* judgedAgain(resultsPath: string, again: Again): AsyncIterable<string> {
  for await (const result of readResults(resultsPath)) {
    if (result.redacted !== undefined) throw redactedResults(resultsPath)
    const behavior = again.behaviors.get(keyOf(result.dataset, result.behavior))
    const judged =
      behavior === undefined || result.outcome === 'error_target' ? result : await judgeCase(result, behavior, again)
    if (judged.outcome !== result.outcome) {
      again.changes.push({ id: result.id, before: result.outcome, after: judged.outcome, reason: judged.reason })
    }
    yield `${JSON.stringify(again.edit === undefined ? judged : again.edit(judged))}\n`
  }
}

const redactedResults = (path: string): ConfigError =>
  new ConfigError([
    {
      message: `${path} was written with [report] redact: it does not hold whole conversations to judge. Where its journal.jsonl still lies, redteam scan --resume without redact writes it whole and asks nobody.`,
    },
  ])

async function judgeCase(result: CaseResult, behavior: Behavior, { judging, signal }: Again): Promise<CaseResult> {
  const { judge, model } = judging
  const spent = { tokens: noTokens, requests: 0 }
  const random = randomFrom(result.id, 'rejudge')
  const ask =
    model &&
    (async (messages: Parameters<typeof model.ask>[0]) => {
      const { reply, tries } = await model.ask(messages, signal).catch(asJudgeError(signal))
      spent.tokens = addTokens(spent.tokens, reply.tokens)
      spent.requests += tries
      return reply
    })
  const attempts: JudgedAttempt[] = []
  for (const { messages, reply, decoded, twin } of result.attempts) {
    const attempt = { messages, reply, ...(decoded && { decoded }), ...(twin && { twin }) }
    const input = { behavior, ...attempt, random, isRephrased: result.attacking.requests > 0, ...(ask && { ask }) }
    const judgement = await judge.judge(input, signal).catch(asJudgement)
    attempts.push({ ...attempt, ...judgement })
  }
  const { error: _, measured, ...kept } = result
  const decided = excuse(decisive(attempts), result.rule === canaryRule)
  const verdict = verdictOf(decided.outcome, decided.harm)
  const fingerprint = { ...result.fingerprint, judge: judgeName(judge) }
  return { ...kept, ...decided, verdict, judge: judge.id, fingerprint, attempts, judging: spent, measured }
}

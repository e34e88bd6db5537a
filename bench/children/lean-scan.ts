import { join } from 'node:path'
import { costsOfPlan, mustFit } from '../../src/app/costs.ts'
import { runEmbedded } from '../../src/app/embedded.ts'
import { factsOf } from '../../src/app/facts.ts'
import { dayOf, settleGate } from '../../src/app/gating.ts'
import { judgingFor } from '../../src/app/judging.ts'
import { noticesFor } from '../../src/app/notices.ts'
import { prepare } from '../../src/app/prepare.ts'
import { progressLine } from '../../src/app/progress-line.ts'
import { renderReports } from '../../src/app/report.ts'
import type { ScanConfig } from '../../src/config/index.ts'
import { openBudget } from '../../src/engine/budget.ts'
import { systemClock } from '../../src/platform/clock.ts'
import { readResults } from '../../src/platform/journal-file.ts'
import { withLock } from '../../src/platform/lock.ts'
import { makeFolder } from '../../src/platform/output.ts'
import { together } from '../../src/scoring/index.ts'

export interface LeanScanRequest {
  readonly baseUrl: string
  /** Rows of the dataset, in a file of JSON lines. */
  readonly questions: string
  readonly folder: string
  readonly concurrency: number
  readonly repetitions?: number
  readonly resume?: boolean
}

/** A whole scan, from the file to the gate, that writes results.jsonl, summary.json and junit.xml and no heavier report. */
export async function leanScan(request: LeanScanRequest) {
  const config = configFor(request)
  const startedAt = systemClock.now()
  const prepared = await prepare(config, { isSandbox: false })
  mustFit(costsOfPlan(prepared.plan, config), config.limits)
  const folder = await makeFolder(request.folder)
  return await withLock(folder, async () => {
    const budget = openBudget(config.limits)
    const onNotice = (): void => undefined
    const judging = judgingFor(config, prepared.datasets, systemClock, { guard: budget.guard, onNotice })
    const lineOf = progressLine()
    const ran = await runEmbedded({
      config,
      prepared,
      folder,
      judging,
      budget,
      clock: systemClock,
      onEvent: (event) => event.type === 'case' && lineOf(event),
      onNotice,
      signal: new AbortController().signal,
    })
    const results = () => together(readResults(ran.resultsPath), config.repetitions)
    const notices = noticesFor(prepared, config)
    const facts = factsOf({
      config,
      prepared,
      ran,
      judging,
      notices,
      startedAt,
      durationMs: systemClock.now() - startedAt,
    })
    const settled = await settleGate({ facts, results, policy: config.gate, today: dayOf(startedAt) })
    const finished = { ...settled, datasets: prepared.datasets, source: config.source, results }
    const { problems } = await renderReports(finished, folder, ['summary', 'junit'])
    if (problems.length > 0 || settled.summary.status !== 'Finished')
      throw new Error([settled.summary.problem, ...problems].join('\n'))
    return settled.summary
  })
}

const configFor = ({
  baseUrl,
  questions,
  concurrency,
  repetitions = 1,
  resume = false,
}: LeanScanRequest): ScanConfig => ({
  scanName: 'bench',
  model: {
    baseUrl,
    apiKey: 'key-of-the-bench',
    modelName: 'bench',
    temperature: 0.7,
    maxTokens: 512,
    extraHeaders: {},
    timeoutMs: 60_000,
  },
  datasets: [{ name: 'bench', file: questions, format: 'jsonl', expected: 'refuse' }],
  algorithms: ['direct'],
  defaultMix: false,
  attackSettings: {},
  preset: 'deep',
  seed: 1,
  ...(repetitions > 1 && { repetitions: { times: repetitions, failWhen: 'majority' } }),
  concurrency,
  resume,
  gate: { failOn: 'none', minScores: {} },
  source: { file: join('bench', 'redteam.toml'), lines: {} },
  secrets: ['key-of-the-bench'],
  warnings: [],
})

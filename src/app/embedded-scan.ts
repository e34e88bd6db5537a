import type { ScanConfig } from '../config/index.ts'
import { ConfigError } from '../core/errors.ts'
import { type Shard, showShard } from '../core/shard.ts'
import { openBudget } from '../engine/budget.ts'
import type { Plan } from '../engine/plan.ts'
import { inRandomOrder } from '../engine/random-order.ts'
import { restrict } from '../engine/restrict.ts'
import { inShard } from '../engine/shard.ts'
import type { ScanFacts } from '../scoring/index.ts'
import type { Begin, Started } from './begun.ts'
import { confirmWith, forgetConfirmed } from './confirm.ts'
import { costsOfPlan, mustFit } from './costs.ts'
import { comesFirst, type EarlyStopping, earlyStopping } from './early.ts'
import { type EmbeddedRun, runEmbedded } from './embedded.ts'
import { factsOf } from './facts.ts'
import { dayOf } from './gating.ts'
import { type Judging, judgingFor } from './judging.ts'
import { noticesFor } from './notices.ts'
import { type Prepared, prepare } from './prepare.ts'
import type { ScanRequest } from './scan-request.ts'
import { writeShardFile } from './shard-file.ts'
import { shardNotice, shareOf } from './shard-share.ts'

/** Plans a scan by the embedded engine, and complains of what cannot be planned; asks nobody before it is begun. */
export async function embeddedScan(request: ScanRequest, onEvent: Started['onEvent']): Promise<Begin> {
  const { shard, isSandbox = false } = request
  const config = shard === undefined ? request.config : shareOf(request.config, shard)
  const whole = partOf(await prepare(config, { isSandbox }), request.only)
  const prepared = shard === undefined ? inOrder(whole, config) : shardOf(whole, shard)
  for (const text of prepared.notes) onEvent({ type: 'note', text })
  mustFit(costsOfPlan(prepared.plan, config), config.limits)
  return async (folder, started) => await runIn(folder, { ...started, config, prepared, whole })
}

interface Planned extends Started {
  readonly prepared: Prepared
  /** With the cases of all shards. */
  readonly whole: Prepared
}

async function runIn(folder: string, planned: Planned) {
  const { config, prepared, whole, shard, clock, startedAt } = planned
  const learned: string[] = []
  const onNotice = (text: string): void => void learned.push(text)
  const budget = openBudget(config.limits)
  const judging = judgingFor(config, prepared.datasets, clock, { guard: budget.guard, onNotice })
  if (!config.resume) await forgetConfirmed(folder)
  const running = { ...planned, folder, judging, budget, onNotice, early: earlyFor(planned) }
  const ran = await runEmbedded(running)
  const durationMs = clock.now() - startedAt
  const factsOn = (part: Prepared, first: readonly string[]): ScanFacts => {
    const notices = [...first, ...(planned.notices ?? []), ...noticesFor(part, config), ...learned]
    return factsOf({ config, prepared: part, ran, judging, notices, startedAt, durationMs })
  }
  return {
    facts: factsOn(prepared, shard === undefined ? [] : [shardNotice(shard)]),
    datasets: prepared.datasets,
    resultsPath: ran.resultsPath,
    problems: ran.logProblem === undefined ? [] : [ran.logProblem],
    confirm: ran.status === 'Finished' ? confirmWith(running, startedAt) : undefined,
    ...(shard && { shard, files: await sealed(shard, { ran, config, judging, whole, facts: factsOn(whole, []) }) }),
  }
}

interface Sealing {
  readonly ran: EmbeddedRun
  readonly config: ScanConfig
  readonly judging: Judging
  readonly whole: Prepared
  readonly facts: ScanFacts
}

const sealed = async (shard: Shard, { ran, ...rest }: Sealing): Promise<Record<string, string>> => ({
  shard: await writeShardFile(ran.resultsPath, { shard, ...rest }),
})

/** Datasets of which nothing is left are no part of the scan: they would be found empty, which is inconclusive. */
function partOf(prepared: Prepared, only: ScanRequest['only']): Prepared {
  if (only === undefined) return prepared
  const plan = restrict(prepared.plan, only)
  const names = new Set<string>()
  for (const { behavior } of plan.cases()) names.add(behavior.dataset)
  return { ...prepared, plan, datasets: prepared.datasets.filter(({ name }) => names.has(name)) }
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

/** A scan that may stop early asks in an order of which every beginning speaks for the whole. */
function inOrder(prepared: Prepared, { gate }: ScanConfig): Prepared {
  if (gate.stopEarly !== true) return prepared
  return { ...prepared, plan: inRandomOrder(prepared.plan, comesFirst(gate)) }
}

/** A shard cannot know when the whole is decided. */
function earlyFor({
  config: { gate: policy },
  prepared,
  shard,
  startedAt,
  baseline,
}: Planned): EarlyStopping | undefined {
  if (policy.stopEarly !== true || shard !== undefined) return undefined
  const plan: Plan = prepared.plan
  return earlyStopping({ plan, policy, today: dayOf(startedAt), hasBaseline: baseline !== undefined })
}

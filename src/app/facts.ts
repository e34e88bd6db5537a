import { wordingHash } from '../attacks/template.ts'
import type { ScanConfig } from '../config/index.ts'
import { judgeName } from '../core/fingerprint.ts'
import { caseWithoutRepetition } from '../core/ids.ts'
import type { Plan } from '../engine/plan.ts'
import type { SelftestResult } from '../judges/selftest.ts'
import type { ScanFacts } from '../scoring/index.ts'
import type { EmbeddedRun } from './embedded.ts'
import type { Judging } from './judging.ts'
import type { Prepared } from './prepare.ts'
import { toolVersion } from './version.ts'

export interface FactsRequest {
  readonly config: ScanConfig
  readonly prepared: Prepared
  readonly ran: EmbeddedRun
  readonly judging: Judging
  readonly notices: readonly string[]
  /** Milliseconds since the epoch. */
  readonly startedAt: number
  readonly durationMs: number
}

/** What the summary says of a scan beside its results. */
export function factsOf({ config, prepared, ran, judging, notices, startedAt, durationMs }: FactsRequest): ScanFacts {
  const { plan, datasets, attacks } = prepared
  return {
    scan_id: ran.scanId,
    scan_name: config.scanName,
    status: ran.status,
    problem: ran.problem,
    judge_selftest: ran.selftest === undefined ? null : figuresOf(ran.selftest),
    canaries: Object.fromEntries(ran.canaries ?? []),
    notices,
    limit_reached: ran.limitReached ?? null,
    prices: { model: config.model.price, judge: config.judge?.price, attacker: config.attacker?.price },
    model: { model_name: config.model.modelName, base_url: config.model.baseUrl },
    application_id: config.applicationId ?? null,
    planned: plannedCases(plan),
    datasets: datasets.map(({ behaviors, ...info }) => ({ ...info, behaviors: behaviors.length })),
    seed: config.seed,
    repetitions: config.repetitions
      ? { times: config.repetitions.times, fail_when: config.repetitions.failWhen }
      : null,
    plan_hash: plan.hash,
    versions: {
      tool: toolVersion,
      judge: judgeName(judging.judge),
      attacks: Object.fromEntries(attacks.map(({ slug, version }) => [slug, version])),
      templates: Object.fromEntries(
        (config.templates ?? []).map(({ name, wordings }) => [name, wordingHash(wordings)]),
      ),
    },
    started_at: new Date(startedAt).toISOString(),
    duration_ms: durationMs,
    ...(ran.early && { early: ran.early }),
  }
}

/** Cases, not how often they are asked; of a part of a plan some repetitions may be missing. */
function plannedCases({ size, repetitions, cases }: Plan): number {
  if (repetitions === 1) return size
  const ids = new Set<string>()
  for (const { id } of cases()) ids.add(caseWithoutRepetition(id))
  return ids.size
}

const figuresOf = ({ sensitivity, specificity, passed }: SelftestResult) => ({ sensitivity, specificity, passed })

import { isMismatch } from '../../backends/sanity.ts'
import type { ScanConfig } from '../../config/index.ts'
import type { DatasetInfo } from '../../core/dataset.ts'
import { hashOf } from '../../core/hash.ts'
import { slugOf } from '../../core/ids.ts'
import { catalogue } from '../../datasets/index.ts'
import type { ScanFacts } from '../../scoring/index.ts'
import { toolVersion } from '../version.ts'
import type { Hosted } from './order.ts'
import type { HostedRun } from './run.ts'

export interface HostedFactsRequest {
  readonly config: ScanConfig
  readonly hosted: Hosted
  readonly ran: HostedRun
  /** What every report has to say of the scan, whatever came of it. */
  readonly notices: readonly string[]
  /** Milliseconds since the epoch. */
  readonly startedAt: number
  readonly durationMs: number
}

/** What the summary says beside its results of a scan of which only the service's own figures are known. */
export function factsOfService(request: HostedFactsRequest): ScanFacts {
  const { config, hosted, ran, notices, startedAt, durationMs } = request
  const { service, backend } = hosted
  const { said } = ran
  return {
    scan_id: ran.scanId,
    scan_name: config.scanName,
    status: ran.status,
    problem: ran.problem,
    judge_selftest: null,
    canaries: {},
    notices: [...notices, ...noticesOfFigures(ran, hosted), ...noticesOfUsage(ran, hosted)],
    limit_reached: ran.limitReached ?? null,
    model: { model_name: config.model.modelName, base_url: config.model.baseUrl },
    application_id: config.applicationId ?? null,
    planned: [...ran.rows.values()].reduce((sum, rows) => sum + rows, 0),
    datasets: namesOf(request).map((name) => ({
      name,
      slug: slugFor(name),
      version: 0,
      hash: hashOf(`${backend.type}\0${name}`),
      behaviors: ran.rows.get(name) ?? 0,
    })),
    seed: config.seed,
    repetitions: null,
    plan_hash: hashOf(JSON.stringify([backend.type, namesOf(request), ran.order.algorithms])),
    versions: { tool: toolVersion, judge: backend.type, attacks: {}, templates: {} },
    started_at: new Date(startedAt).toISOString(),
    duration_ms: durationMs,
    service: {
      type: backend.type,
      name: service.name,
      severity_source: said?.severitySource ?? 'none',
      derived: said?.derived ?? [],
      total_scans: ran.totalScans,
    },
    ...(said && { said: { ...said, service: service.name, isMismatch: isMismatch(said) } }),
  }
}

export const slugFor = (name: string): string => catalogue.find((info) => info.name === name)?.slug ?? slugOf(name)

/**
 * What was ordered and what the service tells of. A dataset that was ordered, or has a minimum in the gate, and that it says nothing of
 * is found empty, which is never a pass.
 */
function namesOf({ config, hosted, ran }: HostedFactsRequest): string[] {
  return [
    ...new Set([
      ...hosted.service.expects(ran.order, hosted.backend),
      ...Object.keys(config.gate.minScores),
      ...(ran.said?.unscored ?? []),
      ...Object.keys(ran.said?.averages ?? {}),
      ...ran.rows.keys(),
    ]),
  ]
}

/** Of what is no dataset of this project only the name is known. */
export function hostedDatasets(facts: ScanFacts, serviceName: string): DatasetInfo[] {
  return facts.datasets.map(
    ({ name, slug, version }) =>
      catalogue.find((info) => info.name === name) ?? {
        name,
        slug,
        version,
        source: `tests of ${serviceName}`,
        safeResponse: '',
        unsafeResponse: '',
        subcategories: [],
        needsPolicy: false,
      },
  )
}

/** What is odd about a service's own figures, and what they lack, as sentences for every report. */
function noticesOfFigures({ said, order }: HostedRun, { service, backend }: Hosted): string[] {
  if (said === undefined) return []
  const wanted = [...service.expects(order, backend), ...(said.unscored ?? [])]
  const silent = wanted.filter((name) => said.averages[name] === undefined)
  return [
    ...said.warnings,
    ...(said.derived.length === 0 ? [] : [`Worked out from what ${service.name} gives: ${said.derived.join('; ')}.`]),
    ...(silent.length === 0 ? [] : [`${service.name} gives no score for: ${silent.join(', ')}.`]),
  ]
}

export const noticesOfUsage = ({ totalScans }: HostedRun, { service }: Hosted): string[] =>
  totalScans === null ? [] : [`${service.name} counts ${totalScans} scans in this billing cycle.`]

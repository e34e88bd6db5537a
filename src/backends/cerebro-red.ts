import { randomUUID } from 'node:crypto'
import type { Backend, BackendConfig, Capability, ListedScan, ScanOrder } from '../core/backend.ts'
import type { Complaint } from '../core/errors.ts'
import { noSuch } from '../core/nearest.ts'
import { type CerebroApi, cerebroApi } from './cerebro-red-api.ts'
import { type Look, progressOf, statusOf } from './cerebro-red-progress.ts'
import { casesOf, type Findings, findingsOf, summaryOf } from './cerebro-red-results.ts'
import { mappedAlgorithms, strategies } from './cerebro-red-strategies.ts'
import { countInPeriod } from './count-in-period.ts'
import { numberOf, tableOf, textOf } from './fields.ts'
import { sane } from './sanity.ts'
import type { Service, ServiceLent } from './service.ts'
import { unsupported } from './unsupported.ts'

const name = 'CEREBRO-RED'

const capabilities: ReadonlySet<Capability> = new Set(['progress', 'summary', 'download', 'retry', 'cancel', 'usage'])

/** CEREBRO-RED v2: experiments that attack, with goals they are given, the target that the server itself is set up with. */
export const cerebroRed: Service = {
  name,
  capabilities,
  testsEndpoint: false,
  sendsSystemPrompt: false,
  hasSeverities: true,
  isStartRepeatable: true,
  retriesFromCheckpoint: false,
  afterCancel: 'was cancelled',
  pace: { firstMs: 5000, mostMs: 15_000, timeoutMs: 3_600_000 },
  expects: ({ goals }) => [...new Set(goals.map(({ dataset }) => dataset))],
  problems,
  notices: (order, config) => [
    `${name} attacks the target that its own server is set up with, whatever [model] says. It was given ${order.goals.length} goals and the strategies ${strategiesOf(order, config).join(', ')}.`,
    ...(config.cerebroRed?.promptsFile === undefined || order.datasets.length === 0
      ? []
      : [`${name} was given the goals of prompts_file, and not those of the datasets in [scan].`]),
    ...(config.cerebroRed?.strategies === undefined || order.algorithms.length === 0
      ? []
      : [`${name} was given its own strategies, and not the algorithms of [scan].`]),
  ],
  connect,
}

function problems(order: ScanOrder, config: BackendConfig): Complaint[] {
  const { cerebroRed: settings } = config
  if (settings === undefined)
    return [
      {
        message: `${name} needs a table [backend.cerebro-red] with provider, attacker_model and judge_model.`,
        key: 'backend.cerebro-red',
      },
    ]
  const found: Complaint[] = []
  if (!settings.serverTargetConfirmed)
    found.push({
      message: `${name} attacks the target that its own server is set up with, and not the endpoint of [model]. If the server has the right one, set server_target_confirmed = true under [backend.cerebro-red].`,
      key: 'backend.cerebro-red.server_target_confirmed',
    })
  for (const one of settings.strategies ?? []) {
    if (!strategies.some((known) => known === one))
      found.push({
        message: noSuch(`strategy of ${name}`, one, strategies),
        key: 'backend.cerebro-red.strategies',
      })
  }
  const unmapped = settings.strategies === undefined ? order.algorithms.filter((one) => !(one in mappedAlgorithms)) : []
  if (unmapped.length > 0 || strategiesOf(order, config).length === 0)
    found.push({
      message: `${name} has a counterpart of Crescendo Attack alone. Set strategies = ["roleplay_injection", …] under [backend.cerebro-red].`,
      key: 'backend.cerebro-red.strategies',
    })
  if (order.goals.length === 0)
    found.push({
      message: `${name} needs goals: name datasets under [scan] that hold requests to be refused, or a file with one goal a line as prompts_file under [backend.cerebro-red].`,
      key: 'backend.cerebro-red.prompts_file',
    })
  return found
}

const strategiesOf = ({ algorithms }: ScanOrder, { cerebroRed: settings }: BackendConfig): readonly string[] =>
  settings?.strategies ?? algorithms.flatMap((one) => mappedAlgorithms[one] ?? [])

/** An experiment takes so many goals; more of them are several experiments, whose ids stand joined by "+". */
const mostGoals = 100

const partsOf = (id: string): string[] => id.split('+')

function connect(lent: ServiceLent): Backend {
  const { config, clock, order } = lent
  const api = cerebroApi(lent, name)
  const cancelled = new Set<string>()
  const lookAt = async (id: string, signal: AbortSignal): Promise<Look[]> => {
    const parts = partsOf(id)
    const looks: Look[] = []
    for (const [i, part] of parts.entries()) {
      // Sixty calls a minute are allowed, and looks count.
      if (i > 0 && parts.length > 4) await clock.sleep(1200, signal)
      looks.push(await api.status(part, signal))
    }
    return looks
  }
  const found = async (id: string, signal: AbortSignal): Promise<Findings> => {
    const parts: Findings[] = []
    for (const part of partsOf(id)) parts.push(findingsOf(await api.results(part, signal)))
    return { iterations: parts.flatMap(({ iterations }) => iterations), counts: addCounts(parts) }
  }
  return {
    capabilities,
    start: async (given, signal) => await start(api, { ...lent, order: given }, signal),
    progress: async (id, signal) => progressOf(await lookAt(id, signal), { isCancelled: cancelled.has(id) }),
    async summary(id, signal) {
      const summary = summaryOf(await found(id, signal), { order, maxIterations: maxIterationsOf(config) })
      return sane(summary, { service: name, scale: 'known' })
    },
    async download(id, signal) {
      const files: Record<string, Uint8Array> = {}
      for (const [i, part] of partsOf(id).entries()) {
        const report = await api.pdf(part, signal)
        if (report !== undefined) files[i === 0 ? 'report.pdf' : `report-${i + 1}.pdf`] = report
      }
      return { files, cases: casesOf(await found(id, signal), order) }
    },
    pause: unsupported(name, 'pause that a run survives', 'It can be cancelled.'),
    retry: async (_, signal) => await start(api, { ...lent, order: { ...order, key: randomUUID() } }, signal),
    async cancel(id, signal) {
      cancelled.add(id)
      for (const part of partsOf(id)) await api.cancel(part, signal)
    },
    usage: async (query, signal) => ({ totalScans: countInPeriod(await list(api, signal), query, clock.now()) }),
    list: async (since = '', signal) => (await list(api, signal)).filter(({ createdAt }) => createdAt >= since),
  }
}

const addCounts = (parts: readonly Findings[]): Findings['counts'] =>
  parts.reduce(
    (sum, { counts }) => ({
      critical: sum.critical + counts.critical,
      high: sum.high + counts.high,
      medium: sum.medium + counts.medium,
      low: sum.low + counts.low,
    }),
    { critical: 0, high: 0, medium: 0, low: 0 },
  )

const maxIterationsOf = ({ cerebroRed: settings }: BackendConfig): number => settings?.maxIterations ?? 20

/** Experiments are made before they are started: the server loses the record of many that are not. */
async function start(api: CerebroApi, lent: ServiceLent, signal: AbortSignal): Promise<string> {
  const { order, config, onNote } = lent
  const warning = await providerWarning(api, config, signal)
  if (warning !== undefined) onNote(warning)
  const ids: string[] = []
  for (let from = 0; from < order.goals.length; from += mostGoals) {
    const id = partId(order.key, ids.length)
    const experiment = experimentOf(lent, id, order.goals.slice(from, from + mostGoals))
    await api.create(experiment, signal)
    ids.push(id)
    await api.start(experiment, signal)
  }
  return ids.join('+')
}

/** UUIDs that follow from the order's own, so that a repeated start makes the same ones. */
const partId = (key: string, part: number): string =>
  part === 0 ? key : `${key.slice(0, -4)}${part.toString(16).padStart(4, '0')}`

function experimentOf({ order, config }: ServiceLent, id: string, goals: ScanOrder['goals']) {
  const { provider = 'openai', attackerModel = '', judgeModel = '', successThreshold = 7 } = config.cerebroRed ?? {}
  return {
    experiment_id: id,
    name: order.scanName.slice(0, 200),
    target_model_provider: provider,
    target_model_name: order.model.modelName,
    attacker_model_provider: provider,
    attacker_model_name: attackerModel,
    judge_model_provider: provider,
    judge_model_name: judgeModel,
    initial_prompts: goals.map(({ prompt }) => prompt),
    strategies: strategiesOf(order, config),
    max_iterations: maxIterationsOf(config),
    max_concurrent_attacks: Math.min(20, order.concurrency),
    success_threshold: successThreshold,
    timeout_seconds: Math.ceil((config.timeoutMs ?? cerebroRed.pace.timeoutMs) / 1000),
    metadata: {
      ...order.origin,
      goals: Object.fromEntries(goals.map(({ dataset, subcategory }, i) => [i, `${dataset}/${subcategory}`])),
    },
  }
}

/** The server says which providers it has; that the target is the right one it does not say. */
async function providerWarning(
  api: CerebroApi,
  { cerebroRed: settings }: BackendConfig,
  signal: AbortSignal,
): Promise<string | undefined> {
  const providers = Object.keys(tableOf(tableOf(await api.health(signal), 'components'), 'llm_providers'))
  const wanted = settings?.provider ?? ''
  if (providers.length === 0 || providers.includes(wanted)) return undefined
  return `${name}'s server is set up with ${providers.join(', ')}, and provider is "${wanted}": it asks what it is set up with.`
}

async function list(api: CerebroApi, signal: AbortSignal): Promise<ListedScan[]> {
  const rows = await api.experiments(signal)
  return rows
    .flatMap((row) => {
      const id = textOf(row, 'experiment_id')
      if (id === undefined) return []
      const created = textOf(row, 'created_at') ?? ''
      // UTC, and it does not say so.
      const createdAt = created === '' || /[Zz+]/u.test(created.slice(10)) ? created : `${created}Z`
      const percentage = numberOf(row, 'progress_percent') ?? null
      return [{ id, status: listedStatus(textOf(row, 'status') ?? ''), percentage, createdAt }]
    })
    .toSorted((a, b) => a.createdAt.localeCompare(b.createdAt))
}

/** A list has no progress beside `failed`, and runs in which nothing was found end so too. */
const listedStatus = (said: string): ListedScan['status'] =>
  said === 'failed' ? 'Finished' : (statusOf(said) ?? 'Error')

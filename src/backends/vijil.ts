import type { Backend, BackendConfig, Capability, ListedScan, ScanOrder } from '../core/backend.ts'
import { BackendError, type Complaint } from '../core/errors.ts'
import { countInPeriod } from './count-in-period.ts'
import { fieldOf, listOf, numberOf, textOf } from './fields.ts'
import { sane } from './sanity.ts'
import type { Service, ServiceLent } from './service.ts'
import { noAlgorithms, notMapped } from './unmapped.ts'
import { unsupported } from './unsupported.ts'
import { pagesOf, type VijilApi, vijilApi } from './vijil-api.ts'
import { harnessesOf, isMapped, mappedDatasets } from './vijil-harnesses.ts'
import { readProgress, statusOf } from './vijil-progress.ts'
import { reportOf } from './vijil-report.ts'
import { readResponses, resultsIn, summaryOf } from './vijil-results.ts'

const name = 'Vijil'

const capabilities: ReadonlySet<Capability> = new Set(['progress', 'summary', 'download', 'cancel', 'usage'])

/** Vijil Evaluate (evaluate-api.vijil.ai), the generation whose harnesses are named `vijil.harnesses.…`. */
export const vijil: Service = {
  name,
  capabilities,
  testsEndpoint: true,
  sendsSystemPrompt: true,
  hasSeverities: false,
  isStartRepeatable: true,
  retriesFromCheckpoint: false,
  afterCancel: 'was cancelled',
  pace: { firstMs: 10_000, mostMs: 30_000, timeoutMs: 14_400_000 },
  expects: (order, config) => (isMapped(config) ? order.datasets : []),
  problems: (order, config) => [
    ...(isMapped(config) ? notMapped(name, order.datasets, Object.keys(mappedDatasets)) : []),
    ...noAlgorithms(name, order),
    ...keyProblems(order, config),
  ],
  notices: (order, config) => [
    ...mappingNotices(order, config),
    ...(config.vijil?.hub === undefined || config.vijil.hub === 'custom'
      ? []
      : [
          `${name} asks the model "${order.model.modelName}" through its hub ${config.vijil.hub}, and not model.base_url.`,
        ]),
    `${name} gives no severities: every finding counts alike.`,
  ],
  connect,
}

function keyProblems({ model }: ScanOrder, { vijil: settings }: BackendConfig): Complaint[] {
  const found: Complaint[] = []
  if (settings?.keyName === undefined && settings?.createKey !== true)
    found.push({
      message: `${name} asks the target with a key that it keeps. Name one that is stored there as key_name under [backend.vijil], or set create_key = true to have the key of [model] stored for the time of the scan.`,
      key: 'backend.vijil.key_name',
    })
  if (Object.keys(model.extraHeaders).length > 0)
    found.push({
      message: `${name} cannot send model.extra_headers to the endpoint. Give an address that works without them.`,
      key: 'model.extra_headers',
    })
  return found
}

function mappingNotices(order: ScanOrder, config: BackendConfig): string[] {
  if (!isMapped(config))
    return order.datasets.length === 0
      ? []
      : [`${name} runs its harnesses ${harnessesOf(order, config).join(', ')}, and not the datasets of [scan].`]
  const pairs = order.datasets.map((dataset) => `${dataset} → ${(mappedDatasets[dataset] ?? []).join(' + ')}`)
  return [`Mapped to ${name}'s harnesses, which test something like it: ${pairs.join('; ')}.`]
}

function connect(lent: ServiceLent): Backend {
  const { config, clock, order } = lent
  const api = vijilApi(lent, name)
  const evaluation = async (id: string, signal: AbortSignal): Promise<unknown> =>
    await api.get(`/v1/evaluations/${encodeURIComponent(id)}`, {}, signal)
  return {
    capabilities,
    start: async (given, signal) => await start(api, { ...lent, order: given }, signal),
    progress: async (id, signal) => readProgress(await evaluation(id, signal), clock.now()),
    async summary(id, signal) {
      const results = await resultsIn(api, id, signal)
      const found = summaryOf({ ...results, evaluation: await evaluation(id, signal), order, config })
      return sane(found, { service: name, scale: 'known' })
    },
    async download(id, signal) {
      const results = await resultsIn(api, id, signal)
      const version = await versionOf(api, config, signal)
      const report = await reportOf(api, id, { version, clock, signal })
      await forgetKey(api, id, lent, signal)
      const lines = results.responses.map((row) => `${JSON.stringify(row)}\n`).join('')
      const files = { 'responses.jsonl': new TextEncoder().encode(lines), ...report }
      return { files, cases: readResponses({ ...results, order, config }) }
    },
    pause: unsupported(name, 'pause', 'It can be cancelled.'),
    retry: unsupported(name, 'retry', 'Scan without --resume to start a new evaluation.'),
    async cancel(id, signal) {
      const { status } = readProgress(await evaluation(id, signal), clock.now())
      if (status === 'Initializing' || status === 'Scanning')
        await api.post(`/v1/evaluations/${encodeURIComponent(id)}/cancel`, undefined, signal)
      await forgetKey(api, id, lent, signal)
    },
    async usage(query, signal) {
      const scans = await list(api, signal)
      return { totalScans: countInPeriod(scans, query, clock.now()) }
    },
    list: async (since = '', signal) => (await list(api, signal)).filter(({ createdAt }) => createdAt >= since),
  }
}

/** Finds everything the evaluation needs first, so that nothing is begun that cannot work. */
async function start(api: VijilApi, lent: ServiceLent, signal: AbortSignal): Promise<string> {
  const { config, order, onNote } = lent
  const version = await versionOf(api, config, signal)
  const harnesses = await harnessIds(api, lent, version, signal)
  const keyId = await keyOf(api, lent, signal)
  const { hub = 'custom', sampleSize } = config.vijil ?? {}
  const { model, origin } = order
  const estimate = { hub, model: model.modelName, harness_config_ids: harnesses, sample_size: sampleSize ?? null }
  onNote(await costOf(api, estimate, signal))
  await created(api, order.key, signal, {
    id: order.key,
    name: order.scanName,
    hub,
    model: model.modelName,
    ...(hub === 'custom' && { url: model.baseUrl }),
    api_key_proxy: keyId,
    harness_config_ids: harnesses,
    scenario_config_filters: [],
    version,
    ...(sampleSize !== undefined && { sample_size: sampleSize }),
    tags: ['redteam', ...Object.entries(origin).map(([what, value]) => `${what}:${value}`)],
    agent_params: {
      temperature: model.temperature,
      max_completion_tokens: model.maxTokens,
      timeout: model.timeoutMs / 1000,
      ...(model.systemPrompt !== undefined && { agent_system_prompt: model.systemPrompt }),
    },
  })
  return order.key
}

/** The id is ours: whether a start whose answer was lost has arrived can be looked up, and only one that has not is sent again. */
async function created(api: VijilApi, id: string, signal: AbortSignal, body: object): Promise<void> {
  for (let repeated = 0; ; repeated++) {
    try {
      const answer = await api.post('/v1/evaluations', body, signal)
      if (textOf(answer, 'id') === id) return
      throw new BackendError('malformed', `${name} began an evaluation under another id than ${id}.`)
    } catch (error) {
      const isLost = error instanceof BackendError && ['network', 'timeout', 'service_error'].includes(error.code)
      if (!isLost || error.isUnsent) throw error
      if (await exists(api, id, signal)) return
      if (repeated >= 2) throw error
    }
  }
}

async function exists(api: VijilApi, id: string, signal: AbortSignal): Promise<boolean> {
  try {
    await api.get(`/v1/evaluations/${encodeURIComponent(id)}`, {}, signal)
    return true
  } catch (error) {
    if (error instanceof BackendError && error.code === 'not_found') return false
    throw error
  }
}

async function versionOf(api: VijilApi, { vijil: settings }: BackendConfig, signal: AbortSignal): Promise<string> {
  const { version = 'latest' } = settings ?? {}
  const versions = await versionsOf(api, signal)
  const [newest] = versions
  if (newest === undefined) throw new BackendError('malformed', `${name} lists no version of its harnesses.`)
  if (version === 'latest') return newest
  if (versions.includes(version)) return version
  throw new BackendError(
    'invalid_request',
    `${name} has no version ${version} of its harnesses. There are: ${versions.join(', ')}.`,
  )
}

async function versionsOf(api: VijilApi, signal: AbortSignal): Promise<string[]> {
  try {
    const answer = await api.get('/v1/harness-configs/versions', {}, signal)
    const versions = listOf(answer, 'results').flatMap((one) => (typeof one === 'string' ? [one] : []))
    return versions.toSorted((a, b) => b.localeCompare(a, 'en', { numeric: true }))
  } catch (error) {
    if (!(error instanceof BackendError) || error.code !== 'not_found') throw error
    throw new BackendError(
      'not_found',
      `This address does not speak the API of Vijil Evaluate (api_generation = "evaluate"), which is the one that is supported. Check backend.base_url.`,
      { cause: error },
    )
  }
}

async function harnessIds(
  api: VijilApi,
  { order, config }: ServiceLent,
  version: string,
  signal: AbortSignal,
): Promise<string[]> {
  const rows = await pagesOf(api, '/v1/harness-configs', { version }, signal)
  const known = rows.flatMap((row) => textOf(fieldOf(row, 'harness_config'), 'id') ?? [])
  const wanted = harnessesOf(order, config).map((harness) => `vijil.harnesses.${harness}`)
  const missing = wanted.filter((id) => !known.includes(id))
  if (missing.length === 0) return wanted
  throw new BackendError(
    'invalid_request',
    `${name} ${version} has no harness ${missing.join(', ')}. There are: ${known.join(', ')}.`,
  )
}

/** The name says which evaluation it was stored for. */
const keyNameFor = (id: string): string => `redteam-${id.slice(0, 8)}`

async function keyOf(api: VijilApi, { config, order }: ServiceLent, signal: AbortSignal): Promise<string> {
  const { hub = 'custom', keyName, createKey = false } = config.vijil ?? {}
  const keys = await storedKeys(api, hub, signal)
  const wanted = keyName ?? keyNameFor(order.key)
  const stored = keys.find((key) => textOf(key, 'name') === wanted)
  const id = textOf(stored, 'id')
  if (id !== undefined) return id
  if (!createKey)
    throw new BackendError(
      'invalid_request',
      `${name} keeps no key named "${wanted}" for the hub ${hub}. Store it there, or set create_key = true under [backend.vijil].`,
    )
  const perMinute = order.qpm ?? 60
  const answer = await api.post(
    '/v1/api-keys',
    { name: wanted, hub, rate_limit_per_interval: perMinute, rate_limit_interval: 60, value: order.model.apiKey },
    signal,
  )
  const made = textOf(answer, 'id')
  if (made === undefined) throw new BackendError('malformed', `${name} stored the key and gave no id for it.`)
  return made
}

async function storedKeys(api: VijilApi, hub: string, signal: AbortSignal): Promise<readonly unknown[]> {
  const answer = await api.get('/v1/api-keys', { hubs: hub }, signal)
  return Array.isArray(answer) ? (answer as readonly unknown[]) : []
}

/** Only a key that was stored for this evaluation; one of the user's own stays. */
async function forgetKey(
  api: VijilApi,
  id: string,
  { config, onNote }: ServiceLent,
  signal: AbortSignal,
): Promise<void> {
  const { hub = 'custom', keyName, createKey = false } = config.vijil ?? {}
  if (!createKey || keyName !== undefined) return
  try {
    const key = (await storedKeys(api, hub, signal)).find((one) => textOf(one, 'name') === keyNameFor(id))
    const keyId = textOf(key, 'id')
    if (keyId !== undefined) await api.remove(`/v1/api-keys/${encodeURIComponent(keyId)}`, signal)
  } catch (error) {
    if (!(error instanceof BackendError)) throw error
    onNote(`The target's key could not be removed from ${name}, where it is called ${keyNameFor(id)}: ${error.message}`)
  }
}

/** For information: that it cannot be had stops nobody. */
async function costOf(api: VijilApi, estimate: object, signal: AbortSignal): Promise<string> {
  const unknown = `${name} gives no estimate of what this evaluation will cost.`
  try {
    const answer = await api.ask('/v1/hubs/cost', estimate, signal)
    const cost = ['cost', 'total_cost', 'estimated_cost']
      .map((key) => numberOf(answer, key))
      .find((found) => found !== undefined)
    return cost === undefined ? unknown : `${name} estimates that this evaluation will cost ${cost}.`
  } catch (error) {
    if (error instanceof BackendError) return unknown
    throw error
  }
}

async function list(api: VijilApi, signal: AbortSignal): Promise<ListedScan[]> {
  const rows = await pagesOf(api, '/v1/evaluations', {}, signal)
  return rows
    .flatMap((row) => {
      const id = textOf(row, 'id')
      if (id === undefined) return []
      const created = numberOf(row, 'created_at')
      const status = statusOf(textOf(row, 'status') ?? '') ?? 'Scanning'
      const createdAt = created === undefined ? '' : new Date(created * 1000).toISOString()
      return [{ id, status, percentage: status === 'Finished' ? 100 : null, createdAt }]
    })
    .toSorted((a, b) => a.createdAt.localeCompare(b.createdAt))
}

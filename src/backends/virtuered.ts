import { stringify } from 'smol-toml'
import type { Backend, Capability, ListedScan, Progress, ScanOrder, ScoreScale } from '../core/backend.ts'
import { BackendError, type Complaint } from '../core/errors.ts'
import { noSuch } from '../core/nearest.ts'
import { type ScanStatus, statuses } from '../core/status.ts'
import { unpack } from './archive.ts'
import { numberOf, textOf } from './fields.ts'
import { type Call, type ServiceClient, serviceClient } from './http.ts'
import { readOwnSummary } from './own-summary.ts'
import { readRows } from './rows.ts'
import { sane } from './sanity.ts'
import type { Service, ServiceLent } from './service.ts'
import { unknownOutcome } from './unknown-outcome.ts'
import { unsupported } from './unsupported.ts'
import { datasetName, readSummary } from './virtuered-summary.ts'

const name = 'VirtueRed'

const capabilities: ReadonlySet<Capability> = new Set(['progress', 'summary', 'download', 'pause', 'retry', 'usage'])

/** The attacks its API takes; each comes beside a default set that always runs. */
const algorithms: readonly string[] = [
  'DarkCite',
  'Bijection Learning',
  'Crescendo Attack',
  'Flip Attack',
  'Language Game',
  'BoN Attack',
  'Humor Attack',
  'Emoji Attack',
]

/** VirtueRed's REST API, `/v1/scan/…`, and whatever speaks it too. */
export const virtuered: Service = {
  name,
  capabilities,
  testsEndpoint: true,
  sendsSystemPrompt: false,
  hasSeverities: true,
  isStartRepeatable: false,
  retriesFromCheckpoint: true,
  afterCancel: 'was cancelled',
  pace: { firstMs: 15_000, mostMs: 30_000, timeoutMs: 7_200_000 },
  problems: (order, { allowUnknownNames = false }) => [
    ...(allowUnknownNames ? [] : unknownAlgorithms(order)),
    ...noDatasets(order),
  ],
  expects: ({ datasets }) => datasets,
  notices: () => [],
  connect,
}

const unknownAlgorithms = ({ algorithms: chosen }: ScanOrder): Complaint[] =>
  chosen
    .filter((one) => !algorithms.includes(one))
    .map((one) => ({
      message: `${noSuch('algorithm of VirtueRed', one, algorithms)} If it has it by now, set allow_unknown_names = true under [backend].`,
      key: 'scan.algorithms',
    }))

const noDatasets = ({ datasets, isSandbox }: ScanOrder): Complaint[] =>
  datasets.length > 0 || isSandbox
    ? []
    : [
        {
          message: 'VirtueRed needs at least one dataset under [scan], except for a sandbox scan.',
          key: 'scan.datasets',
        },
      ]

function connect(lent: ServiceLent): Backend {
  const { config, clock } = lent
  const headers = () => ({ 'X-API-Key': config.apiKey })
  const client = serviceClient({ ...lent, service: name, baseUrl: config.baseUrl, headers })
  const api = apiOf(client)
  const progress = async (id: string, signal: AbortSignal): Promise<Progress> =>
    progressOf(await api.progress(id, signal))
  return {
    capabilities,
    progress,
    async start(order, signal) {
      const since = new Date(clock.now() - clockSkewMs).toISOString()
      try {
        return idOf(await client.json(startCall(order), signal))
      } catch (error) {
        throw await unknownOutcome(error, { service: name, signal, candidates: () => list(api, since, signal) })
      }
    },
    ...resultsOf(api, config.scoreScale, progress),
    ...stateChanges(api, progress),
    cancel: unsupported(name, 'cancel', 'It can be paused.'),
    async usage({ mode, start, end }, signal) {
      const query = mode === 'custom' ? { mode, ...(start && { start }), ...(end && { end }) } : { mode }
      return { totalScans: numberOf(await api.usage(query, signal), 'total_scans') ?? null }
    },
    list: async (since, signal) => await list(api, since, signal),
  }
}

type Api = ReturnType<typeof apiOf>

function resultsOf(api: Api, scale: ScoreScale, progress: Backend['progress']): Pick<Backend, 'summary' | 'download'> {
  const whenFinished = async <T>(id: string, signal: AbortSignal, ask: () => Promise<T>): Promise<T> => {
    try {
      return await ask()
    } catch (error) {
      const status = await statusBehind(error, () => progress(id, signal))
      throw new BackendError(
        'invalid_state',
        `${name}'s scan ${id} is ${status}, and only a Finished one has results.`,
        { cause: error },
      )
    }
  }
  return {
    summary: async (id, signal) =>
      await whenFinished(id, signal, async () =>
        sane(readSummary(await api.summary(id, signal)), { service: name, scale }),
      ),
    download: async (id, signal) =>
      await whenFinished(id, signal, async () => await unpacked(await api.download(id, signal))),
  }
}

/** A change that its state forbids may have been made already. */
function stateChanges(api: Api, progress: Backend['progress']): Pick<Backend, 'pause' | 'retry'> {
  return {
    async pause(id, signal) {
      try {
        await api.pause(id, signal)
      } catch (error) {
        const status = await statusBehind(error, () => progress(id, signal))
        if (status !== 'Paused') throw error
      }
    },
    async retry(id, signal) {
      try {
        return idOf(await api.retry(id, signal))
      } catch (error) {
        const status = await statusBehind(error, () => progress(id, signal))
        if (status === 'Scanning' || status === 'Initializing') return id
        throw error
      }
    },
  }
}

/** The scan's state, when it was that which stood in the way; any other error is thrown on. */
async function statusBehind(error: unknown, progress: () => Promise<Progress>): Promise<ScanStatus> {
  if (!(error instanceof BackendError) || error.code !== 'invalid_state') throw error
  return (await progress()).status
}

/** Clocks differ: a scan started now may be dated a little earlier. */
const clockSkewMs = 120_000

const archiveNames = ['results.jsonl', 'summary.json', 'report.pdf']

function apiOf(client: ServiceClient) {
  const post = (path: string, json: unknown, more: Partial<Call> = {}): Call => ({ path, json, isSafe: true, ...more })
  const aboutState = { isAboutState: true }
  return {
    progress: (id: string, signal: AbortSignal) => client.json(post('/v1/scan/progress', { scan_id: id }), signal),
    all: (since: string | undefined, signal: AbortSignal) =>
      client.json(post('/v1/scan/progress', since === undefined ? {} : { since }), signal),
    summary: (id: string, signal: AbortSignal) =>
      client.json(post('/v1/scan/summary', { scan_id: id }, aboutState), signal),
    download: (id: string, signal: AbortSignal) =>
      client.bytes(
        post('/v1/scan/download', { scan_id: id }, { ...aboutState, timeoutMs: 300_000, mostBytes: 250_000_000 }),
        signal,
      ),
    pause: (id: string, signal: AbortSignal) =>
      client.json(post('/v1/scan/pause', { scan_id: id }, aboutState), signal),
    retry: (id: string, signal: AbortSignal) =>
      client.json(post('/v1/scan/retry', { scan_id: id }, { ...aboutState, isSafe: false }), signal),
    usage: (query: object, signal: AbortSignal) => client.json(post('/v1/scan/usage', query), signal),
  }
}

/** JSON, or TOML when a key is set that the API knows in TOML only. */
function startCall(order: ScanOrder): Call {
  const { isSandbox, scanName, tomlOnly, datasets, algorithms: chosen, qpm, concurrency } = order
  const path = isSandbox ? '/v1/sandbox/scan/start' : '/v1/scan/start'
  const model = modelOf(order)
  const scan = isSandbox
    ? {}
    : {
        datasets: datasets.map((dataset) => ({ name: dataset })),
        ...(chosen.length > 0 && { algorithms: chosen }),
        input_modalities: ['text'],
        output_modalities: ['text'],
        ...(qpm !== undefined && { qpm }),
        concurrency,
      }
  if (isSandbox || Object.keys(tomlOnly).length === 0)
    return { path, json: { scan_name: scanName, model, ...scan }, isSafe: false }
  const body = stringify({ scan_name: scanName, model, scan: { ...scan, ...tomlOnly } })
  return { path, text: { type: 'application/toml', body }, isSafe: false }
}

const modelOf = ({ model: { baseUrl, apiKey, modelName, temperature, maxTokens, extraHeaders } }: ScanOrder) => ({
  base_url: baseUrl,
  api_key: apiKey,
  model_name: modelName,
  temperature,
  max_tokens: maxTokens,
  ...(Object.keys(extraHeaders).length > 0 && { extra_headers: extraHeaders }),
})

function idOf(answer: unknown): string {
  const id = textOf(answer, 'scan_id')
  if (id === undefined) throw new BackendError('malformed', `${name} answered without a scan_id.`)
  return id
}

function progressOf(answer: unknown): Progress {
  const said = textOf(answer, 'status')
  if (said === undefined) throw new BackendError('malformed', `${name} answered without a status.`)
  const status = statuses.find((known) => known === said)
  const percentage = percentageOf(answer)
  const completed = numberOf(answer, 'passed_line') ?? null
  const hasTotal = percentage !== null && percentage > 0 && completed !== null
  return {
    status: status ?? 'Scanning',
    percentage,
    completed,
    total: hasTotal ? Math.round((completed * 100) / percentage) : null,
    remainingS: numberOf(answer, 'remaining_time') ?? null,
    ...(status === undefined && {
      warning: `${name} says a status that its API does not have: ${JSON.stringify(said)}.`,
    }),
  }
}

function percentageOf(answer: unknown): number | null {
  const percentage = numberOf(answer, 'percentage')
  return percentage === undefined ? null : Math.min(100, Math.max(0, percentage))
}

async function list(
  api: ReturnType<typeof apiOf>,
  since: string | undefined,
  signal: AbortSignal,
): Promise<ListedScan[]> {
  const answer = await api.all(since, signal)
  if (!Array.isArray(answer)) throw new BackendError('malformed', `${name} answered no list of scans.`)
  return answer.map((one: unknown) => ({
    id: idOf(one),
    status: progressOf(one).status,
    percentage: percentageOf(one),
    createdAt: textOf(one, 'created_at') ?? '',
  }))
}

async function unpacked(bytes: Uint8Array) {
  const files = await unpack(bytes, { service: name, names: archiveNames })
  const results = files.get('results.jsonl')
  if (results === undefined)
    throw new BackendError('malformed', `The archive of ${name} holds no results.jsonl; it was not used.`)
  const { cases, own } = readRows(results, name)
  return {
    files: Object.fromEntries(files),
    cases: cases.map((one) => ({ ...one, dataset: datasetName(one.dataset) })),
    ...(own && { own: { results: own, ...readOwnSummary(files.get('summary.json')) } }),
  }
}

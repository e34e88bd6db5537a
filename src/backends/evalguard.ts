import { randomUUID } from 'node:crypto'
import {
  type Backend,
  type BackendConfig,
  type Capability,
  type ListedScan,
  type Progress,
  provisionalId,
  type ScanOrder,
} from '../core/backend.ts'
import { BackendError, type Complaint } from '../core/errors.ts'
import { countInPeriod } from './count-in-period.ts'
import { type EvalGuardScan, readCases, readScan, statusOf, summaryOf } from './evalguard-scan.ts'
import { fieldOf, isTable, listOf, textOf } from './fields.ts'
import { type ServiceClient, serviceClient } from './http.ts'
import { sane } from './sanity.ts'
import type { Service, ServiceLent } from './service.ts'
import { noAlgorithms } from './unmapped.ts'
import { unsupported } from './unsupported.ts'

const name = 'EvalGuard'

const capabilities: ReadonlySet<Capability> = new Set(['progress', 'summary', 'download', 'retry', 'cancel', 'usage'])

/** EvalGuard's security scan: one request that is answered when the scan is over. It tests a system prompt on a model known by name. */
export const evalguard: Service = {
  name,
  capabilities,
  testsEndpoint: false,
  sendsSystemPrompt: true,
  hasSeverities: true,
  isStartRepeatable: true,
  retriesFromCheckpoint: false,
  afterCancel: 'is not waited for any more, and may run on there',
  pace: { firstMs: 2000, mostMs: 15_000, timeoutMs: 900_000 },
  expects: () => [],
  problems,
  notices: (order, { evalguard: settings }) => [
    `${name} does not ask the endpoint of [model]: it tested the system prompt on the model "${order.model.modelName}" as it reaches it itself, with ${settings?.attackTypes.join(', ') ?? 'nothing'}.`,
    ...(order.datasets.length === 0 ? [] : [`${name} tests attack_types, and not the datasets of [scan].`]),
  ],
  connect,
}

function problems(order: ScanOrder, { evalguard: settings }: BackendConfig): Complaint[] {
  if (settings === undefined)
    return [
      {
        message: `${name} needs a table [backend.evalguard] with attack_types, such as ["prompt-injection", "jailbreak", "pii-leak"].`,
        key: 'backend.evalguard',
      },
    ]
  const { model, prompt = '' } = order
  const found = noAlgorithms(name, order)
  if (!settings.acceptModelByName)
    found.push({
      message: `${name} cannot test the endpoint of [model]: it is given the model's name and a system prompt, and asks a model of that name itself. If that is what you want, set accept_model_by_name = true under [backend.evalguard].`,
      key: 'backend.evalguard.accept_model_by_name',
    })
  if (prompt === '' || prompt.length > 100_000)
    found.push({
      message: `${name} tests a system prompt of 1 to 100000 characters: name its file as prompt_file under [backend.evalguard], or give system_prompt under [model].`,
      key: 'backend.evalguard.prompt_file',
    })
  if (model.modelName.length > 100)
    found.push({ message: `${name} takes model names of at most 100 characters.`, key: 'model.model_name' })
  return found
}

/** A request that is open, or what came of it. */
interface Opened {
  readonly stop: AbortController
  scan?: EvalGuardScan
  error?: Error
}

function connect(lent: ServiceLent): Backend {
  const { config } = lent
  const headers = () => ({ Authorization: `Bearer ${config.apiKey}` })
  const client = serviceClient({ ...lent, service: name, baseUrl: config.baseUrl, headers })
  const opened = new Map<string, Opened>()
  const begin = (order: ScanOrder, key: string): string => {
    const one: Opened = { stop: new AbortController() }
    const id = provisionalId(key)
    opened.set(id, one)
    run(client, { lent, order, key }, one.stop.signal).then(
      (scan) => {
        one.scan = scan
        opened.set(scan.id, one)
      },
      (error: unknown) => {
        one.error = error instanceof Error ? error : new Error(String(error))
      },
    )
    return id
  }
  const scanOf = async (id: string, signal: AbortSignal): Promise<EvalGuardScan> =>
    opened.get(id)?.scan ?? readScan(await client.json(get(`/api/v1/security/${encodeURIComponent(id)}`), signal))
  const close = (): void => {
    for (const { stop } of opened.values())
      stop.abort(new BackendError('timeout', `${name} is not waited for any more.`))
  }
  return {
    capabilities,
    close,
    start: async (order) => begin(order, order.key),
    progress: async (id, signal) => progressOf(opened.get(id) ?? { scan: await scanOf(id, signal) }),
    ...resultsOf(client, scanOf, config),
    pause: unsupported(name, 'pause'),
    retry: async () => begin(lent.order, randomUUID()),
    async cancel() {
      close()
    },
    usage: async (query, signal) => ({
      totalScans: countInPeriod(await list(client, lent, signal), query, lent.clock.now()),
    }),
    list: async (since = '', signal) =>
      (await list(client, lent, signal)).filter(({ createdAt }) => createdAt >= since),
  }
}

function progressOf({ scan, error }: Partial<Opened>): Progress {
  if (error !== undefined) throw error
  if (scan === undefined) return { status: 'Scanning', percentage: 0, completed: null, total: null, remainingS: null }
  const { id, totalTests } = scan
  return {
    status: statusOf(scan),
    percentage: 100,
    completed: totalTests,
    total: totalTests,
    remainingS: null,
    scanId: id,
  }
}

function resultsOf(
  client: ServiceClient,
  scanOf: (id: string, signal: AbortSignal) => Promise<EvalGuardScan>,
  { scoreScale }: BackendConfig,
): Pick<Backend, 'summary' | 'download'> {
  const detailOf = async (id: string, signal: AbortSignal): Promise<unknown> =>
    unwrapped(await client.json(get(`/api/v1/security/${encodeURIComponent(id)}`), signal))
  return {
    async summary(id, signal) {
      const scan = await scanOf(id, signal)
      return sane(summaryOf(scan, await detailOf(id, signal)), { service: name, scale: scoreScale })
    },
    async download(id, signal) {
      const scan = await scanOf(id, signal)
      const detail = await detailOf(id, signal)
      const bytes = new TextEncoder().encode(`${JSON.stringify(detail, null, 2)}\n`)
      return { files: { 'scan.json': bytes }, cases: readCases(scan, detail) }
    },
  }
}

interface RunOptions {
  readonly lent: ServiceLent
  readonly order: ScanOrder
  readonly key: string
}

/** How often the same start is sent again, under its key, when its answer was lost and it is not in the list either. */
const mostRepeats = 2

async function run(client: ServiceClient, options: RunOptions, signal: AbortSignal): Promise<EvalGuardScan> {
  const { lent, order, key } = options
  const since = new Date(lent.clock.now() - 120_000).toISOString()
  const projectId = await projectOf(client, lent, signal)
  const { attackTypes = [] } = lent.config.evalguard ?? {}
  const body = { projectId, model: order.model.modelName, prompt: order.prompt ?? '', attackTypes }
  for (let repeated = 0; ; repeated++) {
    try {
      const answer = await client.json(
        {
          path: '/api/v1/security',
          json: body,
          headers: { 'Idempotency-Key': key },
          isSafe: false,
          timeoutMs: lent.config.timeoutMs ?? evalguard.pace.timeoutMs,
        },
        signal,
      )
      return readScan(answer)
    } catch (error) {
      if (!isLost(error)) throw error
      const found = await begun(client, { projectId, order, since }, signal)
      if (found !== undefined) return await whenOver(client, found, { clock: lent.clock, signal })
      if (repeated >= mostRepeats) throw error
    }
  }
}

const isLost = (error: unknown): boolean =>
  error instanceof BackendError && ['network', 'timeout', 'service_error'].includes(error.code)

/** A start that arrived although its answer did not. */
async function begun(
  client: ServiceClient,
  { projectId, order, since }: { projectId: string; order: ScanOrder; since: string },
  signal: AbortSignal,
): Promise<string | undefined> {
  const answer = await client.json(get('/api/v1/security', { projectId, limit: 20 }), signal)
  const row = listOf(answer, 'data').find(
    (one) =>
      textOf(one, 'model') === order.model.modelName &&
      textOf(one, 'prompt') === order.prompt &&
      (textOf(one, 'created_at') ?? '') >= since,
  )
  return textOf(row, 'id')
}

/** Looks at a scan whose own answer was lost. */
async function whenOver(
  client: ServiceClient,
  id: string,
  { clock, signal }: { clock: ServiceLent['clock']; signal: AbortSignal },
): Promise<EvalGuardScan> {
  for (;;) {
    const answer = await client.json(get(`/api/v1/security/${encodeURIComponent(id)}`), signal)
    if (['passed', 'failed', 'error'].includes(textOf(unwrapped(answer), 'status') ?? '')) return readScan(answer)
    await clock.sleep(15_000, signal)
  }
}

const get = (path: string, query: Readonly<Record<string, string | number>> = {}) =>
  ({ method: 'GET', path, query, isSafe: true }) as const

const unwrapped = (answer: unknown): unknown => (isTable(fieldOf(answer, 'data')) ? fieldOf(answer, 'data') : answer)

async function projectOf(client: ServiceClient, { config }: ServiceLent, signal: AbortSignal): Promise<string> {
  if (config.evalguard?.projectId !== undefined) return config.evalguard.projectId
  const id = textOf(unwrapped(await client.json(get('/api/v1/project/current'), signal)), 'projectId')
  if (id === undefined)
    throw new BackendError(
      'malformed',
      `${name} names no project for this key. Set project_id under [backend.evalguard].`,
    )
  return id
}

async function list(client: ServiceClient, lent: ServiceLent, signal: AbortSignal): Promise<ListedScan[]> {
  const projectId = await projectOf(client, lent, signal)
  const answer = await client.json(get('/api/v1/security', { projectId, limit: 100 }), signal)
  return listOf(answer, 'data')
    .flatMap((row) => {
      const id = textOf(row, 'id')
      if (id === undefined) return []
      const status = statusOf({ status: textOf(row, 'status') ?? '' })
      return [
        { id, status, percentage: status === 'Finished' ? 100 : null, createdAt: textOf(row, 'created_at') ?? '' },
      ]
    })
    .toReversed()
}

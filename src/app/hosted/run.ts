import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import {
  type Backend,
  type Download,
  type OwnFiles,
  provisionalId,
  type ScanOrder,
  type ServiceSummary,
} from '../../core/backend.ts'
import type { CaseResult } from '../../core/case.ts'
import { BackendError, messageOf, RecordError } from '../../core/errors.ts'
import { type Mask, maskOf } from '../../core/secrets.ts'
import type { ScanStatus } from '../../core/status.ts'
import { writeFile } from '../../platform/output.ts'
import { editOf } from '../redacting.ts'
import { type Checkpoint, checkpointIn, identityOf, orderHash, readCheckpoint, writeCheckpoint } from './checkpoint.ts'
import { connectTo } from './connect.ts'
import type { HostedContext, HostedRequest } from './context.ts'
import { type Ended, follow } from './follow.ts'
import { orderOf } from './order.ts'
import { masked, resultsOf } from './results.ts'
import { stopAtService } from './stop.ts'

/** How a hosted scan ended. Its results lie in `resultsPath`, whatever the status. */
export interface HostedRun {
  readonly scanId: string
  readonly status: ScanStatus
  readonly problem: string | null
  readonly resultsPath: string
  readonly limitReached?: string | undefined
  readonly order: ScanOrder
  /** Of a finished scan. */
  readonly said?: ServiceSummary
  readonly totalScans: number | null
  /** What a service that writes this project's own files says of the scan beside its results; nobody has held it against them. */
  readonly own?: Pick<OwnFiles, 'summary' | 'problem'>
  /** Every dataset that has a row. */
  readonly rows: ReadonlyMap<string, number>
  /** Files as the service made them, by a name for each: absolute paths. */
  readonly files: Readonly<Record<string, string>>
  /** What reports have to say of how it went, as sentences. */
  readonly notices: readonly string[]
}

/**
 * Has the service run the scan: starts it, or goes on with the one that an earlier run left, follows it to its end and fetches what it
 * found. Resolves also when the service fails; the status and `problem` then say so and there are no results. Rejects with RecordError
 * when files cannot be read or written.
 */
export async function runHosted(request: HostedRequest): Promise<HostedRun> {
  const context = contextOf(request)
  const resultsPath = join(request.folder, 'results.jsonl')
  const nothing = { resultsPath, order: context.order, totalScans: null, rows: new Map(), files: {}, notices: [] }
  let scanId = ''
  try {
    const checkpoint = await opened(context)
    scanId = checkpoint.scan_id ?? ''
    const ended = await follow(context, checkpoint)
    scanId = ended.scanId
    if (ended.status !== 'Finished') {
      await writeResults(resultsPath, [])
      return { ...nothing, ...ended }
    }
    return { ...nothing, ...ended, ...(await fetched(context, ended, resultsPath)) }
  } catch (error) {
    if (error instanceof RecordError) throw error
    await writeResults(resultsPath, [])
    return { ...nothing, scanId: scanId || 'none', ...(await failure(error, scanId, context)) }
  } finally {
    context.client.close?.()
  }
}

function contextOf(request: HostedRequest): HostedContext {
  const { config, hosted, isSandbox, clock, folder, onEvent, fetch } = request
  const order = orderOf(config, { isSandbox, key: randomUUID() })
  const onNote = (text: string): void => onEvent({ type: 'note', text })
  const client = connectTo({ config, hosted, order, clock, onNote, fetch })
  return { ...request, ...hosted, client, order, checkpointPath: checkpointIn(folder) }
}

async function failure(
  error: unknown,
  scanId: string,
  context: HostedContext,
): Promise<Pick<HostedRun, 'status' | 'problem'>> {
  const { config, service, signal } = context
  if (signal.aborted) return await stopAtService(context, scanId === '' ? undefined : scanId, 'It was stopped')
  const where = scanId === '' ? '' : ` (${service.name}'s scan ${scanId})`
  if (error instanceof BackendError) return { status: 'Error', problem: `${messageOf(error)}${where}` }
  return { status: 'Error', problem: `Something unexpected broke: ${maskOf(config.secrets)(messageOf(error))}${where}` }
}

/** A scan at the service: begun now, or an earlier run's to go on with. */
async function opened(context: HostedContext): Promise<Checkpoint> {
  const { config, service, backend, checkpointPath, order, onEvent } = context
  await restore(context)
  const earlier = await readCheckpoint(checkpointPath)
  const isUnfinished = earlier !== undefined && earlier.status !== 'Finished'
  if (!config.resume || !isUnfinished) {
    if (isUnfinished) onEvent({ type: 'note', text: leftBehind(earlier) })
    return await started(context, order)
  }
  if (earlier.type !== backend.type || earlier.base_url !== backend.baseUrl || earlier.order !== orderHash(order))
    throw new RecordError(
      `${checkpointPath} belongs to another scan: [backend], [model], the datasets or the algorithms were changed since it was begun. Remove it, or scan without --resume (continue_flag = false), to start anew.`,
    )
  if (earlier.scan_id !== null && earlier.scan_id !== provisionalId(earlier.key)) {
    onEvent({ type: 'note', text: `Going on with ${service.name}'s scan ${earlier.scan_id}.` })
    return earlier
  }
  if (service.isStartRepeatable) return await started(context, { ...order, key: earlier.key })
  throw new RecordError(
    `Whether ${service.name} started a scan at ${earlier.started_at} is not known, and starting again could start a second one. Look there; then remove ${checkpointPath}, or scan without --resume (continue_flag = false).`,
  )
}

/** Another machine's run may have left what a resumed scan does not find here. */
async function restore({ config, findCheckpoint, checkpointPath, backend, order }: HostedContext): Promise<void> {
  if (!config.resume || existsSync(checkpointPath)) return
  const wanted = { order: orderHash(order), type: backend.type, base_url: backend.baseUrl }
  const found = await findCheckpoint?.(identityOf(wanted))
  if (found !== undefined) await writeFile(checkpointPath, once(found))
}

const leftBehind = ({ type, scan_id, status }: Checkpoint): string =>
  scan_id === null
    ? `An earlier scan in this folder was cut off while ${type} was asked to start it; whether it runs there is not known. A new one begins.`
    : `The output folder names an unfinished scan of ${type}, ${scan_id} (${status}). A new one begins. To go on with the old one instead, scan with --resume (continue_flag = true).`

/** The checkpoint is written before the service is asked, so that no start is ever forgotten. */
async function started(context: HostedContext, order: ScanOrder): Promise<Checkpoint> {
  const { client, backend, clock, checkpointPath, service, onEvent, signal } = context
  const checkpoint: Checkpoint = {
    format: 1,
    type: backend.type,
    base_url: backend.baseUrl,
    scan_id: null,
    key: order.key,
    order: orderHash(order),
    status: 'Initializing',
    started_at: new Date(clock.now()).toISOString(),
  }
  signal.throwIfAborted()
  await writeCheckpoint(checkpointPath, checkpoint)
  const scanId = await patientStart(client, order, context)
  const begun = { ...checkpoint, scan_id: scanId }
  await writeCheckpoint(checkpointPath, begun)
  onEvent({ type: 'note', text: `${service.name} runs the scan as ${scanId}.` })
  return begun
}

const startBudgetMs = 5000

/** A start that is under way when the job is stopped gets a moment: with its id the scan can be stopped too. */
async function patientStart(client: Backend, order: ScanOrder, { signal, clock }: HostedContext): Promise<string> {
  const own = new AbortController()
  const onAbort = (): void => {
    clock.sleep(startBudgetMs, own.signal).then(
      () => own.abort(signal.reason),
      () => undefined,
    )
  }
  signal.addEventListener('abort', onAbort, { once: true })
  try {
    return await client.start(order, own.signal)
  } finally {
    signal.removeEventListener('abort', onAbort)
    own.abort()
  }
}

async function fetched(context: HostedContext, { scanId }: Ended, resultsPath: string) {
  const { client, service, backend, order, config, clock, signal, folder } = context
  const said = await client.summary(scanId, signal)
  const download = await client.download(scanId, signal)
  const edit = editOf(config)
  const mask = maskOf(config.secrets)
  const whole = resultsOf({
    service: service.name,
    type: backend.type,
    summary: said,
    download,
    datasets: service.expects(order, backend),
    mask,
    at: clock.now(),
  })
  const rows = edit === undefined ? whole : whole.map(edit)
  await writeResults(resultsPath, rows)
  const counts = new Map<string, number>()
  for (const { dataset } of rows) counts.set(dataset, (counts.get(dataset) ?? 0) + 1)
  const { own } = download
  // What is in them cannot be left out of them.
  const files = edit === undefined ? await kept(download, { type: backend.type, folder }) : {}
  return {
    said,
    ...(own && { own: saidOf(own, mask) }),
    rows: counts,
    files,
    ...(await usageOf(context)),
  }
}

/** What its files say of its results, without any key. */
function saidOf(own: OwnFiles, mask: Mask): Pick<OwnFiles, 'summary' | 'problem'> {
  const { results: _, ...said } = own
  return masked(said, mask)
}

/** The service's own files, beside the reports. */
async function kept({ files: given }: Download, { type, folder }: { readonly type: string; readonly folder: string }) {
  const files: Record<string, string> = {}
  for (const [name, bytes] of Object.entries(given)) {
    const path = join(folder, `${type}-${name}`)
    await writeFile(path, once(bytes))
    files[`${type} ${name}`] = path
  }
  return files
}

async function* once(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes
}

/** For information: a service that will not tell costs no scan. */
async function usageOf({ client, signal }: HostedContext): Promise<Pick<HostedRun, 'totalScans'>> {
  if (!client.capabilities.has('usage')) return { totalScans: null }
  try {
    return await client.usage({ mode: 'current_billing_cycle' }, signal)
  } catch (error) {
    if (error instanceof BackendError) return { totalScans: null }
    throw error
  }
}

async function writeResults(path: string, rows: readonly CaseResult[]): Promise<void> {
  await writeFile(
    path,
    (async function* () {
      for (const row of rows) yield `${JSON.stringify(row)}\n`
    })(),
  )
}

import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { ScanConfig } from '../config/index.ts'
import type { Backend, ListedScan } from '../core/backend.ts'
import type { Clock } from '../core/clock.ts'
import { ConfigError } from '../core/errors.ts'
import { systemClock } from '../platform/clock.ts'
import { makeFolder, writeFile } from '../platform/output.ts'
import { checkpointIn, readCheckpoint } from './hosted/checkpoint.ts'
import { connectTo } from './hosted/connect.ts'
import { hostedBy, orderOf } from './hosted/order.ts'
import { serviceLine } from './progress-line.ts'

/** What can be done with the scans of a hosted service beside running one. */
export const scanOperations = ['list', 'progress', 'pause', 'retry', 'cancel', 'summary', 'download', 'usage'] as const
export type ScanOperation = (typeof scanOperations)[number]

export interface ScansRequest {
  readonly config: ScanConfig
  readonly operation: ScanOperation
  /** The scan that the output folder belongs to when left out. */
  readonly id?: string | undefined
  /** Of a scan; downloads go there too. */
  readonly folder: string
  readonly onNote?: (text: string) => void
  readonly clock?: Clock
  readonly fetch?: typeof fetch
}

/**
 * Does one thing with the service's scans and says what came of it, as lines or as JSON. Rejects with ConfigError when the configuration
 * names no service or no scan is meant, with UnsupportedOperation for what the service does not have, and with BackendError.
 */
export async function operateScans(request: ScansRequest): Promise<string> {
  const { config, operation, clock = systemClock, onNote = () => undefined } = request
  const hosted = hostedBy(config)
  if (hosted === undefined)
    throw new ConfigError([
      { message: 'This configuration names no service: it has no [backend] table.', key: 'backend' },
    ])
  const order = orderOf(config, { isSandbox: false, key: randomUUID() })
  const client = connectTo({ config, hosted, order, clock, onNote, fetch: request.fetch })
  const { signal } = new AbortController()
  try {
    if (operation === 'list') return listed(await client.list(undefined, signal))
    if (operation === 'usage') {
      const { totalScans } = await client.usage({ mode: 'current_billing_cycle' }, signal)
      return `${hosted.service.name} counts ${totalScans ?? 'an unknown number of'} scans in this billing cycle.`
    }
    const id = request.id ?? (await idIn(request.folder))
    return await operations[operation]({ client, id, name: hosted.service.name, folder: request.folder, signal })
  } finally {
    client.close?.()
  }
}

const listed = (scans: readonly ListedScan[]): string =>
  scans.length === 0
    ? 'no scans'
    : scans
        .map(({ id, status, percentage, createdAt }) =>
          [createdAt, id, status, percentage === null ? '' : `${percentage} %`].join('  '),
        )
        .join('\n')

async function idIn(folder: string): Promise<string> {
  const checkpoint = await readCheckpoint(checkpointIn(folder))
  if (checkpoint?.scan_id) return checkpoint.scan_id
  throw new ConfigError([
    { message: `Which scan is meant? Give its id, or with --output the folder of a scan; ${folder} belongs to none.` },
  ])
}

interface Operated {
  readonly client: Backend
  readonly id: string
  /** The service's. */
  readonly name: string
  readonly folder: string
  readonly signal: AbortSignal
}

const operations: Record<Exclude<ScanOperation, 'list' | 'usage'>, (given: Operated) => Promise<string>> = {
  async progress({ client, id, name, signal }) {
    return serviceLine({ type: 'service', service: name, scanId: id, progress: await client.progress(id, signal) })
  },
  async pause({ client, id, signal }) {
    await client.pause(id, signal)
    return `${id} is paused.`
  },
  async retry({ client, id, signal }) {
    const next = await client.retry(id, signal)
    return next === id ? `${id} goes on.` : `${id} begins again as ${next}.`
  },
  async cancel({ client, id, signal }) {
    await client.cancel(id, signal)
    return `${id} is cancelled.`
  },
  summary: async ({ client, id, signal }) => JSON.stringify(await client.summary(id, signal), null, 2),
  async download({ client, id, folder, signal }) {
    const { files } = await client.download(id, signal)
    const into = await makeFolder(folder)
    const paths: string[] = []
    for (const [name, bytes] of Object.entries(files)) {
      const path = join(into, name)
      await writeFile(path, chunk(bytes))
      paths.push(path)
    }
    return paths.length === 0 ? `The service has no files of ${id}.` : paths.join('\n')
  },
}

async function* chunk(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes
}

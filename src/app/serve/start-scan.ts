import { randomBytes } from 'node:crypto'
import type { StartRequest } from '../../config/api-request.ts'
import type { ServeConfig } from '../../config/serve-file.ts'
import type { Clock } from '../../core/clock.ts'
import type { IndexedScan, ScanIndex } from '../../platform/scan-index.ts'
import { proxyFor } from '../../targets/proxy.ts'
import { mustBePublic, PrivateAddressError, type PublicCheck } from '../../targets/public-address.ts'
import { Refusal } from './refusal.ts'
import { mustBe, mustHaveRoom, resumable } from './rules.ts'
import type { ServedRequest } from './run-served.ts'
import type { Runner } from './runner.ts'
import { openPart, type TargetKeys } from './target-keys.ts'

export interface StartOptions {
  readonly config: ServeConfig
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly resolve?: PublicCheck['resolve']
  readonly clock: Clock
  readonly index: ScanIndex
  readonly keys: TargetKeys
  readonly runner: Runner
}

export interface Started {
  readonly user: string
  readonly request: StartRequest
  readonly isSandbox: boolean
}

/** Queues a scan, or with `continue_flag` goes on with the user's own of that name. Resolves with its id when it is safe on the disk. */
export async function startScan(started: Started, options: StartOptions): Promise<string> {
  const { user, request } = started
  const { index, config } = options
  if (!config.allowPrivate) await mustBeAllowed(request.model.base_url, options)
  mustHaveRoom(user, index, config)
  const known = index.named(user, request.scan_name)
  if (known === undefined) return begin(started, options)
  if (!request.continue_flag) throw nameTaken(request)
  return goOn(known, started, options)
}

const nameTaken = ({ scan_name }: StartRequest): Refusal =>
  new Refusal('invalid', `There is a scan called ${JSON.stringify(scan_name)} already. Choose another scan_name.`)

function begin({ user, request, isSandbox }: Started, { config, clock, index, keys, runner }: StartOptions): string {
  const id = `scan-${randomBytes(9).toString('hex')}`
  const { preset, seed } = config.defaults
  const scan: IndexedScan = {
    id,
    user,
    name: request.scan_name,
    isSandbox,
    status: 'Initializing',
    createdAt: clock.now(),
    startedAt: null,
    finishedAt: null,
    done: 0,
    total: 0,
    remaining: 0,
    problem: null,
    // The operator may choose others for later scans; this one stays as it was begun.
    ...keys.part(id, { ...request, continue_flag: false, preset, seed }),
  }
  if (!index.add(scan)) throw nameTaken(request)
  runner.enqueue(scan)
  return id
}

/** The request brings the key again, which the service may have forgotten. */
function goOn(scan: IndexedScan, { request, isSandbox }: Started, { index, keys, runner }: StartOptions): string {
  mustBe(scan, resumable, 'Only scans that are Paused, Failed or Error can be gone on with (continue_flag).')
  const { preset, seed } = JSON.parse(scan.request) as ServedRequest
  const asked = { ...request, continue_flag: false, preset, seed }
  if (openPart(asked) !== scan.request || isSandbox !== scan.isSandbox) {
    const message = `The scan called ${JSON.stringify(scan.name)} was started with other settings. Go on with the same ones (continue_flag), or choose another scan_name.`
    throw new Refusal('invalid', message)
  }
  const { sealed } = keys.part(scan.id, asked)
  index.change(scan.id, { status: 'Initializing', problem: null, sealed })
  runner.enqueue({ ...scan, sealed })
  return scan.id
}

async function mustBeAllowed(
  baseUrl: string,
  { environment, resolve }: Pick<StartOptions, 'environment' | 'resolve'>,
): Promise<void> {
  try {
    const isProxied = proxyFor(baseUrl, environment) !== undefined
    await mustBePublic(baseUrl, { isProxied, ...(resolve && { resolve }) })
  } catch (error) {
    if (!(error instanceof PrivateAddressError)) throw error
    const message = `model.base_url: ${error.message}, which this service does not ask. Its operator can allow it (allow_private = true).`
    throw new Refusal('invalid', message, { cause: error })
  }
}

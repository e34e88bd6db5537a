import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type ScanDefaults, type StartRequest, scanOf } from '../../config/api-request.ts'
import type { ServeConfig } from '../../config/serve-file.ts'
import type { Clock } from '../../core/clock.ts'
import { messageOf } from '../../core/errors.ts'
import { maskOf } from '../../core/secrets.ts'
import type { ScanStatus } from '../../core/status.ts'
import { writeZip } from '../../platform/zip.ts'
import type { Admission } from '../endpoints.ts'
import type { ScanEvent } from '../events.ts'
import { scan } from '../scan.ts'
import { withProxies } from '../with-proxies.ts'

/** A request with what the operator had chosen when it came. */
export type ServedRequest = StartRequest & Pick<ScanDefaults, 'preset' | 'seed'>

export interface ServedRun {
  readonly id: string
  readonly isSandbox: boolean
  readonly request: ServedRequest
  /** Of this scan alone. */
  readonly folder: string
  readonly config: Pick<ServeConfig, 'defaults' | 'allowPrivate'>
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly admission: Admission
  readonly clock: Clock
  readonly signal: AbortSignal
  readonly onEvent: (event: ScanEvent) => void
}

export interface ServedEnd {
  readonly status: ScanStatus
  readonly problem: string | null
}

/** What a client downloads, in the scan's folder. */
export const archiveName = 'scan-results.zip'

/** Runs a scan, or goes on with it, and packs what a client downloads. Never rejects: what breaks is how it ended. */
export async function runServed(run: ServedRun): Promise<ServedEnd> {
  const { preset, seed, ...request } = run.request
  const { defaults, allowPrivate } = run.config
  try {
    const asked = withProxies(scanOf(request, { ...defaults, preset, seed }), run.environment)
    const model = allowPrivate ? asked.model : { ...asked.model, isPublicOnly: true }
    const outcome = await scan({ ...run, config: { ...asked, model, resume: true }, scanId: run.id })
    const { status, problem } = outcome.summary
    if (status !== 'Finished') return { status, problem }
    const wanted = [outcome.files.results, outcome.files.summary, outcome.files.pdf]
    const files = wanted.filter((path) => path !== undefined && existsSync(path)) as string[]
    if (files.length < wanted.length) return { status: 'Error', problem: outcome.problems.join(' ') }
    await writeZip(join(run.folder, archiveName), files)
    return { status, problem: null }
  } catch (error) {
    return { status: 'Error', problem: maskOf([request.model.api_key])(messageOf(error)) }
  }
}

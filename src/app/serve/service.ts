import { createHash, timingSafeEqual } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { StartRequest, UsageRequest } from '../../config/api-request.ts'
import type { ServeConfig } from '../../config/serve-file.ts'
import type { Clock } from '../../core/clock.ts'
import { systemClock } from '../../platform/clock.ts'
import { journalProgress } from '../../platform/journal-progress.ts'
import { makeFolder } from '../../platform/output.ts'
import { type IndexedScan, openScanIndex, type ScanIndex } from '../../platform/scan-index.ts'
import type { PublicCheck } from '../../targets/public-address.ts'
import { readStoredSummary } from '../stored-scan.ts'
import { momentOf } from './moment.ts'
import { type WireProgress, wireProgress } from './progress.ts'
import { Refusal } from './refusal.ts'
import { retentionIn } from './retention.ts'
import { mustBe, mustHaveRoom, ownScan, pausable, resumable } from './rules.ts'
import { archiveName } from './run-served.ts'
import { type Runner, runnerFor } from './runner.ts'
import { startScan } from './start-scan.ts'
import { type TargetKeys, targetKeys } from './target-keys.ts'
import { type Usage, usageOf, windowOf } from './usage.ts'
import { wireSummary } from './wire-summary.ts'

export interface ServiceOptions {
  readonly folder: string
  readonly config: ServeConfig
  /** Proxies are read from it. */
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Encrypts the keys of targets; without it they are not kept. */
  readonly secret?: string | undefined
  readonly clock?: Clock
  readonly resolve?: PublicCheck['resolve']
  /** Told, in a line, what could not be put in order. */
  readonly tell?: (text: string) => void
}

/** The calls of the API. Every user sees only scans of their own. Each rejects with Refusal when it is not done. */
export interface ScanService {
  /** The user with this key. */
  readonly userOf: (key: string) => string | undefined
  readonly start: (user: string, request: StartRequest, isSandbox: boolean) => Promise<string>
  readonly progress: (user: string, id: string) => WireProgress
  readonly list: (user: string, since?: string) => readonly WireProgress[]
  readonly summary: (user: string, id: string) => Promise<ReturnType<typeof wireSummary>>
  /** Path of the archive. */
  readonly archive: (user: string, id: string) => string
  readonly pause: (user: string, id: string) => void
  readonly retry: (user: string, id: string) => void
  readonly usage: (user: string, request: UsageRequest) => Usage
  readonly figures: () => ServiceFigures
  /** Stops what runs; it goes on when the service is opened again. */
  readonly close: () => Promise<void>
}

export interface ServiceFigures {
  readonly scans: Readonly<Record<string, number>>
  readonly underWay: Readonly<Record<string, number>>
  readonly cases: number
}

/**
 * Opens the service on a folder that no other service uses, and goes on with what an earlier one left there. Scans whose keys are not
 * known any more are Paused.
 */
export async function openService(options: ServiceOptions): Promise<ScanService> {
  const { config, secret, clock = systemClock } = options
  const folder = await makeFolder(options.folder)
  const index = await openScanIndex(join(folder, 'index.sqlite'))
  const keys = targetKeys(secret, index.salt)
  const retention = await retentionIn({ ...options, folder, clock, index })
  const runner = runnerFor({ ...options, folder, clock, index, keys, onEnded: retention.look })
  retention.look()
  for (const scan of index.open()) await takeUp(scan, { folder, index, keys, runner })
  const own = (user: string, id: string): IndexedScan => ownScan(index, user, id)
  return {
    userOf: userFinder(config),
    start: (user, request, isSandbox) =>
      startScan({ user, request, isSandbox }, { ...options, clock, index, keys, runner }),
    progress: (user, id) => wireProgress(own(user, id), runner.live(id)),
    list: (user, since) =>
      index
        .ofUser(user, since === undefined ? 0 : momentOf(since))
        .map((scan) => wireProgress(scan, runner.live(scan.id))),
    async summary(user, id) {
      mustBe(own(user, id), ['Finished'], 'It has a summary once it is Finished.')
      const {
        gate: _,
        comparison: __,
        source: ___,
        ...summary
      } = await readStoredSummary(join(folder, 'scans', id, 'results.jsonl'))
      return wireSummary(summary)
    },
    archive(user, id) {
      mustBe(own(user, id), ['Finished'], 'It can be downloaded once it is Finished.')
      return join(folder, 'scans', id, archiveName)
    },
    pause(user, id) {
      mustBe(own(user, id), pausable, 'Only scans that are Initializing or Scanning can be paused.')
      runner.pause(id)
    },
    retry(user, id) {
      const scan = own(user, id)
      mustBe(scan, resumable, 'Only scans that are Paused, Failed or Error can be retried.')
      mustHaveRoom(user, index, config, 'invalid')
      if (keys.whole(id, scan) === undefined) throw new Refusal('invalid', keyIsGone)
      index.change(id, { status: 'Initializing', problem: null })
      runner.enqueue(scan)
    },
    usage(user, request) {
      const now = clock.now()
      const window = windowOf(request, now)
      return usageOf(request, window, index.finished(user, window.from, window.to), { user, now })
    },
    figures: () => ({ scans: index.byStatus(), ...runner.figures() }),
    async close() {
      await runner.close()
      await retention.close()
      index.close()
    },
  }
}

const keyIsGone =
  'The key of the target is not known any more: the service was restarted without REDTEAM_SERVE_SECRET, or with another one. Start the scan anew.'

interface Parts {
  readonly folder: string
  readonly index: ScanIndex
  readonly keys: TargetKeys
  readonly runner: Runner
}

/** The index may be a moment behind the journal, which lost nothing. */
async function takeUp(scan: IndexedScan, { folder, index, keys, runner }: Parts): Promise<void> {
  const journal = join(folder, 'scans', scan.id, 'journal.jsonl')
  const found = existsSync(journal) ? await journalProgress(journal) : undefined
  const progress = found?.cases === Number.POSITIVE_INFINITY ? {} : found && { done: found.done, total: found.cases }
  if (keys.whole(scan.id, scan) === undefined) {
    index.change(scan.id, { ...progress, status: 'Paused', problem: keyIsGone })
  } else {
    index.change(scan.id, { ...progress, status: 'Initializing' })
    runner.enqueue(scan)
  }
}

/** Compares with every user's hash, in a time that tells nothing. */
function userFinder({ users }: ServeConfig): ScanService['userOf'] {
  const known = users.map(({ id, keyHash }) => ({ id, hash: Buffer.from(keyHash, 'hex') }))
  return (key) => {
    const hash = createHash('sha256').update(key).digest()
    return known.filter((one) => timingSafeEqual(one.hash, hash)).at(0)?.id
  }
}

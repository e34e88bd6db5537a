import { existsSync } from 'node:fs'
import type { ScanConfig } from '../config/index.ts'
import type { Clock } from '../core/clock.ts'
import { judgeName } from '../core/fingerprint.ts'
import { hashOf } from '../core/hash.ts'
import { noPast, type Past } from '../engine/run-request.ts'
import { createJournal, type JournalFile, resumeJournal } from '../platform/journal-file.ts'
import type { JournalIdentity } from '../platform/journal-past.ts'
import { writeFile } from '../platform/output.ts'
import { setAside, type Unfinished } from '../platform/set-aside.ts'
import type { ScanEvent } from './events.ts'
import type { Judging } from './judging.ts'
import type { Prepared } from './prepare.ts'

export interface OpenedJournal {
  readonly journal: JournalFile
  readonly past: Past
  readonly scanId: string
}

export interface OpenRequest {
  readonly config: ScanConfig
  readonly prepared: Prepared
  readonly judging: Judging
  readonly clock: Clock
  readonly onEvent: (event: ScanEvent) => void
  readonly findCheckpoint?: FindCheckpoint | undefined
  readonly scanId?: string | undefined
}

/** The journal that an interrupted scan of this kind left elsewhere, or a hosted scan's service.json, as bytes; nothing when there is none. Does not reject. */
export type FindCheckpoint = (identity: JournalIdentity) => Promise<Uint8Array | undefined>

/** Goes on with the journal at this path when the configuration says so and there is one, else starts a new one and loses no old one. */
export async function openJournal(path: string, request: OpenRequest): Promise<OpenedJournal> {
  const { config, prepared, clock, onEvent } = request
  const { plan } = prepared
  const parts = partsOf(request)
  if (config.resume && !existsSync(path)) await restore(path, { plan: plan.hash, parts }, request)
  const resumed = config.resume ? await resumeJournal(path, { plan: plan.hash, parts }) : undefined
  if (resumed !== undefined) return { ...resumed, scanId: resumed.past.scanId }
  const unfinished = config.resume ? undefined : await setAside(path)
  if (unfinished !== undefined) onEvent({ type: 'note', text: noteOn(unfinished) })
  const scanId = request.scanId ?? `scan-${hashOf(`${plan.hash}|${clock.now()}`).slice(0, 12)}`
  const journal = await createJournal(path)
  await journal.append({ t: 'plan', format: 1, plan: plan.hash, cases: plan.size, scan: scanId, parts })
  return { journal, past: noPast, scanId }
}

async function restore(
  path: string,
  identity: JournalIdentity,
  { findCheckpoint, onEvent }: OpenRequest,
): Promise<void> {
  const found = await findCheckpoint?.(identity)
  if (found === undefined) return
  await writeFile(path, bytes(found))
  onEvent({ type: 'note', text: 'Going on with the scan that an earlier run left unfinished.' })
}

async function* bytes(all: Uint8Array): AsyncIterable<Uint8Array> {
  yield all
}

const noteOn = ({ done, cases, path }: Unfinished): string =>
  `The output folder held an unfinished scan (${done} of ${cases} cases done). It is kept as ${path}, and a new scan begins. To go on with it instead, name it journal.jsonl again and scan with --resume (continue_flag = true).`

type Asked = Pick<ScanConfig['model'], 'baseUrl' | 'modelName' | 'temperature' | 'maxTokens' | 'systemPrompt'>

/** What the answers depend on beside the plan. Keys and headers have no part in it. */
export function partsOf({
  config,
  judging,
}: Pick<OpenRequest, 'config' | 'judging'>): Readonly<Record<string, string>> {
  const { model, judge, attacker } = config
  const version = judgeName(judging.judge)
  const part = (asked: Asked, ...more: string[]): string => {
    const { baseUrl, modelName, temperature, maxTokens, systemPrompt = '' } = asked
    return hashOf(JSON.stringify([baseUrl, modelName, temperature, maxTokens, systemPrompt, ...more])).slice(0, 16)
  }
  return {
    '[model]': part(model),
    '[judge]': judge === undefined ? version : part(judge, version),
    ...(attacker && { '[attacker]': part(attacker) }),
  }
}

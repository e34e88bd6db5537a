import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { services } from '../../backends/index.ts'
import { backendTypes, provisionalId, type ScanOrder } from '../../core/backend.ts'
import { messageOf, RecordError } from '../../core/errors.ts'
import { hashOf } from '../../core/hash.ts'
import type { JournalIdentity } from '../../platform/journal-past.ts'
import { writeFile } from '../../platform/output.ts'

const checkpointSchema = z.object({
  format: z.literal(1),
  type: z.enum(backendTypes),
  base_url: z.string(),
  /** Null from when a start is sent until its answer is there. */
  scan_id: z.string().min(1).nullable(),
  key: z.string(),
  order: z.string(),
  status: z.string(),
  started_at: z.string(),
})

/** `service.json` in the output folder: which scan of which service it belongs to. Holds no key. */
export type Checkpoint = z.infer<typeof checkpointSchema>

export const checkpointFile = 'service.json'
export const checkpointIn = (folder: string): string => join(folder, checkpointFile)

/**
 * What a later run looks for it by. Nothing of a scan that cannot be gone on with from another machine, where nobody can remove the file
 * to begin anew: one that is at its end or has failed, one of which it is not known whether it was started, and one of a service that has
 * no way to go on.
 */
export async function identityToKeep(path: string): Promise<JournalIdentity | undefined> {
  const kept = await readCheckpoint(path)
  if (kept === undefined || kept.scan_id === null || kept.scan_id === provisionalId(kept.key)) return undefined
  if (!isUnderWay(kept.status) || !services[kept.type].capabilities.has('retry')) return undefined
  return identityOf(kept)
}

const isUnderWay = (status: string): boolean =>
  status === 'Initializing' || status === 'Scanning' || status === 'Paused'

/** Which order of which service it is, in place of a plan and of who was asked. */
export const identityOf = ({
  order,
  type,
  base_url,
}: Pick<Checkpoint, 'order' | 'type' | 'base_url'>): JournalIdentity => ({
  plan: order,
  parts: { '[backend]': hashOf(JSON.stringify([type, base_url])).slice(0, 16) },
})

/** Nothing when there is none. Throws a RecordError when it cannot be read. */
export async function readCheckpoint(path: string): Promise<Checkpoint | undefined> {
  if (!existsSync(path)) return undefined
  try {
    return checkpointSchema.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch (error) {
    throw new RecordError(
      `${path} does not tell which scan of the service it belongs to: ${messageOf(error).split('\n')[0]} Remove it to start anew.`,
      { cause: error },
    )
  }
}

export async function writeCheckpoint(path: string, checkpoint: Checkpoint): Promise<void> {
  await writeFile(
    path,
    (async function* () {
      yield `${JSON.stringify(checkpoint, null, 2)}\n`
    })(),
  )
}

/** What the answers depend on. Keys, names and where the scan comes from have no part in it. */
export function orderHash({ model, isSandbox, datasets, algorithms, tomlOnly, prompt, goals }: ScanOrder): string {
  const { apiKey: _, extraHeaders: __, timeoutMs: ___, ...asked } = model
  return hashOf(JSON.stringify([asked, isSandbox, datasets, algorithms, tomlOnly, prompt, goals])).slice(0, 16)
}

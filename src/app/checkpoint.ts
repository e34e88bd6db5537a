import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { hashOf } from '../core/hash.ts'
import { byCodeUnit } from '../core/ids.ts'
import { type Artifact, uploadArtifact } from '../github/artifact.ts'
import { readEvent } from '../github/event.ts'
import { artifactsOf, earlierRuns, fetchArtifact, type StoredArtifact } from '../github/runs.ts'
import { systemClock } from '../platform/clock.ts'
import { identityOf, type JournalIdentity } from '../platform/journal-past.ts'
import { unzip } from '../platform/unzip.ts'
import { checkpointFile, identityToKeep } from './hosted/checkpoint.ts'

/** What a later run goes on with: the journal of a scan by the embedded engine, or which scan it is at a hosted service. */
export type CheckpointFile = 'journal.jsonl' | typeof checkpointFile

const identities = { 'journal.jsonl': identityOf, [checkpointFile]: identityToKeep } as const

/**
 * The name of the artifact that holds an unfinished scan's checkpoint, but for the attempt at the end. It follows from what is asked of
 * whom, so that a scan with another configuration finds nothing to go on with and begins anew.
 */
function checkpointName(artifactName: string, { plan, parts = {} }: JournalIdentity): string {
  const told = Object.keys(parts)
    .sort(byCodeUnit)
    .map((name) => [name, parts[name]])
  return `redteam-checkpoint-${artifactName}-${hashOf(JSON.stringify([plan, told])).slice(0, 12)}-`
}

/** How long a checkpoint is kept. */
const retentionDays = 7

export interface Kept {
  readonly folder: string
  readonly artifactName: string
  readonly file: CheckpointFile
}

/** Uploads the checkpoint that a scan left in its folder; nothing when nobody has answered yet, or there is nothing to go on with. */
export async function keepCheckpoint({ folder, artifactName, file }: Kept): Promise<Artifact | undefined> {
  const path = join(folder, file)
  const identity = existsSync(path) ? await identities[file](path) : undefined
  if (identity === undefined) return undefined
  const name = `${checkpointName(artifactName, identity)}${readEvent().attempt}`
  return await uploadArtifact({ name, files: [path], retentionDays })
}

export interface CheckpointSearch {
  readonly token: string
  /** File name of the workflow. */
  readonly workflow: string
  readonly artifactName: string
}

/**
 * The checkpoint that the latest run of this workflow on this branch left, of this scan; nothing when there is none, or when a later run
 * came to the end of it. An earlier attempt of this run comes first.
 */
export async function findCheckpoint(identity: JournalIdentity, search: CheckpointSearch): Promise<Buffer | undefined> {
  const { owner, repo, branch, runId, attempt } = readEvent()
  const at = { token: search.token, owner, repo, clock: systemClock }
  const prefix = checkpointName(search.artifactName, identity)
  const own = attempt > 1 ? newest(await artifactsOf(runId, at), prefix) : undefined
  const found =
    own ?? (await findEarlier(prefix, { ...at, workflow: search.workflow, branch, name: search.artifactName, runId }))
  if (found === undefined) return undefined
  const files = await unzip(await fetchArtifact(found, at), Object.keys(identities), mostBytes)
  return [...files.values()][0]
}

const mostBytes = 2_000_000_000

async function findEarlier(
  prefix: string,
  { name, runId, ...search }: Parameters<typeof earlierRuns>[0] & { readonly name: string; readonly runId: number },
): Promise<StoredArtifact | undefined> {
  for await (const { id, artifacts } of earlierRuns(search)) {
    if (id === runId) continue
    const found = newest(artifacts, prefix)
    if (found !== undefined) return found
    // Results without a checkpoint: that run came to its end, and what is older is done with.
    if (artifacts.some((artifact) => artifact.name === name)) return undefined
  }
  return undefined
}

/** Ids grow, so the highest is that of the last attempt. */
const newest = (artifacts: readonly StoredArtifact[], prefix: string): StoredArtifact | undefined =>
  artifacts.filter(({ name }) => name.startsWith(prefix)).toSorted((a, b) => b.id - a.id)[0]

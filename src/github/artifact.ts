import { dirname } from 'node:path'
import { context } from '@actions/github'

export interface Artifact {
  readonly id: number
  readonly url: string
}

export interface ArtifactRequest {
  readonly name: string
  /** Absolute paths: the first lies in the folder that the names in the download begin from, the others in it or below. */
  readonly files: readonly string[]
  /** The repository's own setting when left out. */
  readonly retentionDays?: number
}

/** Artifacts exist on github.com and its tenants; the client refuses every other server, before it asks one. */
export function takesArtifacts(): boolean {
  const { hostname } = new URL(context.serverUrl)
  return hostname === 'github.com' || /\.(?:ghe\.com|localhost)$/iu.test(hostname)
}

/** Uploads the files as one artifact. Rejects with a message that names it. */
export async function uploadArtifact({ name, files, retentionDays }: ArtifactRequest): Promise<Artifact> {
  const [first] = files
  if (first === undefined) throw new RangeError(`the artifact "${name}" has no files`)
  // More than half of the bundle; a run without an upload should not load it.
  const { DefaultArtifactClient } = await import('@actions/artifact')
  const options = retentionDays === undefined ? {} : { retentionDays }
  const { id } = await new DefaultArtifactClient()
    .uploadArtifact(name, [...files], dirname(first), options)
    .catch((error: unknown) => {
      throw new Error(`the artifact "${name}" was not uploaded: ${explain(error)}`, { cause: error })
    })
  if (id === undefined) throw new Error(`the artifact "${name}" was not uploaded: the service gave it no id`)
  return { id, url: addressOf(id) }
}

function explain(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  return /409|already exists/iu.test(message)
    ? `${message} — a job of a matrix needs a name of its own: set artifact-name`
    : message
}

/** Where people find an artifact of a run; of this one when none is named. */
export const addressOf = (id: number, runId = context.runId): string => {
  const { serverUrl, repo } = context
  return `${serverUrl}/${repo.owner}/${repo.repo}/actions/runs/${runId}/artifacts/${id}`
}

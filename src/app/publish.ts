import { type Artifact, takesArtifacts, uploadArtifact } from '../github/artifact.ts'
import { keepComment, markerOf } from '../github/comment.ts'
import { type EventFacts, readEvent } from '../github/event.ts'
import { systemClock } from '../platform/clock.ts'
import { commitAt } from '../platform/git-head.ts'
import { type Part, renderTogether, worstOf } from '../reporters/index.ts'
import type { ScanFiles } from './report.ts'

export { fetchBaseline } from './auto-baseline.ts'
export { type CheckpointFile, findCheckpoint, keepCheckpoint } from './checkpoint.ts'
/** Whether the server can store artifacts at all. */
export { type Artifact, takesArtifacts }

/** Uploads what a scan wrote; the download is one ZIP with these files as they lie in its folder, so our own archive stays out of it. */
export async function publishFiles(
  files: ScanFiles,
  { artifactName, retentionDays }: { readonly artifactName: string; readonly retentionDays?: number },
): Promise<Artifact> {
  const options = retentionDays === undefined ? {} : { retentionDays }
  return await uploadArtifact({
    name: artifactName,
    files: Object.values({ ...files, archive: undefined }).filter((path) => path !== undefined),
    ...options,
  })
}

export interface CommentRequest {
  readonly token: string
  /** Configuration and artifact name: jobs of a matrix differ in one of them. */
  readonly key: string
  /** Without a failure a comment of an earlier run is brought up to date, but none is begun. */
  readonly onFailureOnly: boolean
}

/** GitHub takes as many characters (code points). */
export const mostCharacters = 65_536

/** Writes or updates the comment when the event has a pull request; returns its address, or nothing. */
export async function publishComment(
  parts: readonly Part[],
  { token, key, onFailureOnly }: CommentRequest,
): Promise<string | undefined> {
  const event = readEvent()
  if (event.pullRequest === undefined) return undefined
  const marker = markerOf(`${event.job} ${key}`)
  return await keepComment({
    token,
    event: { ...event, pullRequest: event.pullRequest },
    marker,
    body: renderTogether(parts, { most: mostCharacters - marker.length - 1 }),
    mayCreate: !onFailureOnly || worstOf(parts) !== 'pass',
    clock: systemClock,
  })
}

export const currentEvent = (): EventFacts => readEvent()

/**
 * Whether the configuration came with a stranger's code into a run that has the secrets: on `pull_request_target` anything but the
 * base's own commit is checked out. The file names the address that the key is sent to.
 */
export async function isConfigOfStranger(path: string): Promise<boolean> {
  const { isTarget, commit } = readEvent()
  if (!isTarget) return false
  const checkedOut = await commitAt(path)
  return checkedOut !== undefined && checkedOut !== commit
}

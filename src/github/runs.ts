import { getOctokit } from '@actions/github'
import type { Clock } from '../core/clock.ts'
import { once } from './retry.ts'

/** Where to look for what earlier runs of a workflow left. */
export interface RunSearch {
  readonly token: string
  readonly owner: string
  readonly repo: string
  /** The workflow's file name. */
  readonly workflow: string
  /** Only runs on a commit of this branch of this repository: a fork may call its branch the same. */
  readonly branch: string
  readonly isSuccessful?: boolean
  readonly clock: Clock
}

export interface EarlierRun {
  readonly id: number
  readonly artifacts: readonly StoredArtifact[]
}

/** An artifact that can still be had. */
export interface StoredArtifact {
  readonly id: number
  readonly name: string
  readonly bytes: number
}

/** How many runs are looked at. */
const mostRuns = 20

/** Runs of the workflow that were pushed, scheduled or started by people of this repository, with their artifacts: newest first. */
export async function* earlierRuns(search: RunSearch): AsyncIterable<EarlierRun> {
  const { token, owner, repo, workflow: workflow_id, branch, isSuccessful = false, clock } = search
  const octokit = getOctokit(token)
  const status = isSuccessful ? { status: 'success' as const } : {}
  const { data } = await once(clock, () =>
    octokit.rest.actions.listWorkflowRuns({ owner, repo, workflow_id, branch, ...status, per_page: mostRuns }),
  )
  for (const run of data.workflow_runs) {
    if (run.head_repository?.full_name !== `${owner}/${repo}`) continue
    yield { id: run.id, artifacts: await artifactsOf(run.id, search) }
  }
}

/** The artifacts of one run that have not expired; of more than a hundred those that GitHub lists first. */
export async function artifactsOf(
  run_id: number,
  { token, owner, repo, clock }: Pick<RunSearch, 'token' | 'owner' | 'repo' | 'clock'>,
): Promise<readonly StoredArtifact[]> {
  const { actions } = getOctokit(token).rest
  const { data } = await once(clock, () => actions.listWorkflowRunArtifacts({ owner, repo, run_id, per_page: 100 }))
  return data.artifacts
    .filter(({ expired }) => !expired)
    .map(({ id, name, size_in_bytes: bytes }) => ({ id, name, bytes }))
}

/** More is not held in memory. */
const mostBytes = 500_000_000

/** The ZIP of an artifact. */
export async function fetchArtifact(
  { id, name, bytes }: StoredArtifact,
  { token, owner, repo, clock }: Pick<RunSearch, 'token' | 'owner' | 'repo' | 'clock'>,
): Promise<Uint8Array> {
  if (bytes > mostBytes)
    throw new RangeError(`the artifact "${name}" has ${bytes} bytes, and ${mostBytes} are the most`)
  const { actions } = getOctokit(token).rest
  const { data } = await once(clock, () =>
    actions.downloadArtifact({ owner, repo, artifact_id: id, archive_format: 'zip' }),
  )
  return new Uint8Array(data as ArrayBuffer)
}

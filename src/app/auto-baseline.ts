import { join } from 'node:path'
import { readEvent } from '../github/event.ts'
import { earlierRuns, fetchArtifact } from '../github/runs.ts'
import { systemClock } from '../platform/clock.ts'
import { writeFile } from '../platform/output.ts'
import { temporaryFolder } from '../platform/temporary-folder.ts'
import { unzip } from '../platform/unzip.ts'
import type { CheckpointSearch } from './checkpoint.ts'
import { readStoredScan } from './stored-scan.ts'

/** The folder with a fetched baseline, and where it came from. */
export interface FetchedBaseline {
  readonly folder: string
  readonly runId: number
}

/**
 * The results of the last successful run of this workflow on the default branch: those of the artifact with the same name. Nothing when
 * no such run has any. Rejects when nobody can say, or when they are not the results of a scan.
 */
export async function fetchBaseline({
  token,
  workflow,
  artifactName,
}: CheckpointSearch): Promise<FetchedBaseline | undefined> {
  const { owner, repo, defaultBranch: branch, runId } = readEvent()
  if (branch === undefined) throw new RangeError('this event does not say which branch is the default one')
  const at = { token, owner, repo, clock: systemClock }
  for await (const run of earlierRuns({ ...at, workflow, branch, isSuccessful: true })) {
    const found = run.artifacts.find(({ name }) => name === artifactName)
    if (run.id === runId || found === undefined) continue
    const files = await unzip(await fetchArtifact(found, at), ['results.jsonl', 'summary.json'], mostBytes)
    const folder = await temporaryFolder()
    for (const [name, content] of files) await writeFile(join(folder, name), bytes(content))
    await readStoredScan(join(folder, 'results.jsonl'))
    return { folder, runId: run.id }
  }
  return undefined
}

const mostBytes = 2_000_000_000

async function* bytes(all: Uint8Array): AsyncIterable<Uint8Array> {
  yield all
}

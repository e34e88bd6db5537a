import { info, notice } from '@actions/core'
import { fetchBaseline } from '../app/publish.ts'
import { attempt } from './attempt.ts'
import type { Inputs } from './inputs.ts'

/** The folder of the baseline that `baseline: auto` finds, null when there is none; nothing when the input is not set. */
export async function autoBaseline(
  { isBaselineAuto, shard, token, workflow }: Inputs,
  artifactName: string,
): Promise<string | null | undefined> {
  // Shards are compared when they are merged.
  if (!isBaselineAuto || shard !== undefined) return undefined
  const looked = await attempt(
    { what: 'The search for a baseline', so: 'nothing is compared with', needs: 'actions: read' },
    async () => ({ found: await fetchBaseline({ token, workflow, artifactName }) }),
  )
  if (looked === undefined) return null
  const { found } = looked
  if (found === undefined) {
    notice(
      `There is no baseline yet: no successful run of this workflow on the default branch has an artifact ${artifactName}. Nothing is compared with.`,
    )
    return null
  }
  info(`The baseline is that of run ${found.runId}.`)
  return found.folder
}

import { info, notice } from '@actions/core'
import { keepCheckpoint, takesArtifacts } from '../app/publish.ts'
import { oneLine } from '../core/neutralise.ts'
import { attempt } from './attempt.ts'
import { readUnfinished } from './unfinished.ts'

/** Runs after the job, also when it was cancelled or the step was killed: keeps the checkpoints of scans that did not finish. Never rejects. */
export async function post(): Promise<void> {
  for (const left of readUnfinished()) {
    if (!takesArtifacts()) {
      notice(oneLine(`The scan did not finish. To go on with it later, keep ${left.folder}/${left.file} yourself.`))
      continue
    }
    const so = 'the scan cannot be gone on with'
    const kept = await attempt({ what: 'Keeping the checkpoint', so }, () => keepCheckpoint(left))
    if (kept !== undefined)
      info(`The scan did not finish. With resume: true the next run of this workflow goes on with it. ${kept.url}`)
  }
}

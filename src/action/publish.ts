import { notice, summary as stepSummary } from '@actions/core'
import { type Part, renderTogether } from '../app/index.ts'
import { notifyByIssue } from '../app/notify.ts'
import { type Artifact, publishComment, publishFiles, takesArtifacts } from '../app/publish.ts'
import { oneLine } from '../core/neutralise.ts'
import { attempt } from './attempt.ts'
import { notRunMessage } from './finish.ts'
import type { Inputs } from './inputs.ts'
import type { Ended } from './jobs.ts'
import type { Published } from './outputs.ts'

/** Step summary, artifacts, comment, in this order. Each may fail without touching the others or the verdict: it is one warning. */
export async function publish(all: readonly Ended[], inputs: Inputs): Promise<Published> {
  const parts = all.map(partOf)
  await summarise(renderTogether(parts, { most: mostOfSummary, hasChart: true }))
  const artifacts: (Artifact | undefined)[] = []
  for (const ended of all) artifacts.push(await upload(ended, inputs))
  const linked = parts.map((part, i) => ({ ...part, artifactUrl: artifacts[i]?.url ?? '' }))
  const key = `${inputs.config} ${inputs.artifactName}`
  const onFailureOnly = inputs.comment === 'on-failure'
  // A shard has nothing to say yet, and all of them would say it in one comment.
  const commentUrl =
    inputs.comment === 'never' || inputs.shard !== undefined
      ? undefined
      : await attempt({ what: 'The pull request comment', needs: 'pull-requests: write' }, () =>
          publishComment(linked, { token: inputs.token, key, onFailureOnly }),
        )
  if (inputs.notifiesByIssue) await notify(all, artifacts, inputs)
  return { artifacts, commentUrl: commentUrl ?? '' }
}

async function notify(all: readonly Ended[], artifacts: Published['artifacts'], { token }: Inputs): Promise<void> {
  for (const [i, { job, outcome }] of all.entries()) {
    if (outcome === undefined || outcome.shard !== undefined) continue
    const { name, artifactName } = job
    const artifactUrl = artifacts[i]?.url ?? ''
    await attempt({ what: 'The issue', needs: 'issues: write' }, () =>
      notifyByIssue(outcome.scan, { token, name, artifactName, artifactUrl }),
    )
  }
}

const partOf = ({ job, outcome, error }: Ended): Part =>
  outcome === undefined ? { name: job.name, problem: notRunMessage(error) } : { name: job.name, scan: outcome.scan }

/** A summary of more than 1,048,576 bytes is dropped as a whole, and no character takes more than four. */
const mostOfSummary = 260_000

export async function summarise(markdown: string): Promise<void> {
  await attempt({ what: 'The step summary' }, () => stepSummary.addRaw(markdown, true).write())
}

async function upload({ job, outcome }: Ended, { retentionDays }: Inputs): Promise<Artifact | undefined> {
  if (outcome === undefined) return undefined
  const { artifactName, folder } = job
  const days = retentionDays === undefined ? {} : { retentionDays }
  if (takesArtifacts())
    return await attempt({ what: 'The artifact' }, () => publishFiles(outcome.files, { artifactName, ...days }))
  notice(
    oneLine(
      `This GitHub Enterprise Server takes no artifacts from this Action; the results are in ${folder}. Upload the folder with a version of actions/upload-artifact that the server supports.`,
    ),
  )
  return undefined
}

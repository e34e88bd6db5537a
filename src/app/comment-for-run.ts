import { ConfigError } from '../core/errors.ts'
import { addressOf } from '../github/artifact.ts'
import { keepComment, markerOf } from '../github/comment.ts'
import { readEvent } from '../github/event.ts'
import { finishedRun, pullRequestOf } from '../github/finished-run.ts'
import { artifactsOf, fetchArtifact } from '../github/runs.ts'
import { systemClock } from '../platform/clock.ts'
import { unzip } from '../platform/unzip.ts'
import { renderTogether } from '../reporters/index.ts'
import { readForeignSummary } from './foreign-summary.ts'
import { mostCharacters } from './publish.ts'

export interface CommentForRun {
  readonly token: string
  readonly artifactName: string
}

/** Where the comment is, or why there is none, as a sentence. */
export type Commented = { readonly url: string } | { readonly why: string }

const warning =
  '> Reported by the run of the pull request itself, which its author controls: it informs, and is no verdict of this repository.\n\n'

/**
 * Comments on a pull request whose own run may not: in a `workflow_run` of the base's, from the artifact that the other run left. That
 * artifact is foreign in every respect; only its summary is read, and the pull request is the one that GitHub names.
 */
export async function commentForRun({ token, artifactName }: CommentForRun): Promise<Commented> {
  const run = finishedRun()
  if (run === undefined) {
    throw new ConfigError([
      { message: 'mode = comment belongs into a workflow with on: workflow_run, which names the run to comment for.' },
    ])
  }
  const event = readEvent()
  const { owner, repo } = event
  const at = { token, owner, repo, clock: systemClock }
  const found = (await artifactsOf(run.id, at)).find(({ name }) => name === artifactName)
  if (found === undefined) return { why: `The run ${run.id} left no artifact ${artifactName}: it did not scan.` }
  const pullRequest = await pullRequestOf(run, at)
  if (pullRequest === undefined)
    return { why: `No open pull request has ${run.headSha} as its head: it has moved on, or was closed.` }
  const files = await unzip(await fetchArtifact(found, at), ['summary.json'], mostBytes)
  const scan = readForeignSummary(files.get('summary.json')?.toString('utf8') ?? '')
  const marker = markerOf(`run ${run.name} ${artifactName}`)
  const artifactUrl = addressOf(found.id, run.id)
  const most = mostCharacters - marker.length - 1 - warning.length
  const body = warning + renderTogether([{ name: '', scan, artifactUrl }], { most })
  const url = await keepComment({ ...at, event: { owner, repo, pullRequest }, marker, body, mayCreate: true })
  return { url: url ?? '' }
}

const mostBytes = 20_000_000

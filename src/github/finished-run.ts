import { context, getOctokit } from '@actions/github'
import type { Clock } from '../core/clock.ts'
import { once } from './retry.ts'

/** The run whose end started this one. */
export interface FinishedRun {
  readonly id: number
  /** The name of its workflow. */
  readonly name: string
  readonly headOwner: string
  readonly headBranch: string
  readonly headSha: string
}

/** Of a `workflow_run` event; nothing on any other. */
export function finishedRun(): FinishedRun | undefined {
  const { eventName, payload } = context
  const run = payload['workflow_run'] as Payload | undefined
  if (eventName !== 'workflow_run' || run?.id === undefined) return undefined
  return {
    id: run.id,
    name: run.name ?? '',
    headOwner: run.head_repository?.owner?.login ?? '',
    headBranch: run.head_branch ?? '',
    headSha: run.head_sha ?? '',
  }
}

interface Payload {
  readonly id?: number
  readonly name?: string | null
  readonly head_branch?: string | null
  readonly head_sha?: string
  readonly head_repository?: { readonly owner?: { readonly login?: string } } | null
}

/**
 * The open pull request whose head is the commit of that run; nothing when it has moved on or was closed. GitHub's own word and not the
 * artifact's: whoever wrote the pull request could have the comment put on another one.
 */
export async function pullRequestOf(
  { headOwner, headBranch, headSha }: FinishedRun,
  { token, clock }: { readonly token: string; readonly clock: Clock },
): Promise<number | undefined> {
  const { owner, repo } = context.repo
  const { pulls } = getOctokit(token).rest
  const head = `${headOwner}:${headBranch}`
  const { data } = await once(clock, () => pulls.list({ owner, repo, head, state: 'open', per_page: 100 }))
  return data.find((pull) => pull.head.sha === headSha)?.number
}

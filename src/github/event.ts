import { context } from '@actions/github'

/** What the Action needs to know of the event that started it. */
export interface EventFacts {
  /** The pull request to comment on, when there is one. */
  readonly pullRequest?: number
  /** Why GitHub passes no secrets to this run: the pull request is a fork's or Dependabot's. */
  readonly withoutSecrets?: 'forks' | 'Dependabot' | undefined
  /** A run with the base's secrets and rights, on behalf of whoever wrote the head. */
  readonly isTarget: boolean
  /** The commit that the workflow was taken from. */
  readonly commit: string
  readonly owner: string
  readonly repo: string
  /** Workflow and job: what else tells one comment from another. */
  readonly job: string
  /** The branch whose commit is looked at: of a pull request its head. */
  readonly branch: string
  /** Nothing where the event does not tell. */
  readonly defaultBranch: string | undefined
  readonly runId: number
  /** From 1. */
  readonly attempt: number
  readonly name: string
}

export function readEvent(): EventFacts {
  const { payload, eventName, sha, workflow, job, runId, runAttempt, ref } = context
  const { owner, repo } = context.repo
  const pull = payload.pull_request as PullRequest | undefined
  const isTarget = eventName === 'pull_request_target'
  const withoutSecrets = isTarget ? undefined : whyWithoutSecrets(pull)
  return {
    ...(pull === undefined ? {} : { pullRequest: pull.number }),
    ...(withoutSecrets === undefined ? {} : { withoutSecrets }),
    isTarget,
    commit: sha,
    owner,
    repo,
    job: `${workflow}/${job}`,
    branch: pull?.head?.ref ?? branchOf(ref),
    defaultBranch: defaultBranchOf(payload.repository) ?? (eventName === 'schedule' ? branchOf(ref) : undefined),
    runId,
    attempt: runAttempt,
    name: eventName,
  }
}

interface PullRequest {
  readonly number: number
  readonly head?: { readonly ref?: string; readonly repo?: { readonly full_name?: string } | null }
}

function whyWithoutSecrets(pull: PullRequest | undefined): EventFacts['withoutSecrets'] {
  const { owner, repo } = context.repo
  // A deleted fork has no repository at all.
  if (pull !== undefined && pull.head?.repo?.full_name !== `${owner}/${repo}`) return 'forks'
  return context.actor === 'dependabot[bot]' ? 'Dependabot' : undefined
}

const branchOf = (ref: string): string => ref.replace(/^refs\/heads\//u, '')

function defaultBranchOf(repository: unknown): string | undefined {
  const { default_branch: branch } = (repository ?? {}) as { default_branch?: unknown }
  return typeof branch === 'string' ? branch : undefined
}

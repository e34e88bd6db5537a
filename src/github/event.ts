import { context } from '@actions/github'

/** What the Action needs to know of the event that started it. */
export interface EventFacts {
  /** The pull request to comment on, when there is one. */
  readonly pullRequest?: number
  /** Why GitHub passes no secrets to this run: the pull request is a fork's or Dependabot's. */
  readonly withoutSecrets?: 'forks' | 'Dependabot'
  /** A run with the base's secrets and rights, on behalf of whoever wrote the head. */
  readonly isTarget: boolean
  /** The commit that the workflow was taken from. */
  readonly commit: string
  readonly owner: string
  readonly repo: string
  /** Workflow and job: what else tells one comment from another. */
  readonly job: string
}

export function readEvent(): EventFacts {
  const { payload, eventName, actor, sha, workflow, job } = context
  const { pull_request: pull } = payload
  const { owner, repo } = context.repo
  const head = (pull as { head?: { repo?: { full_name?: string } | null } } | undefined)?.head
  // A deleted fork has no repository at all.
  const isFork = pull !== undefined && head?.repo?.full_name !== `${owner}/${repo}`
  const isTarget = eventName === 'pull_request_target'
  const withoutSecrets = isTarget
    ? undefined
    : isFork
      ? 'forks'
      : actor === 'dependabot[bot]'
        ? 'Dependabot'
        : undefined
  return {
    ...(pull === undefined ? {} : { pullRequest: pull.number }),
    ...(withoutSecrets === undefined ? {} : { withoutSecrets }),
    isTarget,
    commit: sha,
    owner,
    repo,
    job: `${workflow}/${job}`,
  }
}

/** What made the workflow run: its variables and the payload in `GITHUB_EVENT_PATH`. */
export interface RunnerEvent {
  readonly env: Readonly<Record<string, string>>
  readonly payload: unknown
}

const base = { full_name: 'o/r', fork: false, default_branch: 'main' }

const push: RunnerEvent = {
  env: { GITHUB_EVENT_NAME: 'push', GITHUB_REF: 'refs/heads/main', GITHUB_REF_NAME: 'main' },
  payload: { ref: 'refs/heads/main', repository: base },
}

const pullRequest = (fork: boolean): RunnerEvent => ({
  env: {
    GITHUB_EVENT_NAME: 'pull_request',
    GITHUB_REF: 'refs/pull/7/merge',
    GITHUB_REF_NAME: '7/merge',
    GITHUB_HEAD_REF: 'feature',
    GITHUB_BASE_REF: 'main',
  },
  payload: {
    action: 'synchronize',
    number: 7,
    repository: base,
    pull_request: {
      number: 7,
      // The head commit; GITHUB_SHA is the merge commit, and no check run is shown on that one.
      head: { sha: 'b'.repeat(40), ref: 'feature', repo: fork ? { full_name: 'stranger/r', fork } : base },
      base: { sha: 'c'.repeat(40), ref: 'main', repo: base },
    },
  },
})

const named = (name: string, payload: object, ref = 'refs/heads/main'): RunnerEvent => ({
  env: { GITHUB_EVENT_NAME: name, GITHUB_REF: ref },
  payload: { repository: base, ...payload },
})

const { env, payload } = pullRequest(false)

/** Events other than a push and a plain pull request. */
export const triggers = {
  merge_group: named('merge_group', { action: 'checks_requested', merge_group: { head_sha: 'd'.repeat(40) } }),
  schedule: named('schedule', { schedule: '17 3 * * *' }),
  workflow_dispatch: named('workflow_dispatch', { inputs: {} }),
  workflow_run: named('workflow_run', { action: 'completed', workflow_run: { id: 5 } }),
  rerun: { env: { ...env, GITHUB_RUN_ATTEMPT: '2' }, payload },
  dependabot: { env: { ...env, GITHUB_ACTOR: 'dependabot[bot]' }, payload },
  /** The head is a fork's; the workflow, its secrets and GITHUB_SHA are the base's. */
  target: { env: { ...env, GITHUB_EVENT_NAME: 'pull_request_target' }, payload: pullRequest(true).payload },
} satisfies Record<string, RunnerEvent>

/** A push when `fork` is undefined, else pull request 7 from the repository itself (false) or from a fork (true). */
export const runnerEvent = (fork: boolean | undefined): RunnerEvent => (fork === undefined ? push : pullRequest(fork))

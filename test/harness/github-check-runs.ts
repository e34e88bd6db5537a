import {
  type CheckRunFields,
  denied,
  type GitHubState,
  type Operations,
  refusal,
  type StoredCheckRun,
  timestamp,
} from './github-state.ts'

const show = (run: StoredCheckRun, origin: string): object => ({
  id: run.id,
  head_sha: run.head_sha,
  node_id: `CR_${run.id}`,
  external_id: '',
  url: `${origin}/check/${run.id}`,
  html_url: `https://example.test/check/${run.id}`,
  details_url: 'https://example.test',
  status: run.status ?? 'queued',
  conclusion: run.conclusion ?? null,
  started_at: timestamp(),
  completed_at: null,
  output: {
    title: run.output?.title ?? null,
    summary: run.output?.summary ?? null,
    text: null,
    annotations_count: run.output?.annotations?.length ?? 0,
    annotations_url: 'https://example.test',
  },
  name: run.name,
  check_suite: { id: 1 },
  app: null,
  pull_requests: [],
})

// Annotations add up over requests: that is how an action sends more than 50.
const merged = (run: StoredCheckRun, change: CheckRunFields): StoredCheckRun => ({
  ...run,
  ...change,
  output: {
    ...run.output,
    ...change.output,
    annotations: [...(run.output?.annotations ?? []), ...(change.output?.annotations ?? [])],
  },
})

/** The check run calls over `state`. */
export const createCheckRuns = (state: GitHubState, nextId: () => number): Operations => ({
  'checks/create': ({ body, origin }) => {
    const fields = body as CheckRunFields
    const refused = denied(state, 'checks')
    if (refused) return refused
    const run = { ...fields, id: nextId() }
    state.checks.push(run)
    return { status: 201, body: show(run, origin) }
  },
  'checks/update': ({ body, origin, params }) => {
    const change = body as CheckRunFields
    const index = state.checks.findIndex(({ id }) => id === Number(params['check_run_id']))
    const run = state.checks[index]
    const refused = denied(state, 'checks')
    if (refused) return refused
    if (!run) return refusal(404, 'Not Found')
    const updated = merged(run, change)
    state.checks[index] = updated
    return { status: 200, body: show(updated, origin) }
  },
})

import { denied, type GitHubState, type Operations, refusal } from './github-state.ts'
import { readFillers } from './openapi-filler.ts'

/** An issue; its labels are names. */
export interface StoredIssue {
  readonly number: number
  title: string
  body: string
  state: 'open' | 'closed'
  readonly labels: readonly string[]
  readonly login: string
}

/** An open pull request of the branch of some repository. */
export interface StoredPull {
  readonly number: number
  /** `owner:branch`. */
  readonly head: string
  readonly commit: string
}

/** The calls about issues and pull requests over `state`. */
export const createIssues = (state: GitHubState): Operations => {
  const filler = readFillers()
  const user = (login: string) => ({ ...filler('simple-user'), login, type: login.endsWith('[bot]') ? 'Bot' : 'User' })
  const shown = ({ login, labels, ...issue }: StoredIssue) => ({
    ...filler('issue'),
    ...issue,
    id: issue.number,
    html_url: `https://github.com/o/r/issues/${issue.number}`,
    user: user(login),
    labels: labels.map((name) => ({ name })),
  })
  const mayWrite = () => denied(state, 'issues')
  return {
    'issues/list-for-repo': ({ query }) => {
      const { state: wanted = 'open', labels } = query
      const found = state.issues
        .filter((issue) => wanted === 'all' || issue.state === wanted)
        .filter((issue) => labels === undefined || labels.split(',').every((label) => issue.labels.includes(label)))
      return { status: 200, body: found.toReversed().map(shown) }
    },
    'issues/create': (request) => {
      const { title, body, labels } = request.body as { title: string; body: string; labels: string[] }
      const refused = mayWrite()
      if (refused) return refused
      const login = state.login ?? 'github-actions[bot]'
      const kept = state.dropsLabels === true ? [] : labels
      const issue: StoredIssue = { number: state.issues.length + 20, title, body, labels: kept, login, state: 'open' }
      state.issues.push(issue)
      return { status: 201, body: shown(issue) }
    },
    'issues/update': (request) => {
      const issue = state.issues.find(({ number }) => number === Number(request.params['issue_number']))
      const refused = mayWrite()
      if (refused) return refused
      if (!issue) return refusal(404, 'Not Found')
      const { title, body, state: to } = request.body as Partial<Pick<StoredIssue, 'title' | 'body' | 'state'>>
      Object.assign(issue, { ...(title && { title }), ...(body && { body }), ...(to && { state: to }) })
      return { status: 200, body: shown(issue) }
    },
    'pulls/list': ({ query }) => {
      const found = state.pulls.filter(({ head }) => query['head'] === undefined || head === query['head'])
      const repository = { ...filler('repository'), full_name: 'o/r' }
      const shownPulls = found.map(({ number, head, commit }) => {
        const end = { label: head, ref: head, sha: commit, user: filler('simple-user'), repo: repository }
        return { ...filler('pull-request-simple'), number, head: end, base: end }
      })
      return { status: 200, body: shownPulls }
    },
  }
}

import {
  type ApiReply,
  type Comment,
  denied,
  type GitHubState,
  type Operations,
  refusal,
  timestamp,
} from './github-state.ts'

const bodyLimit = 65_536

const placeholder = 'https://example.test/'

// The description requires these fields, and no test looks at them.
const userFiller = {
  id: 1,
  node_id: 'U_1',
  gravatar_id: '',
  site_admin: false,
  avatar_url: placeholder,
  url: placeholder,
  html_url: placeholder,
  followers_url: placeholder,
  following_url: placeholder,
  gists_url: placeholder,
  starred_url: placeholder,
  subscriptions_url: placeholder,
  organizations_url: placeholder,
  repos_url: placeholder,
  events_url: placeholder,
  received_events_url: placeholder,
}
const commentFiller = {
  url: placeholder,
  html_url: placeholder,
  issue_url: placeholder,
  author_association: 'NONE',
  performed_via_github_app: null,
}

const userOf = (login: string): Comment['user'] => ({
  ...userFiller,
  login,
  type: login.endsWith('[bot]') ? 'Bot' : 'User',
})

const newComment = (id: number, body: string, login: string): Comment => {
  const now = timestamp()
  const dates = { created_at: now, updated_at: now }
  // A variable, because a literal may not have fields that the type lacks.
  const comment = { ...commentFiller, ...dates, id, node_id: `IC_${id}`, body, user: userOf(login) }
  return comment
}

// Not in the description. GitHub counts characters: four bytes in one are still one.
const tooLong = (body: string): ApiReply | undefined => {
  if (Array.from(body).length <= bodyLimit) return undefined
  const message = `Body is too long (maximum is ${bodyLimit} characters)`
  return refusal(422, 'Validation Failed', [
    { resource: 'IssueComment', code: 'unprocessable', field: 'data', message },
  ])
}

const pageLinks = (address: string, page: number, last: number, perPage: number): Record<string, string> => {
  const link = (target: number, rel: string): string => `<${address}?per_page=${perPage}&page=${target}>; rel="${rel}"`
  const links = [
    ...(page < last ? [link(page + 1, 'next'), link(last, 'last')] : []),
    ...(page > 1 ? [link(1, 'first'), link(page - 1, 'prev')] : []),
  ]
  return links.length > 0 ? { link: links.join(', ') } : {}
}

/** Puts a comment on an issue or pull request, by the workflow's own bot when no login is given. */
export type AddComment = (issue: number, body: string, login?: string) => Comment

/** The comment calls over `state`, and the way for a test to put comments there. */
export const createComments = (
  state: GitHubState,
  nextId: () => number,
): { operations: Operations; addComment: AddComment } => {
  const addComment: AddComment = (issue, body, login = state.login ?? 'github-actions[bot]') => {
    const comment = newComment(nextId(), body, login)
    state.comments.push({ issue, comment })
    return comment
  }
  const find = (id: string | undefined): Comment | undefined =>
    state.comments.find(({ comment }) => comment.id === Number(id))?.comment
  const mayWrite = (): ApiReply | undefined => denied(state, 'pull-requests', 'issues')

  const operations: Operations = {
    'issues/list-comments': ({ origin, params, query }) => {
      const issue = params['issue_number']
      const all = state.comments.filter((stored) => stored.issue === Number(issue)).map(({ comment }) => comment)
      const perPage = Math.min(Number(query['per_page'] ?? 30), 100)
      const page = Number(query['page'] ?? 1)
      const last = Math.max(1, Math.ceil(all.length / perPage))
      const address = `${origin}/repos/${params['owner']}/${params['repo']}/issues/${issue}/comments`
      return {
        status: 200,
        body: all.slice((page - 1) * perPage, page * perPage),
        headers: pageLinks(address, page, last, perPage),
      }
    },
    'issues/get-comment': ({ params }) => {
      const comment = find(params['comment_id'])
      return comment ? { status: 200, body: comment } : refusal(404, 'Not Found')
    },
    'issues/create-comment': (request) => {
      const { body } = request.body as { body: string }
      const refused = mayWrite() ?? tooLong(body)
      return refused ?? { status: 201, body: addComment(Number(request.params['issue_number']), body) }
    },
    'issues/update-comment': (request) => {
      const { body } = request.body as { body: string }
      const comment = find(request.params['comment_id'])
      const refused = mayWrite() ?? tooLong(body)
      if (refused) return refused
      if (!comment) return refusal(404, 'Not Found')
      comment.body = body
      comment.updated_at = timestamp()
      return { status: 200, body: comment }
    },
    'issues/delete-comment': ({ params }) => {
      const comment = find(params['comment_id'])
      const refused = mayWrite()
      if (refused) return refused
      if (!comment) return refusal(404, 'Not Found')
      state.comments = state.comments.filter((stored) => stored.comment !== comment)
      return { status: 204 }
    },
  }
  return { operations, addComment }
}

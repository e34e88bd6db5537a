import type { IncomingHttpHeaders } from 'node:http'
import type { StoredIssue, StoredPull } from './github-issues.ts'
import type { StoredRun } from './github-runs.ts'

/** A comment as the API returns it. */
export interface Comment {
  readonly id: number
  body: string
  readonly created_at: string
  updated_at: string
  readonly user: { readonly login: string; readonly type: 'Bot' | 'User' }
}

/** A comment and the issue or pull request that it is on. */
interface StoredComment {
  readonly issue: number
  readonly comment: Comment
}

/** A SARIF upload, decoded. */
interface StoredSarif {
  readonly id: string
  readonly ref: string
  readonly commit: string
  readonly sarif: unknown
}

/** The part of a check run that a request may set. */
export interface CheckRunFields {
  readonly name?: string
  readonly head_sha?: string
  readonly status?: string
  readonly conclusion?: string
  readonly output?: {
    readonly title?: string
    readonly summary?: string
    readonly text?: string
    readonly annotations?: readonly unknown[]
  }
}

/** A check run; its annotations are all those sent so far. */
export interface StoredCheckRun extends CheckRunFields {
  readonly id: number
}

/** A request as it came in. */
interface ApiCall {
  /** The operation id of the description, or `UNKNOWN`. */
  readonly op: string
  readonly method: string
  readonly url: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** A request or a reply that does not fit GitHub's description. */
export interface Violation {
  readonly where: 'request' | 'reply'
  readonly message: string
  readonly method: string
  readonly path: string
}

/** What a token may do, by scope; a scope left out is no access. */
export type Permissions = Readonly<Record<string, 'read' | 'write'>>

/** All that the stand-in remembers. A test may replace `permissions` at any time. */
export interface GitHubState {
  permissions: Permissions
  /** Whom the token writes as; nothing where the server does not tell. */
  login: string | undefined
  comments: StoredComment[]
  readonly sarifs: StoredSarif[]
  readonly checks: StoredCheckRun[]
  /** Oldest first. */
  readonly runs: StoredRun[]
  readonly issues: StoredIssue[]
  /** Whether new issues lose their labels, as they do without the right to make one. */
  dropsLabels?: boolean
  readonly pulls: StoredPull[]
  readonly calls: ApiCall[]
  readonly violations: Violation[]
}

/** A checked request, for the operation that serves it. */
interface ApiRequest {
  /** Where the API lives, for the links in replies. */
  readonly origin: string
  readonly params: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, string>>
  /** Has already been checked against the description. */
  readonly body: unknown
}

/** What an operation answers. */
export interface ApiReply {
  readonly status: number
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** Serves one operation. */
type Operation = (request: ApiRequest) => ApiReply

/** Operations by their id in the description. */
export type Operations = Readonly<Record<string, Operation>>

/** A refusal in GitHub's form. */
export const refusal = (status: number, message: string, errors?: readonly unknown[]): ApiReply => ({
  status,
  body: {
    message,
    documentation_url: 'https://docs.github.com/rest',
    status: String(status),
    ...(errors ? { errors } : {}),
  },
})

/** Undefined when the token may write in at least one of the scopes, else GitHub's 403. */
export const denied = (state: GitHubState, ...scopes: string[]): ApiReply | undefined =>
  scopes.some((scope) => state.permissions[scope] === 'write')
    ? undefined
    : refusal(403, 'Resource not accessible by integration')

/** Undefined when the token may read in the scope, else GitHub's 403. */
export const readable = (state: GitHubState, scope: string): ApiReply | undefined =>
  state.permissions[scope] === undefined ? refusal(403, 'Resource not accessible by integration') : undefined

/** Now, as GitHub writes it: without milliseconds. */
export const timestamp = (): string => new Date().toISOString().replace(/\.\d+Z/, 'Z')

import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { createFaultQueue, type Fault } from './fault-queue.ts'
import { createCheckRuns } from './github-check-runs.ts'
import { createCodeScanning } from './github-code-scanning.ts'
import { type AddComment, createComments } from './github-comments.ts'
import { createIssues } from './github-issues.ts'
import { type AddArtifact, type AddRun, createRuns } from './github-runs.ts'
import {
  type ApiReply,
  type GitHubState,
  type Operations,
  type Permissions,
  refusal,
  type Violation,
} from './github-state.ts'
import { sendJson, startLoopback } from './loopback.ts'
import { type Description, type Operation, type Route, readDescription } from './openapi.ts'

/** A failure for one operation, named by its id in the description: `issues/create-comment`. */
interface GitHubFault extends Fault {
  readonly op: string
}

/** How the stand-in starts. */
export interface GitHubOptions {
  /** Everything an action may ask for, by default. */
  readonly permissions?: Permissions
  readonly token?: string
}

/** A stand-in for api.github.com. */
export interface GitHub {
  /** For `GITHUB_API_URL`, which `@actions/github` reads when it is imported. */
  readonly url: string
  readonly token: string
  readonly state: GitHubState
  readonly inject: (fault: GitHubFault) => void
  readonly addComment: AddComment
  readonly addRun: AddRun
  readonly addArtifact: AddArtifact
  readonly close: () => Promise<void>
}

const everything: Permissions = {
  actions: 'read',
  checks: 'write',
  issues: 'write',
  'pull-requests': 'write',
  'security-events': 'write',
}

const rateHeaders = (): Record<string, string> => ({
  'content-type': 'application/json; charset=utf-8',
  'x-github-request-id': randomUUID(),
  'x-ratelimit-limit': '1000',
  'x-ratelimit-remaining': '999',
  'x-ratelimit-reset': String(Math.floor(Date.now() / 1000) + 3600),
})

type Report = (where: Violation['where'], messages: readonly string[]) => void

interface Incoming {
  readonly request: IncomingMessage
  readonly url: URL
  readonly text: string
  readonly route: Route
  readonly report: Report
}

type Parsed = { readonly body: unknown } | { readonly refused: ApiReply }

const parseBody = (description: Description, operation: Operation, text: string, report: Report): Parsed => {
  if (!description.takesBody(operation)) return { body: undefined }
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    report('request', ['body is not JSON'])
    return { refused: refusal(400, 'Problems parsing JSON') }
  }
  const { errors = [], undescribed = [] } = description.checkBody(operation, body) ?? {}
  report(
    'request',
    undescribed.map((field) => `body field ${field} is not described`),
  )
  if (errors.length === 0) return { body }
  report(
    'request',
    errors.map(({ instancePath, message }) => `body${instancePath} ${message}`),
  )
  const fields = errors.map(({ instancePath }) => ({ resource: 'body', code: 'invalid', field: instancePath }))
  return { refused: refusal(422, 'Validation Failed', fields) }
}

interface Api {
  readonly description: Description
  readonly operations: Operations
  readonly token: string
  readonly take: (op: string) => GitHubFault | undefined
}

// 'drop' asks for the connection to be cut.
const answer = (api: Api, { request, url, text, route, report }: Incoming): ApiReply | 'drop' => {
  const { operation, params } = route
  const fault = api.take(operation.operationId)
  if (fault?.drop === true) return 'drop'
  if (fault) return { ...refusal(fault.status ?? 500, fault.message ?? 'injected'), headers: fault.headers ?? {} }
  const { authorization, host } = request.headers
  if (authorization !== `token ${api.token}` && authorization !== `Bearer ${api.token}`) {
    return refusal(401, 'Bad credentials')
  }
  const query = Object.fromEntries(url.searchParams)
  report('request', api.description.checkParameters(route, query))
  const parsed = parseBody(api.description, operation, text, report)
  if ('refused' in parsed) return parsed.refused
  const serve = api.operations[operation.operationId]
  if (!serve) return refusal(501, `the stand-in does not serve ${operation.operationId}`)
  const reply = serve({ origin: `http://${host}`, params, query, body: parsed.body })
  // Refusals are in the description only here and there, so their form is not checked.
  if (reply.status < 300) report('reply', api.description.checkReply(operation, reply.status, reply.body))
  return reply
}

/** GraphQL is not in the description; the one question that we ask is who the token belongs to. */
const whoAmI = (state: GitHubState, body: string): object => {
  const { query } = JSON.parse(body) as { query: string }
  if (query !== 'query { viewer { login } }') return { errors: [{ message: `the stand-in does not serve ${query}` }] }
  return state.login === undefined
    ? { errors: [{ type: 'FORBIDDEN', message: 'Resource not accessible by integration' }] }
    : { data: { viewer: { login: state.login } } }
}

/**
 * Starts a REST API that remembers comments, check runs and SARIF uploads. Every request, and every reply that is not a
 * refusal, is checked against GitHub's own description (`state.violations`); on top come rules that the description
 * lacks: 65,536 characters in a comment, a read-only token's 403, paging, gzipped SARIF.
 */
export const startGitHub = async (options: GitHubOptions = {}): Promise<GitHub> => {
  const { permissions = everything, token = 'ghs_local' } = options
  const state: GitHubState = {
    permissions,
    login: 'github-actions[bot]',
    comments: [],
    sarifs: [],
    checks: [],
    runs: [],
    issues: [],
    pulls: [],
    calls: [],
    violations: [],
  }
  let lastId = 0
  const nextId = (): number => {
    lastId += 1
    return lastId
  }
  const { operations: comments, addComment } = createComments(state, nextId)
  const runs = createRuns(state, nextId)
  const faults = createFaultQueue<GitHubFault>((fault) => fault.op)
  const api: Api = {
    description: readDescription(),
    operations: {
      ...comments,
      ...runs.operations,
      ...createIssues(state),
      ...createCheckRuns(state, nextId),
      ...createCodeScanning(state),
    },
    token,
    take: faults.take,
  }

  const server = await startLoopback((request, body, response) => {
    const { method = '', headers } = request
    if (request.url === '/graphql') {
      const fault = faults.take('graphql')
      if (fault?.drop === true) response.destroy()
      else if (fault) sendJson(response, fault.status ?? 500, { message: fault.message ?? 'injected' }, fault.headers)
      else sendJson(response, 200, whoAmI(state, body.toString()))
      return
    }
    const stored = runs.blob(request.url ?? '')
    if (stored !== undefined) {
      const fault = faults.take('blob')
      if (fault?.drop === true) response.destroy()
      else response.writeHead(fault?.status ?? 200, { 'content-type': 'application/zip' }).end(stored)
      return
    }
    const url = new URL(request.url ?? '', 'http://local')
    const text = body.toString()
    const route = api.description.find(method, url.pathname)
    state.calls.push({
      op: route?.operation.operationId ?? 'UNKNOWN',
      method,
      url: request.url ?? '',
      headers,
      body: text,
    })
    const report: Report = (where, messages) => {
      for (const message of messages) state.violations.push({ where, message, method, path: url.pathname })
    }
    if (!route) report('request', ['no such operation in the description'])
    const reply = route ? answer(api, { request, url, text, route, report }) : refusal(404, 'Not Found')
    if (reply === 'drop') {
      response.destroy()
      return
    }
    response.writeHead(reply.status, { ...rateHeaders(), ...reply.headers })
    response.end(reply.status === 204 ? '' : JSON.stringify(reply.body))
  })
  return {
    url: server.url,
    token,
    state,
    inject: faults.inject,
    addComment,
    addRun: runs.addRun,
    addArtifact: runs.addArtifact,
    close: server.close,
  }
}

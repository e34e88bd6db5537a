import OpenAI, { APIConnectionError, APIConnectionTimeoutError, APIError, APIUserAbortError } from 'openai'
import type { Clock } from '../core/clock.ts'
import { type EndpointTable, TargetError } from '../core/errors.ts'
import type { Message } from '../core/message.ts'
import type { Mask } from '../core/secrets.ts'
import type { Answer, Target } from '../core/target.ts'
import { directFetch } from './direct-fetch.ts'
import { fromStatus, type HttpFailure, isBlocked } from './http-error.ts'
import { learnedParameters } from './parameters.ts'
import { fetchThrough } from './proxied-fetch.ts'
import { fetchPublic } from './public-fetch.ts'
import { blockedReply, malformed, readReply } from './read-reply.ts'
import { unreachable } from './unreachable.ts'
import { wholeBody } from './whole-body.ts'

export interface OpenAiTargetOptions {
  readonly baseUrl: string
  readonly apiKey: string
  readonly modelName: string
  readonly temperature: number
  readonly maxTokens: number
  readonly extraHeaders: Readonly<Record<string, string>>
  /** Goes behind every address, as Azure's api-version does. */
  readonly extraQuery?: Readonly<Record<string, string>>
  /** For the whole answer, its last byte included. */
  readonly timeoutMs: number
  readonly proxy?: string
  /** Connect to no private address; what names lead to behind a proxy is the proxy's own business. */
  readonly isPublicOnly?: boolean
  readonly seed: number
  /** Goes over every reply and every error before anybody else sees it. */
  readonly mask: Mask
  readonly clock: Clock
  /** The table of the configuration that errors point to. */
  readonly table?: EndpointTable
  /** Told once what the endpoint had to be asked in another way for; a sentence that lacks its subject. */
  readonly onNotice?: (text: string) => void
}

/** An OpenAI-compatible chat completions endpoint. One call is one request: retrying and pacing are laid round it. */
export function openAiTarget(options: OpenAiTargetOptions): Target {
  const { modelName, mask, clock, table = 'model', onNotice = () => undefined } = options
  const client = clientFor(options)
  const parameters = learnedParameters(options, onNotice)
  const send = async (messages: readonly Message[], signal: AbortSignal): Promise<Pick<Answer, 'reply' | 'status'>> => {
    const sent = parameters.current()
    try {
      const body = { model: modelName, messages: [...messages], ...sent }
      const completion: unknown = await client.chat.completions.create(body, { signal })
      const hidden = hiddenFailure(completion)
      if (hidden === undefined) return { reply: readReply(completion, mask), status: 200 }
      if (isBlocked(hidden)) return { reply: blockedReply, status: 200 }
      throw fromStatus(hidden, { table, mask, now: clock.now() })
    } catch (error) {
      if (signal.aborted) throw abortedError(signal)
      const failure = failureOf(error)
      if (failure === undefined) throw toTargetError(error, options)
      if (isBlocked(failure)) return { reply: blockedReply, status: failure.status }
      const learned = isRefusal(failure) ? parameters.learn(sent, refusalOf(failure, mask)) : undefined
      throw learned ?? fromStatus(failure, { table, mask, now: clock.now() })
    }
  }
  return {
    async ask(messages, signal) {
      const startedAt = clock.now()
      const answer = await send(messages, signal)
      return { ...answer, tries: 1, ms: clock.now() - startedAt }
    },
  }
}

function clientFor(options: OpenAiTargetOptions): OpenAI {
  const { baseUrl, apiKey, extraHeaders, extraQuery, timeoutMs } = options
  return new OpenAI({
    baseURL: baseUrl,
    apiKey,
    // The client reads OPENAI_* variables for what it is not told; a runner's environment must not change a scan.
    organization: null,
    project: null,
    defaultHeaders: extraHeaders,
    ...(extraQuery && { defaultQuery: extraQuery }),
    timeout: timeoutMs,
    maxRetries: 0,
    logLevel: 'off',
    fetch: fetchFor(options),
  })
}

function fetchFor({ proxy, isPublicOnly = false }: OpenAiTargetOptions): typeof fetch {
  if (proxy !== undefined) return wholeBody(fetchThrough(proxy, { isPublicOnly }))
  return isPublicOnly ? wholeBody(fetchPublic()) : directFetch()
}

/** OpenRouter and others send errors with status 200; what would have been the status stands in the body. */
function hiddenFailure(completion: unknown): HttpFailure | undefined {
  const { error, choices } = (completion ?? {}) as { error?: unknown; choices?: unknown }
  const first = Array.isArray(choices) ? (choices[0] as { error?: unknown } | null) : undefined
  const hidden = (error ?? first?.error ?? {}) as { code?: unknown; message?: unknown }
  const status = Number(hidden.code)
  if (!Number.isInteger(status) || status < 400 || status > 599) return undefined
  return { status, message: `${status} ${String(hidden.message)}`, error: hidden }
}

/** The client's own type leaves these open. */
function failureOf(error: unknown): HttpFailure | undefined {
  if (!(error instanceof APIError) || error instanceof APIConnectionError) return undefined
  const { status, message, headers, error: body } = error as Partial<HttpFailure> & { message: string }
  return status === undefined ? undefined : { status, message, headers, error: body }
}

const isRefusal = ({ status }: HttpFailure): boolean => status === 400 || status === 422

const refusalOf = ({ message, error }: HttpFailure, mask: Mask) => ({
  message: mask(message).slice(0, 300),
  param: (error as { param?: unknown } | undefined)?.param,
})

const abortedError = ({ reason }: AbortSignal): TargetError =>
  new TargetError('aborted', 'the request was called off', { isRetryable: false, cause: reason })

function toTargetError(error: unknown, { baseUrl, mask, table, timeoutMs }: OpenAiTargetOptions): TargetError {
  const own = error instanceof TargetError ? error : error instanceof Error ? error.cause : undefined
  if (own instanceof TargetError) return own
  if (error instanceof APIUserAbortError)
    return new TargetError('aborted', 'the request was called off', { isRetryable: false })
  if (error instanceof APIConnectionTimeoutError) {
    const message = mask(`${baseUrl} did not answer in time (${table ?? 'model'}.timeout_s = ${timeoutMs / 1000})`)
    return new TargetError('timeout', message, { isRetryable: true, table })
  }
  if (error instanceof APIConnectionError) return unreachable(error, { baseUrl, mask, table })
  return error instanceof SyntaxError
    ? malformed('is not JSON')
    : new TargetError('unreachable', mask(String(error)), { isRetryable: false, table })
}

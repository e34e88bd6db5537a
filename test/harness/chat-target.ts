import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { type CompletionOptions, completion } from './chat-completion.ts'
import { sendJson, startLoopback } from './loopback.ts'

export { completion } from './chat-completion.ts'

/** A message as it was sent. */
interface ChatMessage {
  readonly role: string
  readonly content: string
}

/** A request for a completion. */
export interface ChatRequest {
  /** Its place among all requests, from 0. */
  readonly index: number
  readonly model: string
  readonly messages: readonly ChatMessage[]
  readonly headers: IncomingHttpHeaders
  /** The whole body: temperature, seed and so on. */
  readonly body: Readonly<Record<string, unknown>>
}

interface Completed extends CompletionOptions {
  readonly content: string | null
}

interface Raw {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  /** A text is sent as it is, even when it is not JSON; anything else as JSON. */
  readonly body?: unknown
}

interface Dropped {
  /** Cuts the connection without an answer. */
  readonly drop: true
}

interface Paced {
  /** How long to wait before the reply. A waiting reply never holds up `close`. */
  readonly delayMs?: number
}

/** What to answer: a text, a completion in detail, a raw HTTP reply, or a cut connection; late when `delayMs` says so. */
export type ChatReply = string | (Paced & (Completed | Raw | Dropped))

/** Decides each answer. What it throws reaches the client as a 400 that says so, which no client retries. */
export type ChatScript = (request: ChatRequest) => ChatReply | Promise<ChatReply>

/** A model endpoint that follows a script. */
export interface ChatTarget {
  /** The base URL, ending in `/v1`. */
  readonly url: string
  /** Every request for a completion, retries included, in order of arrival. */
  readonly requests: readonly ChatRequest[]
  readonly close: () => Promise<void>
}

const refuse = (response: ServerResponse, status: number, message: string): void =>
  sendJson(response, status, { error: { message, type: 'invalid_request_error', param: null, code: null } })

const parseRequest = (request: IncomingMessage, text: string, index: number): ChatRequest | undefined => {
  try {
    const body = JSON.parse(text) as { model: string; messages: ChatMessage[] }
    return { index, model: body.model, messages: body.messages, headers: request.headers, body: { ...body } }
  } catch {
    return undefined
  }
}

const send = (response: ServerResponse, reply: Exclude<ChatReply, string>, model: string): void => {
  if ('drop' in reply) {
    response.destroy()
  } else if ('content' in reply) {
    sendJson(response, 200, completion(reply.content, { model, ...reply }))
  } else if (typeof reply.body === 'string') {
    response.writeHead(reply.status, { 'content-type': 'text/plain; charset=utf-8', ...reply.headers })
    response.end(reply.body)
  } else {
    sendJson(response, reply.status, reply.body ?? {}, reply.headers)
  }
}

/** Starts an OpenAI-compatible chat completions endpoint on 127.0.0.1. It waits only when a reply asks for it. */
export const startChatTarget = async (script: ChatScript): Promise<ChatTarget> => {
  const requests: ChatRequest[] = []
  const closing = new AbortController()

  const server = await startLoopback(async (request, body, response) => {
    if (request.method !== 'POST' || request.url !== '/v1/chat/completions') {
      refuse(response, 404, `no route for ${request.method} ${request.url}`)
      return
    }
    const chat = parseRequest(request, body.toString(), requests.length)
    if (!chat) {
      refuse(response, 400, 'the body is not JSON')
      return
    }
    requests.push(chat)
    let reply: ChatReply
    try {
      reply = await script(chat)
    } catch (error) {
      refuse(response, 400, `the chat script threw: ${String(error)}`)
      return
    }
    const full = typeof reply === 'string' ? { content: reply } : reply
    if (full.delayMs !== undefined) await wait(full.delayMs, undefined, { signal: closing.signal })
    send(response, full, chat.model)
  })
  return {
    url: `${server.url}/v1`,
    requests,
    close: async () => {
      closing.abort()
      await server.close()
    },
  }
}

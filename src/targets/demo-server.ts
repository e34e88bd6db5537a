import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Message } from '../core/message.ts'

/** Gives the demo's answer to a conversation. */
export type DemoReply = (messages: readonly Message[]) => string

export interface DemoServer {
  /** Ends in /v1. */
  readonly baseUrl: string
  readonly close: () => Promise<void>
}

/** A real chat completions server on this machine only. Port 0 takes any free one. */
export async function startDemoServer(
  reply: DemoReply,
  { model, port = 0 }: { model: string; port?: number },
): Promise<DemoServer> {
  const server = createServer((request, response) => {
    void serve(request, response, reply, model)
  })
  // On a machine that stalls for seconds, a connection closed for idleness just when a request comes would cost a retry.
  server.keepAliveTimeout = 0
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const { port: bound } = server.address() as AddressInfo
  return {
    baseUrl: `http://127.0.0.1:${bound}/v1`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  reply: DemoReply,
  model: string,
): Promise<void> {
  const send = (status: number, body: unknown): void => {
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(JSON.stringify(body))
  }
  const path = new URL(request.url ?? '/', 'http://localhost').pathname
  if (request.method === 'GET' && path === '/v1/models')
    return send(200, { object: 'list', data: [{ id: model, object: 'model' }] })
  if (request.method !== 'POST' || path !== '/v1/chat/completions')
    return send(404, problem(`no ${request.method ?? ''} ${path} here`))
  const messages = readMessages(await readAll(request))
  if (messages === undefined) return send(400, problem('the body must be JSON with messages: [{role, content}]'))
  const text = reply(messages)
  return send(200, completion(text, messages, model))
}

const problem = (message: string) => ({ error: { message, type: 'invalid_request_error' } })

const mostBytes = 10_000_000

async function readAll(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += (chunk as Buffer).length
    if (size > mostBytes) return ''
    chunks.push(chunk as Buffer)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function readMessages(body: string): readonly Message[] | undefined {
  try {
    const { messages } = JSON.parse(body) as { messages?: unknown }
    return Array.isArray(messages) && messages.length > 0 && messages.every(isMessage) ? messages : undefined
  } catch {
    return undefined
  }
}

function isMessage(value: unknown): value is Message {
  const { role, content } = (value ?? {}) as { role?: unknown; content?: unknown }
  return typeof role === 'string' && ['system', 'user', 'assistant'].includes(role) && typeof content === 'string'
}

function completion(text: string, messages: readonly Message[], model: string) {
  const input = words(messages.map(({ content }) => content).join(' '))
  const output = words(text)
  return {
    id: 'chatcmpl-demo',
    object: 'chat.completion',
    created: 0,
    model,
    choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: text } }],
    usage: { prompt_tokens: input, completion_tokens: output, total_tokens: input + output },
  }
}

/** The demo has no tokeniser; words will do. */
const words = (text: string): number => text.split(/\s+/u).filter(Boolean).length

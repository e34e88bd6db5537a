import { Agent as HttpAgent, type IncomingMessage, request as requestHttp } from 'node:http'
import { Agent as HttpsAgent, request as requestHttps } from 'node:https'
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib'
import { malformed } from './read-reply.ts'
import { hasNoBody, mostBytes, tooLong, wholeBody } from './whole-body.ts'

/** As many connections may wait for the next question as there can be questions at a time. */
const options = { keepAlive: true, maxFreeSockets: 1024 }

/**
 * A fetch for requests with a text as their body, over connections that stay open; the whole answer has been read when it resolves.
 * Beside the built-in one it takes half the processor time, which at many questions at a time decides how fast a scan is
 * (bench/throughput.ts). Rejects with TargetError for an answer of more than 16 MiB.
 */
export function directFetch(): typeof fetch {
  const agents = { http: new HttpAgent(options), https: new HttpsAgent(options) }
  const redirected = wholeBody(fetch)
  return async (address, init = {}) => {
    const url = new URL(address instanceof Request ? address.url : address)
    const answer = await send(url, init, agents)
    // Seldom, and with rules of its own.
    if (isRedirect(answer)) return await redirected(address, init)
    return asResponse(answer)
  }
}

interface Answer {
  readonly head: IncomingMessage
  readonly body: Buffer
}

async function send(
  url: URL,
  { method = 'GET', headers, body, signal }: RequestInit,
  agents: { readonly http: HttpAgent; readonly https: HttpsAgent },
): Promise<Answer> {
  signal?.throwIfAborted()
  const text = typeof body === 'string' ? body : ''
  const sent = {
    method,
    headers: {
      ...Object.fromEntries(headers instanceof Headers ? headers : new Headers(headers)),
      'accept-encoding': 'identity',
      'content-length': Buffer.byteLength(text),
    },
  }
  return await new Promise((resolve, reject) => {
    const request =
      url.protocol === 'https:'
        ? requestHttps(url, { ...sent, agent: agents.https })
        : requestHttp(url, { ...sent, agent: agents.http })
    // The caller tells a request that was called off from a broken one by the name of the error.
    const stop = (): void => {
      const called = new DOMException('This operation was aborted', 'AbortError')
      reject(called)
      request.destroy(called)
    }
    signal?.addEventListener('abort', stop)
    request.once('close', () => signal?.removeEventListener('abort', stop))
    request.on('error', reject)
    request.once('response', (head) => {
      readAll(head).then((bytes) => resolve({ head, body: bytes }), reject)
    })
    request.end(text)
  })
}

function readAll(head: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    head.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size > mostBytes) head.destroy(tooLong())
      chunks.push(chunk)
    })
    head.on('error', reject)
    head.once('end', () => resolve(chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks)))
  })
}

const isRedirect = ({ head: { statusCode = 0, headers } }: Answer): boolean =>
  [301, 302, 303, 307, 308].includes(statusCode) && headers.location !== undefined

function asResponse({ head, body }: Answer): Response {
  const { statusCode: status = 0, statusMessage: statusText = '', headersDistinct } = head
  const headers = Object.entries(headersDistinct).flatMap(([name, values = []]) =>
    values.map((value): [string, string] => [name, value]),
  )
  return new Response(hasNoBody(status) ? null : decoded(head, body), { status, statusText, headers })
}

type Decoder = (bytes: Uint8Array, limits: { readonly maxOutputLength: number }) => Buffer
const decoders: ReadonlyMap<string, Decoder> = new Map([
  ['gzip', gunzipSync],
  ['deflate', inflateSync],
  ['br', brotliDecompressSync],
])

/** Compression is not asked for, and used by some all the same. */
function decoded({ headers }: IncomingMessage, body: Buffer): Uint8Array<ArrayBuffer> {
  const coding = headers['content-encoding']?.trim().toLowerCase() ?? 'identity'
  if (coding === 'identity' || body.length === 0) return new Uint8Array(body)
  const decode = decoders.get(coding)
  if (decode === undefined) throw malformed(`is encoded as ${coding.slice(0, 40)}, which was not asked for`)
  try {
    return new Uint8Array(decode(body, { maxOutputLength: mostBytes }))
  } catch (error) {
    throw (error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE' ? tooLong() : malformed(`is no ${coding}`)
  }
}

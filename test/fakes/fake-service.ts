import { type Asked, contractOf } from './contract.ts'

/** What a fake answers: JSON, or bytes of another type. */
export interface Answer {
  readonly status?: number
  readonly json?: unknown
  readonly bytes?: Uint8Array
  readonly type?: string
  readonly headers?: Readonly<Record<string, string>>
}

/**
 * What goes wrong with one request: an answer of its own; no connection; a connection that breaks before (`broken`) or after (`lost`) the
 * service did what it was asked; silence.
 */
export type Fault = Answer | 'refused' | 'broken' | 'lost' | 'silent'

export interface FakeService {
  readonly fetch: typeof fetch
  /** Every request, in order. */
  readonly asked: readonly Asked[]
  /** The requests of one operation of the contract. */
  readonly askedFor: (operation: string) => readonly Asked[]
  /** What the contract has against requests and answers. Must stay empty. */
  readonly breaches: readonly string[]
  /** The next requests of an operation meet these, one each. */
  readonly fail: (operation: string, ...faults: readonly Fault[]) => void
}

export interface FakeOptions {
  /** Of the contract. */
  readonly contract: string
  /** Whether a request carries the key. */
  readonly isAllowed: (asked: Asked) => boolean
  readonly unauthorized: Answer
  readonly respond: (operation: string, asked: Asked) => Answer | Promise<Answer>
}

/** A service that is asked through a lent `fetch`; every request and every answer of its own is held against the contract. */
export function fakeService({ contract: name, isAllowed, unauthorized, respond }: FakeOptions): FakeService {
  const contract = contractOf(name)
  const asked: Asked[] = []
  const breaches: string[] = []
  const faults = new Map<string, Fault[]>()
  const answerTo = async (request: Asked, operation: string): Promise<Answer> => {
    const problems = contract.checkRequest(request)
    breaches.push(...problems)
    const answer = isAllowed(request) ? await respond(operation, request) : unauthorized
    const { status = 200, json, type = 'application/json' } = answer
    breaches.push(...contract.checkAnswer(request, status, json, type))
    return answer
  }
  return {
    asked,
    breaches,
    askedFor: (operation) => asked.filter((one) => contract.operation(one) === operation),
    fail(operation, ...next) {
      faults.set(operation, [...(faults.get(operation) ?? []), ...next])
    },
    async fetch(address, init) {
      const request = await read(new Request(address as URL, init))
      asked.push(request)
      const operation = contract.operation(request) ?? ''
      const fault = faults.get(operation)?.shift()
      if (fault === 'refused') throw connection('ECONNREFUSED')
      if (fault === 'broken') throw connection('ECONNRESET')
      if (fault === 'silent') throw new DOMException('The operation was aborted due to timeout', 'TimeoutError')
      if (typeof fault === 'object') return toResponse(fault)
      const answer = await answerTo(request, operation)
      init?.signal?.throwIfAborted()
      if (fault === 'lost') throw connection('ECONNRESET')
      return toResponse(answer)
    },
  }
}

const connection = (code: string): TypeError =>
  new TypeError('fetch failed', { cause: Object.assign(new Error(`connect ${code}`), { code }) })

async function read(request: Request): Promise<Asked> {
  const { pathname, searchParams } = new URL(request.url)
  const text = await request.text()
  const type = request.headers.get('content-type') ?? ''
  const body = text === '' ? undefined : type === 'application/json' ? (JSON.parse(text) as unknown) : text
  return { method: request.method, path: pathname, query: searchParams, body, type, headers: request.headers }
}

function toResponse({ status = 200, json, bytes, type = 'application/json', headers = {} }: Answer): Response {
  const body = bytes === undefined ? JSON.stringify(json ?? {}) : Buffer.from(bytes)
  return new Response(body, { status, headers: { 'content-type': type, ...headers } })
}

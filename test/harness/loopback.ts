import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A server that only this machine can reach. */
export interface Loopback {
  /** The origin, without a slash at the end. */
  readonly url: string
  /** Drops open connections too, so it never waits for a client. */
  readonly close: () => Promise<void>
}

/** Answers one request, whose body has been read. */
export type Respond = (request: IncomingMessage, body: Buffer, response: ServerResponse) => void | Promise<void>

const readBody = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

/** Serves HTTP on 127.0.0.1, on a port that the system picks. What `respond` throws becomes a 500 with its message. */
export const startLoopback = async (respond: Respond): Promise<Loopback> => {
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      await respond(request, await readBody(request), response)
    } catch (error) {
      // The client may have gone away while its body was read.
      if (response.destroyed) return
      if (response.headersSent) response.destroy()
      else sendJson(response, 500, { message: String(error) })
    }
  }
  const server = createServer((request, response) => void answer(request, response))
  // A connection closed for idleness just when a request comes would make a client ask twice.
  server.keepAliveTimeout = 0
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()))
        server.closeAllConnections()
      }),
  }
}

/** Ends a response with a JSON body. */
export const sendJson = (
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void => {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers })
  response.end(JSON.stringify(body))
}

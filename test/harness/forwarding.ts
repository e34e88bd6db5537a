import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

/** A target that hands every request on to another one, which can be changed at any time. */
export async function startForwarding(first: string) {
  let upstream = first
  const server = createServer((request, response) => {
    void (async () => {
      const { url = '', method = 'GET', headers } = request
      const answer = await fetch(new URL(upstream).origin + url, {
        method,
        headers: { 'content-type': headers['content-type'] ?? '', authorization: headers.authorization ?? '' },
        body: await text(request),
      })
      response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' })
      response.end(await answer.text())
    })()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    baseUrl: `http://127.0.0.1:${port}${new URL(first).pathname}`,
    forwardTo(next: string): void {
      upstream = next
    },
    close: async (): Promise<void> => await new Promise((resolve) => server.close(() => resolve())),
  }
}

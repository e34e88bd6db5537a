import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'

/** An HTTP proxy on 127.0.0.1 that knows CONNECT and leads every host to one port of this machine. */
export interface ConnectProxy {
  readonly url: string
  /** Each CONNECT as it came: the host with its port, and who asked. */
  readonly asked: readonly { readonly host: string; readonly authorization: string | undefined }[]
  readonly close: () => Promise<void>
}

/** With a status it refuses every request with it. */
export async function startConnectProxy(port: number, status = 200): Promise<ConnectProxy> {
  const asked: { host: string; authorization: string | undefined }[] = []
  const ends = new Set<() => void>()
  const server = createServer((_, response) => response.writeHead(405).end())
  server.on('connect', (request, socket, head) => {
    asked.push({ host: request.url ?? '', authorization: request.headers['proxy-authorization'] })
    if (status !== 200) {
      socket.end(`HTTP/1.1 ${status} Refused\r\n\r\n`)
      return
    }
    const upstream = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n')
      upstream.write(head)
      upstream.pipe(socket)
      socket.pipe(upstream)
    })
    const end = (): void => {
      upstream.destroy()
      socket.destroy()
    }
    ends.add(end)
    upstream.once('error', end)
    socket.once('error', end)
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        for (const end of ends) end()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, onTestFinished, test } from 'vitest'
import { directFetch } from '../../src/targets/direct-fetch.ts'
import { type Respond, startLoopback } from '../harness/loopback.ts'
import { selfSigned } from '../harness/self-signed.ts'

async function serving(respond: Respond): Promise<string> {
  const server = await startLoopback(respond)
  onTestFinished(() => server.close())
  return server.url
}

const post = { method: 'POST', headers: { 'x-own': 'yes' }, body: 'Grüße' }

/** What a failed fetch was about. */
const failure = async (asking: Promise<unknown>): Promise<unknown> =>
  await asking.then(
    () => 'no failure',
    (error: unknown) => error,
  )

describe('directFetch', () => {
  test('sends method, headers and the whole text, and has read the answer', async () => {
    const url = await serving(({ method, headers }, body, response) => {
      response.writeHead(418, { 'x-came': 'back', 'set-cookie': ['a=1', 'b=2'] })
      response.end(`${method} ${String(headers['x-own'])} ${headers['content-length']} ${body.toString()}`)
    })
    const answer = await directFetch()(`${url}/somewhere`, post)
    expect(answer).toMatchObject({ status: 418, ok: false })
    expect(answer.headers.get('x-came')).toBe('back')
    expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
    expect(await answer.text()).toBe('POST yes 7 Grüße')
  })

  test('keeps the connection for the next request', async () => {
    const sockets = new Set<Socket>()
    const url = await serving(({ socket }, _, response) => {
      sockets.add(socket)
      response.end('ok')
    })
    const own = directFetch()
    for (let n = 0; n < 5; n++) await (await own(url, post)).text()
    expect(sockets.size).toBe(1)
  })

  test('goes where it is sent on, with what it was to bring', async () => {
    const url = await serving(({ url: path }, body, response) => {
      if (path === '/new') response.end(`arrived with ${body.toString()}`)
      else response.writeHead(307, { location: '/new' }).end()
    })
    expect(await (await directFetch()(`${url}/old`, post)).text()).toBe('arrived with Grüße')
  })

  test.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
  ])('reads an answer that came as %s, which it did not ask for', async (coding, encode) => {
    const url = await serving(({ headers }, _, response) => {
      response.writeHead(200, { 'content-encoding': coding })
      response.end(encode(`asked for ${headers['accept-encoding']}`))
    })
    expect(await (await directFetch()(url, post)).text()).toBe('asked for identity')
  })

  test.each([
    ['a coding nobody knows', 'rot13', Buffer.from('x'), { isRetryable: true }],
    ['something else than it says', 'gzip', Buffer.from('x'), { isRetryable: true }],
    ['a bomb', 'gzip', gzipSync(Buffer.alloc(17 * 1024 * 1024)), { isRetryable: false }],
  ])('an answer that is %s is malformed', async (_, coding, body, error) => {
    const url = await serving((__, ___, response) => {
      response.writeHead(200, { 'content-encoding': coding })
      response.end(body)
    })
    expect(await failure(directFetch()(url, post))).toMatchObject({ code: 'malformed', ...error })
  })

  test('a connection that breaks in the middle of the answer is a broken connection', async () => {
    const url = await serving((_, __, response) => {
      response.writeHead(200, { 'content-length': 100 })
      response.write('half', () => response.destroy())
    })
    expect(await failure(directFetch()(url, post))).toMatchObject({ code: 'ECONNRESET' })
  })

  test.each(['before', 'in the middle of'])('ends as aborted when it is called off %s the answer', async (when) => {
    const stop = new AbortController()
    const url = await serving((_, __, response) => {
      if (when === 'before') stop.abort()
      else response.write('half', () => stop.abort())
    })
    expect(await failure(directFetch()(url, { ...post, signal: stop.signal }))).toMatchObject({ name: 'AbortError' })
  })

  test('sends nothing when it was called off before', async () => {
    let asked = 0
    const url = await serving((_, __, response) => {
      asked += 1
      response.end()
    })
    expect(await failure(directFetch()(url, { ...post, signal: AbortSignal.abort() }))).toMatchObject({
      name: 'AbortError',
    })
    expect(asked).toBe(0)
  })

  test('does not trust a certificate that nobody vouches for', async () => {
    const server = createTlsServer(selfSigned(), (_, response) => response.end('secret'))
    onTestFinished(() => void server.close())
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const error = await failure(directFetch()(`https://127.0.0.1:${port}`, post))
    expect(error).toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' })
  })
})

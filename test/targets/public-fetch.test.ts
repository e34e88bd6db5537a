import { describe, expect, onTestFinished, test } from 'vitest'
import { TargetError } from '../../src/core/errors.ts'
import { user } from '../../src/core/message.ts'
import { systemClock } from '../../src/platform/clock.ts'
import { openAiTarget } from '../../src/targets/openai-target.ts'
import { fetchThrough } from '../../src/targets/proxied-fetch.ts'
import { isPrivate } from '../../src/targets/public-address.ts'
import { fetchPublic, type Net } from '../../src/targets/public-fetch.ts'
import { startChatTarget } from '../harness/chat-target.ts'
import { startConnectProxy } from '../harness/connect-proxy.ts'
import { sendJson, startLoopback } from '../harness/loopback.ts'

test.each(['127.0.0.1', 'localhost', '[::1]'])(
  'nothing is sent to %s when only public addresses may be asked',
  async (host) => {
    const server = await startChatTarget(() => 'hello')
    onTestFinished(() => server.close())
    const options = {
      baseUrl: server.url.replace('127.0.0.1', host),
      apiKey: 'k',
      modelName: 'm',
      temperature: 0,
      maxTokens: 10,
      extraHeaders: {},
      timeoutMs: 5000,
      seed: 1,
      mask: (text: string) => text,
      clock: systemClock,
    }
    const asking = openAiTarget({ ...options, isPublicOnly: true }).ask([user('q')], new AbortController().signal)
    const error: unknown = await asking.catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(TargetError)
    expect(error).toMatchObject({
      code: 'unreachable',
      isRetryable: false,
      message: expect.stringContaining('private address') as string,
    })
    expect(server.requests).toEqual([])
  },
)

describe('where a public address leads', () => {
  /** An address of this machine that counts as public here, since no test can be reached from outside. */
  const net = { isPrivate: (address: string) => address !== '127.0.0.1' && isPrivate(address) }
  const inside = [
    'http://169.254.169.254/latest/meta-data',
    'http://127.0.0.2:8080/',
    'http://[::1]:8080/',
    'http://[::ffff:169.254.169.254]/',
    'http://inside.example/',
  ]
  const lookup: Net['lookup'] = (host, _, callback) =>
    callback(null, [
      { address: '127.0.0.1', family: 4 },
      ...(host === 'inside.example' ? [{ address: '10.0.0.7', family: 4 }] : []),
    ])

  async function server(location: string, status = 307) {
    const asked: string[] = []
    const { url, close } = await startLoopback((request, _, response) => {
      asked.push(request.url ?? '')
      if (request.url === '/end') sendJson(response, 200, { end: true })
      else sendJson(response, status, {}, { location })
    })
    onTestFinished(close)
    return { url, asked }
  }

  test.each(inside.flatMap((to) => [301, 302, 303, 307, 308].map((status) => [status, to] as const)))(
    'a redirect (%i) to %s is not followed',
    async (status, to) => {
      const { url, asked } = await server(to, status)
      const asking = fetchPublic({ ...net, lookup })(`${url}/v1`, { method: 'POST', body: '{}' })
      await expect(asking).rejects.toMatchObject({
        code: 'unreachable',
        isFatal: true,
        message: expect.stringContaining('private address') as string,
      })
      expect(asked).toEqual(['/v1'])
    },
  )

  test('a redirect to another public place is', async () => {
    const { url, asked } = await server('/end')
    const response = await fetchPublic(net)(`${url}/v1`, { method: 'POST', body: '{}' })
    expect([await response.json(), asked]).toEqual([{ end: true }, ['/v1', '/end']])
  })

  test('a name is connected to when all its addresses are public, and only then', async () => {
    const { url, asked } = await server('/end')
    const { port } = new URL(url)
    const fetchIt = fetchPublic({ ...net, lookup })
    expect((await fetchIt(`http://outside.example:${port}/end`)).status).toBe(200)
    await expect(fetchIt(`http://inside.example:${port}/end`)).rejects.toThrow(
      'inside.example leads to the private address 10.0.0.7',
    )
    expect(asked).toEqual(['/end'])
  })

  test.each(inside.filter((to) => !to.includes('example')))('nor does a proxy hear of a redirect to %s', async (to) => {
    const { url, asked } = await server(to)
    const proxy = await startConnectProxy(Number(new URL(url).port))
    onTestFinished(() => proxy.close())
    const asking = fetchThrough(proxy.url, { isPublicOnly: true })('http://outside.example/v1', {
      method: 'POST',
      body: '{}',
    })
    await expect(asking).rejects.toMatchObject({ code: 'unreachable', isFatal: true })
    expect([asked, proxy.asked.map(({ host }) => host)]).toEqual([['/v1'], ['outside.example:80']])
  })
})

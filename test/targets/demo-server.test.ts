import { describe, expect, onTestFinished, test } from 'vitest'
import { system, user } from '../../src/core/message.ts'
import { type DemoReply, startDemoServer } from '../../src/targets/demo-server.ts'
import { openAiTarget } from '../../src/targets/openai-target.ts'
import { steppingClock } from '../builders/stepping-clock.ts'

async function started(reply: DemoReply = () => 'two words') {
  const server = await startDemoServer(reply, { model: 'demo-test' })
  onTestFinished(() => server.close())
  return server
}

const post = (url: string, body: string): Promise<Response> =>
  fetch(`${url}/chat/completions`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })

describe('the demo server', () => {
  test('is an endpoint like any other to the client', async () => {
    const { baseUrl } = await started((messages) => `${messages.length}: ${messages.at(-1)?.content}`)
    const target = openAiTarget({
      baseUrl,
      apiKey: 'any',
      modelName: 'm',
      temperature: 0,
      maxTokens: 9,
      extraHeaders: {},
      timeoutMs: 5000,
      seed: 1,
      mask: (text) => text,
      clock: steppingClock(),
    })
    const { reply } = await target.ask([system('Be brief.'), user('Hello there')], new AbortController().signal)
    expect(reply).toEqual({
      text: '2: Hello there',
      finish: 'stop',
      tokens: { input: 4, output: 3 },
      model: 'demo-test',
    })
  })

  test('lists its one model', async () => {
    const { baseUrl } = await started()
    expect(await (await fetch(`${baseUrl}/models`)).json()).toMatchObject({
      object: 'list',
      data: [{ id: 'demo-test' }],
    })
  })

  test.each([
    ['nothing', ''],
    ['text', 'hello'],
    ['no messages', '{"messages": []}'],
    ['an unknown role', '{"messages": [{"role": "robot", "content": "x"}]}'],
    ['content that is no text', '{"messages": [{"role": "user", "content": 7}]}'],
    ['a message that is none', '{"messages": [null]}'],
    ['more than it takes', JSON.stringify({ messages: [user('x'.repeat(10_000_001))] })],
  ])('answers %s with a 400 that says what it expects', async (_, body) => {
    const { baseUrl } = await started()
    const response = await post(baseUrl, body)
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ error: { type: 'invalid_request_error' } })
  })

  test('has no other address', async () => {
    const { baseUrl } = await started()
    const addresses = ['/chat/completions', '/embeddings'].map((path) => fetch(baseUrl + path))
    expect((await Promise.all(addresses)).map(({ status }) => status)).toEqual([404, 404])
  })

  test('listens on this machine only and frees its port when closed', async () => {
    const server = await startDemoServer(() => 'x', { model: 'demo-test' })
    expect(new URL(server.baseUrl).hostname).toBe('127.0.0.1')
    await server.close()
    await expect(fetch(`${server.baseUrl}/models`)).rejects.toThrow('fetch failed')
  })

  test('a port that is taken is an error, not a server elsewhere', async () => {
    const port = Number(new URL((await started()).baseUrl).port)
    await expect(startDemoServer(() => 'x', { model: 'demo-test', port })).rejects.toMatchObject({ code: 'EADDRINUSE' })
  })
})

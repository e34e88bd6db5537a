import OpenAI from 'openai'
import type { ChatCompletion } from 'openai/resources/chat/completions'
import { afterEach, expect, expectTypeOf, test } from 'vitest'
import type { CompletionBody } from './chat-completion.ts'
import { type ChatScript, type ChatTarget, completion, startChatTarget } from './chat-target.ts'

const open: ChatTarget[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((target) => target.close()))
})

const connect = async (script: ChatScript) => {
  const target = await startChatTarget(script)
  open.push(target)
  const client = new OpenAI({ baseURL: target.url, apiKey: 'k3y', maxRetries: 0 })
  const ask = (content: string, signal?: AbortSignal): Promise<ChatCompletion> =>
    client.chat.completions.create(
      { model: 'm1', temperature: 0, messages: [{ role: 'user', content }] },
      signal ? { signal } : {},
    )
  return { target, ask }
}

test('the script sees the request and answers with a text', async () => {
  const { target, ask } = await connect(({ index, messages }) => `${index}: ${messages[0]?.content}`)
  expect((await ask('hello')).choices[0]?.message.content).toBe('0: hello')
  expect(await ask('again')).toEqual(completion('1: again', { model: 'm1' }))
  expect(target.requests).toHaveLength(2)
  expect(target.requests[0]).toMatchObject({
    model: 'm1',
    messages: [{ role: 'user', content: 'hello' }],
    headers: { authorization: 'Bearer k3y' },
    body: { temperature: 0 },
  })
})

test('completions in detail', async () => {
  const { ask } = await connect(({ index }) =>
    index === 0
      ? { content: null, finishReason: 'content_filter', usage: null }
      : { content: 'cut', finishReason: 'length', usage: { prompt_tokens: 1, completion_tokens: 2 } },
  )
  const filtered = await ask('x')
  expect(filtered.choices[0]).toMatchObject({ finish_reason: 'content_filter', message: { content: null } })
  expect(filtered).not.toHaveProperty('usage')
  expect(await ask('x')).toMatchObject({ usage: { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 } })
})

test('raw replies, cut connections and broken scripts', async () => {
  const { ask } = await connect(({ index }) => {
    if (index === 0) return { status: 429, headers: { 'retry-after': '7' }, body: { error: { message: 'slow down' } } }
    if (index === 1) return { drop: true }
    throw new Error('out of script')
  })
  const limited: unknown = await ask('x').catch((error: unknown) => error)
  expect(limited).toBeInstanceOf(OpenAI.RateLimitError)
  expect((limited as InstanceType<typeof OpenAI.RateLimitError>).headers?.get('retry-after')).toBe('7')
  await expect(ask('x')).rejects.toBeInstanceOf(OpenAI.APIConnectionError)
  await expect(ask('x')).rejects.toThrow(/the chat script threw: Error: out of script/)
})

test('text that is not JSON is sent as it is', async () => {
  const { target } = await connect(() => ({ status: 502, body: '<html>bad gateway</html>' }))
  const response = await fetch(`${target.url}/chat/completions`, { method: 'POST', body: '{}' })
  expect([response.status, await response.text()]).toEqual([502, '<html>bad gateway</html>'])
})

test('a late reply holds up neither its client nor close', async () => {
  const { target, ask } = await connect(() => ({ delayMs: 60_000, content: 'late' }))
  await expect(ask('x', AbortSignal.timeout(50))).rejects.toBeInstanceOf(OpenAI.APIUserAbortError)
  const waiting = ask('x').catch((error: unknown) => error)
  await expect.poll(() => target.requests.length).toBe(2)
  await target.close()
  open.length = 0
  expect(await waiting).toBeInstanceOf(OpenAI.APIConnectionError)
})

test('other routes do not exist', async () => {
  const { target } = await connect(() => 'x')
  expect((await fetch(`${target.url}/models`)).status).toBe(404)
  expect(target.requests).toEqual([])
})

test('a completion has the shape that the client declares', () => {
  // But for the finish reason, where vendors add words of their own.
  type Shape<Body extends { choices: readonly unknown[] }> = Omit<Body['choices'][number] & object, 'finish_reason'>
  expectTypeOf<Shape<CompletionBody>>().toExtend<Shape<ChatCompletion>>()
})

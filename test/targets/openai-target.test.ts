import { once } from 'node:events'
import { createServer as createTlsServer } from 'node:https'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import fc from 'fast-check'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { TargetError } from '../../src/core/errors.ts'
import { system, user } from '../../src/core/message.ts'
import { maskOf } from '../../src/core/secrets.ts'
import { type OpenAiTargetOptions, openAiTarget } from '../../src/targets/openai-target.ts'
import { steppingClock } from '../builders/stepping-clock.ts'
import {
  type ChatReply,
  type ChatScript,
  type ChatTarget,
  completion,
  startChatTarget,
} from '../harness/chat-target.ts'
import { sendJson, startLoopback } from '../harness/loopback.ts'
import { selfSigned } from '../harness/self-signed.ts'

const apiKey = 'sk-test-0123456789'
const { signal } = new AbortController()

const client = (baseUrl: string, changes: Partial<OpenAiTargetOptions> = {}) =>
  openAiTarget({
    baseUrl,
    apiKey,
    modelName: 'model-1',
    temperature: 0.7,
    maxTokens: 99,
    extraHeaders: {},
    timeoutMs: 5000,
    seed: 5,
    mask: maskOf([apiKey]),
    clock: steppingClock({ stepMs: 25 }),
    ...changes,
  })

/** Starts an endpoint with this script and a client for it. */
async function connect(script: ChatScript, changes: Partial<OpenAiTargetOptions> = {}) {
  const endpoint: ChatTarget = await startChatTarget(script)
  onTestFinished(() => endpoint.close())
  return { endpoint, target: client(endpoint.url, changes) }
}

/** What the client makes of one answer. */
async function replyTo(answer: ChatReply, changes: Partial<OpenAiTargetOptions> = {}) {
  const { target } = await connect(() => answer, changes)
  return (await target.ask([user('q')], signal)).reply
}

/** The error the client makes of one answer, and how many requests it took. */
async function errorOf(answer: ChatReply, changes: Partial<OpenAiTargetOptions> = {}) {
  const { endpoint, target } = await connect(() => answer, changes)
  const error: unknown = await target.ask([user('q')], signal).catch((reason: unknown) => reason)
  if (!(error instanceof TargetError)) throw new Error(`no TargetError but ${String(error)}`)
  expect(endpoint.requests).toHaveLength(1)
  return error
}

const json = { 'content-type': 'application/json' }
const asJson = (body: unknown): ChatReply => ({ status: 200, body })

describe('the request', () => {
  test('says what the configuration says', async () => {
    const { endpoint, target } = await connect(() => 'hello', { extraHeaders: { 'X-Team': 'red' } })
    await target.ask([system('Be brief.'), user('Hi.')], signal)
    expect(endpoint.requests).toMatchObject([
      {
        body: {
          model: 'model-1',
          temperature: 0.7,
          max_tokens: 99,
          seed: 5,
          messages: [
            { role: 'system', content: 'Be brief.' },
            { role: 'user', content: 'Hi.' },
          ],
        },
        headers: { authorization: `Bearer ${apiKey}`, 'x-team': 'red' },
      },
    ])
  })

  test('has the query of the configuration behind its address', async () => {
    const asked: unknown[] = []
    const server = await startLoopback((request, _, response) => {
      asked.push(request.url)
      sendJson(response, 200, completion('hello'))
    })
    onTestFinished(() => server.close())
    await client(`${server.url}/v1`, { extraQuery: { 'api-version': '2024-10-21' } }).ask([user('Hi.')], signal)
    expect(asked).toEqual(['/v1/chat/completions?api-version=2024-10-21'])
  })

  test('does not change with what the environment says about other programs', async () => {
    vi.stubEnv('OPENAI_ORG_ID', 'org-of-the-runner')
    vi.stubEnv('OPENAI_PROJECT_ID', 'project-of-the-runner')
    vi.stubEnv('OPENAI_BASE_URL', 'http://127.0.0.1:9/v1')
    vi.stubEnv('OPENAI_API_KEY', 'sk-of-the-runner')
    onTestFinished(() => void vi.unstubAllEnvs())
    const { endpoint, target } = await connect(() => 'hello')
    await target.ask([user('Hi.')], signal)
    const { headers } = endpoint.requests[0]!
    expect(JSON.stringify(headers)).not.toContain('of-the-runner')
    expect(headers.authorization).toBe(`Bearer ${apiKey}`)
  })
})

describe('the reply', () => {
  test('has the text, why it ended, what it cost and who answered', async () => {
    const { target } = await connect(() => ({ content: 'Hello!', usage: { prompt_tokens: 12, completion_tokens: 3 } }))
    expect(await target.ask([user('Hi.')], signal)).toEqual({
      reply: { text: 'Hello!', finish: 'stop', tokens: { input: 12, output: 3 }, model: 'model-1' },
      status: 200,
      tries: 1,
      ms: 25,
    })
  })

  test.each<[string, ChatReply, object]>([
    ['an empty answer', { content: '' }, { text: '', finish: 'stop' }],
    ['no content', { content: null }, { text: '', finish: 'stop' }],
    ['a refusal in its own field', { content: null, refusal: 'I will not.' }, { text: 'I will not.', finish: 'stop' }],
    ['a refusal beside an empty answer', { content: '', refusal: 'I will not.' }, { text: 'I will not.' }],
    ['the provider’s filter', { content: null, finishReason: 'content_filter' }, { text: '', finish: 'filter' }],
    ['an answer that was cut', { content: 'And then', finishReason: 'length' }, { text: 'And then', finish: 'length' }],
    ['a reason of the vendor’s own', { content: 'x', finishReason: 'eos_token' }, { text: 'x', finish: 'other' }],
    [
      'an answer of one token',
      { content: 'x', usage: { prompt_tokens: 1, completion_tokens: 1 } },
      { tokens: { input: 1, output: 1 } },
    ],
    ['no usage', { content: 'x', usage: null }, { text: 'x', tokens: { input: 0, output: 0 } }],
    [
      'usage that is no number',
      asJson({ choices: [{ message: { content: 'x' } }], usage: { prompt_tokens: '7', completion_tokens: -1 } }),
      { tokens: { input: 0, output: 0 } },
    ],
    [
      'content in parts',
      asJson({
        choices: [{ message: { content: [{ type: 'text', text: 'one ' }, { type: 'image' }, { text: 'two' }] } }],
      }),
      { text: 'one two', finish: 'other' },
    ],
    [
      'parts that are none',
      asJson({ choices: [{ message: { content: [null, 'x', { text: 'two' }] } }] }),
      { text: 'two' },
    ],
    [
      'a call of a tool',
      asJson({
        choices: [{ message: { content: null, tool_calls: [{ function: { name: 'bake', arguments: '{"n":1}' } }] } }],
      }),
      { text: '[calls the tool bake with {"n":1}]' },
    ],
    [
      'words before a call of the old kind',
      asJson({ choices: [{ message: { content: 'Sure.', function_call: { name: 'bake', arguments: { n: 1 } } } }] }),
      { text: 'Sure.\n[calls the tool bake with {"n":1}]' },
    ],
    [
      'thoughts alone',
      asJson({
        choices: [{ finish_reason: 'length', message: { content: null, reasoning_content: 'Hmm', reasoning: 'Hmm' } }],
      }),
      { text: '', finish: 'length' },
    ],
    ['no choice but null', asJson({ choices: [null] }), { text: '' }],
    ['a choice without a message', asJson({ choices: [{}] }), { text: '', finish: 'other' }],
    ['no choice at all', asJson({ choices: [] }), { text: '', finish: 'other' }],
  ])('%s', async (_, answer, reply) => {
    expect(await replyTo(answer)).toMatchObject(reply)
  })

  test('is cut where it is too long to be read, and says so', async () => {
    const { text } = await replyTo({ content: 'x'.repeat(10_000_000) })
    expect(text.length).toBeLessThan(1_000_100)
    expect(text.endsWith('\n[cut: the answer had 10000000 characters]')).toBe(true)
  })

  test('leaves the model out where the endpoint does not tell', async () => {
    expect(await replyTo(asJson({ ...completion('x'), model: null }))).not.toHaveProperty('model')
  })

  test('holds no secret, in its text or in the name of its model', async () => {
    const reply = await replyTo({ content: `Your key is ${apiKey}, or ${btoa(apiKey)}.`, model: `echo-${apiKey}` })
    expect(reply).toMatchObject({ text: 'Your key is ***, or ***.', model: 'echo-***' })
  })
})

/** Sends a byte every few milliseconds, for ever. */
async function dripping() {
  const server = createServer((socket) => {
    socket.write('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 100000\r\n\r\n')
    const timer = setInterval(() => socket.write(' '), 5)
    socket.on('close', () => clearInterval(timer)).on('error', () => undefined)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return { target: client(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, { timeoutMs: 100 }) }
}

describe('the filter of a provider', () => {
  test.each<[string, ChatReply]>([
    ['Azure', { status: 400, body: { error: { code: 'content_filter', message: 'filtered', status: 400 } } }],
    [
      'Azure, deeper',
      { status: 400, body: { error: { code: '400', innererror: { code: 'ResponsibleAIPolicyViolation' } } } },
    ],
    ['OpenAI', { status: 400, body: { error: { code: 'content_policy_violation', message: 'no' } } }],
    ['OpenRouter', { status: 403, body: { error: { code: 403, message: 'flagged', metadata: { reasons: ['x'] } } } }],
    ['OpenRouter, with status 200', asJson({ error: { code: 403, message: 'x', metadata: { reasons: ['x'] } } })],
  ])('that stops the question is an answer: %s', async (_, answer) => {
    expect(await replyTo(answer)).toEqual({ text: '', finish: 'filter', tokens: { input: 0, output: 0 } })
  })
})

describe('a parameter that the model does not take', () => {
  const refusal = (message: string, param: string | null = null): ChatReply => ({
    status: 400,
    body: { error: { message, param, code: 'unsupported_parameter' } },
  })

  test.each<[string, ChatReply, object]>([
    [
      'OpenAI, the limit',
      refusal(
        "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
        'max_tokens',
      ),
      { max_completion_tokens: 99, temperature: 0.7, seed: 5 },
    ],
    [
      'OpenAI, the temperature',
      refusal("Unsupported value: 'temperature' does not support 0.7 with this model.", 'temperature'),
      { max_tokens: 99, seed: 5 },
    ],
    [
      'FastAPI, the seed',
      { status: 422, body: { error: { message: 'seed: Extra inputs are not permitted' } } },
      { max_tokens: 99, temperature: 0.7 },
    ],
  ])('is left out from the next request on, and that is said once: %s', async (_, answer, rest) => {
    const notices: string[] = []
    const { endpoint, target } = await connect(({ index }) => (index < 2 ? answer : 'ok'), {
      onNotice: (text) => notices.push(text),
    })
    // Two at once: the second was under way before anything was learned.
    const both = [target.ask([user('q')], signal), target.ask([user('q')], signal)]
    for (const one of both)
      await expect(one).rejects.toMatchObject({ code: 'unsupported_parameter', isRetryable: true })
    await target.ask([user('q')], signal)
    const { model: _model, messages: _messages, ...sent } = endpoint.requests[2]!.body
    expect(sent).toEqual(rest)
    expect(notices).toHaveLength(1)
  })

  test('that was not sent is an ordinary bad request', async () => {
    expect(await errorOf(refusal("Unsupported parameter: 'logprobs'.", 'logprobs'))).toMatchObject({
      code: 'bad_request',
      isRetryable: false,
    })
  })

  test('is not read out of a complaint about something else', async () => {
    expect(await errorOf(refusal('max_tokens is too large: 99. This model has 50 at most.'))).toMatchObject({
      code: 'bad_request',
    })
  })
})

describe('the error', () => {
  test.each([
    [400, 'bad_request', false],
    [401, 'unauthorized', false],
    [403, 'unauthorized', false],
    [404, 'not_found', false],
    [408, 'server_error', true],
    [409, 'server_error', true],
    [422, 'bad_request', false],
    [425, 'server_error', true],
    [429, 'rate_limited', true],
    [500, 'server_error', true],
    [503, 'server_error', true],
    [529, 'server_error', true],
  ] as const)('for status %d is %s, asking again can help: %s', async (status, code, isRetryable) => {
    const error = await errorOf({ status, body: { error: { message: 'what it said' } } })
    expect(error).toMatchObject({ code, isRetryable })
    expect(error.message.startsWith(`${status} what it said`)).toBe(true)
  })

  test.each([
    [401, 'check model.api_key'],
    [404, 'check model.base_url'],
  ])('for status %d says what to look at', async (status, advice) => {
    expect((await errorOf({ status, body: {} })).message).toContain(advice)
  })

  test.each([
    ['7', 7000],
    ['0', 0],
    ['0.5', 500],
    ['86400', 120_000],
    ['-5', undefined],
    ['Thu, 01 Jan 1970 00:00:30 GMT', 30_000],
    ['Wed, 21 Oct 2026 07:28:00 GMT', 120_000],
    ['Wed, 31 Dec 1969 23:59:00 GMT', undefined],
    ['soon', undefined],
  ])('takes Retry-After: %s as %s ms', async (value, ms) => {
    const answer = { status: 429, headers: { 'retry-after': value }, body: {} }
    expect((await errorOf(answer, { clock: steppingClock() })).retryAfterMs).toBe(ms)
  })

  test('takes the waiting time in milliseconds where there is one', async () => {
    const headers = { 'retry-after-ms': '250', 'retry-after': '1' }
    expect((await errorOf({ status: 429, headers, body: {} })).retryAfterMs).toBe(250)
  })

  test.each([
    [401, true],
    [402, true],
    [403, true],
    [404, true],
    [400, false],
    [429, false],
    [500, false],
  ])('for status %d ends the scan: %s', async (status, isFatal) => {
    expect(await errorOf({ status, body: {} })).toMatchObject({ isFatal, table: 'model' })
  })

  test('names the setting of the endpoint that it comes from', async () => {
    expect((await errorOf({ status: 401, body: {} }, { table: 'judge' })).message).toContain('check judge.api_key')
  })

  test('for an account without credit ends the scan, though the status is that of a busy endpoint', async () => {
    const answer = { status: 429, body: { error: { message: 'no quota', code: 'insufficient_quota' } } }
    expect(await errorOf(answer)).toMatchObject({ isFatal: true, isRetryable: false })
  })

  test.each([
    [429, 'rate_limited'],
    [502, 'server_error'],
    ['404', 'not_found'],
  ])('that comes with status 200 and says %s inside is %s', async (inside, code) => {
    expect(await errorOf(asJson({ error: { code: inside, message: 'from upstream' } }))).toMatchObject({ code })
    expect(await errorOf(asJson({ choices: [{ error: { code: inside, message: 'x' } }] }))).toMatchObject({ code })
  })

  test('for an answer that drips is a timeout, and its time is not counted anew with each drop', async () => {
    const { target } = await dripping()
    await expect(target.ask([user('q')], signal)).rejects.toMatchObject({ code: 'timeout', isRetryable: true })
  })

  test('for an answer without end is told without reading on', async () => {
    const error = await errorOf({ status: 200, headers: json, body: ' '.repeat(17 * 1024 * 1024) })
    expect(error).toMatchObject({ code: 'malformed', isRetryable: false })
  })

  test('has no waiting time where the endpoint asked for none', async () => {
    expect((await errorOf({ status: 429, body: {} })).retryAfterMs).toBeUndefined()
  })

  test.each<[string, ChatReply]>([
    ['HTML', { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>Welcome</html>' }],
    ['text', { status: 200, body: 'ok' }],
    ['broken JSON', { status: 200, headers: json, body: '{"choices": [' }],
    ['nothing', { status: 200, headers: json, body: '' }],
    ['JSON without choices', asJson({ result: 'x' })],
    ['choices that are no list', asJson({ choices: { 0: {} } })],
    ['a JSON list', asJson([])],
    ['JSON null', { status: 200, headers: json, body: 'null' }],
    ['an error with status 200', asJson({ error: { message: 'no such model' } })],
  ])('for %s in place of a completion asks whether the address is right', async (_, answer) => {
    const error = await errorOf(answer)
    expect(error).toMatchObject({ code: 'malformed', isRetryable: true })
    expect(error.message).toContain('base_url')
  })

  test('whatever JSON comes, there is a reply with a text or a malformed answer', async () => {
    let body: unknown
    const { target } = await connect(() => asJson(body))
    const message = fc.oneof(fc.jsonValue(), fc.record({ content: fc.jsonValue(), refusal: fc.jsonValue() }))
    const choices = fc.array(fc.oneof(fc.jsonValue(), fc.record({ message, finish_reason: fc.jsonValue() })), {
      maxLength: 2,
    })
    const loose = fc.oneof(fc.jsonValue(), fc.record({ choices, model: fc.jsonValue(), usage: fc.jsonValue() }))
    await fc.assert(
      fc.asyncProperty(loose, async (value) => {
        body = value
        const end = await target.ask([user('q')], signal).then(
          ({ reply }) => typeof reply.text,
          (error: unknown) => (error instanceof TargetError ? error.code : String(error)),
        )
        expect(['string', 'malformed']).toContain(end)
      }),
      { numRuns: 200 },
    )
  })

  test('for an HTML error page is its status, cut to what fits a report', async () => {
    const error = await errorOf({ status: 502, body: `<html>${'Bad Gateway '.repeat(200)}</html>` })
    expect(error).toMatchObject({ code: 'server_error', isRetryable: true })
    expect(error.message.length).toBeLessThan(400)
  })

  test('for a cut connection is unreachable, and asking again can help', async () => {
    expect(await errorOf({ drop: true })).toMatchObject({ code: 'unreachable', isRetryable: true })
  })

  test('for a port where nothing listens says so', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    await new Promise((resolve) => server.close(resolve))
    const asked = client(`http://127.0.0.1:${port}/v1`).ask([user('q')], signal)
    await expect(asked).rejects.toMatchObject({
      code: 'unreachable',
      isRetryable: true,
      message: `http://127.0.0.1:${port}/v1 cannot be reached (ECONNREFUSED). Nothing listens there: check base_url, and that the server is up.`,
    })
  })

  /** The error for an address at which nothing can be asked. */
  const errorAt = async (baseUrl: string): Promise<unknown> =>
    await client(baseUrl)
      .ask([user('q')], signal)
      .catch((error: unknown) => error)

  test('for a host that does not exist says so', async () => {
    const error = await errorAt('http://no-such-host.invalid/v1')
    expect(error).toMatchObject({ code: 'unreachable', isRetryable: true })
    expect(String(error)).toMatch(
      /http:\/\/no-such-host\.invalid\/v1 cannot be reached \((?:ENOTFOUND|EAI_AGAIN)\)\. The host name is not known/u,
    )
  })

  test('for a certificate that nobody vouches for says so', async () => {
    const server = createTlsServer(selfSigned()).listen(0, '127.0.0.1')
    onTestFinished(() => void server.close())
    await once(server, 'listening')
    const error = await errorAt(`https://127.0.0.1:${(server.address() as AddressInfo).port}/v1`)
    expect(error).toMatchObject({ code: 'unreachable', isRetryable: true })
    expect(String(error)).toContain('(DEPTH_ZERO_SELF_SIGNED_CERT). Its certificate is not trusted')
  })

  test('for an address that speaks no TLS says so', async () => {
    const { endpoint } = await connect(() => 'ok')
    const error = await errorAt(endpoint.url.replace('http:', 'https:'))
    expect(error).toMatchObject({ code: 'unreachable' })
    expect(String(error)).toContain('It speaks no TLS: check whether base_url has to begin with http://')
  })

  test('for an answer that takes too long is a timeout', async () => {
    const error = await errorOf({ delayMs: 60_000, content: 'late' }, { timeoutMs: 30 })
    expect(error).toMatchObject({ code: 'timeout', isRetryable: true })
    expect(error.message).toContain('timeout_s')
  })

  test('for a request that was called off is no reason to ask again, and keeps why', async () => {
    const stop = new AbortController()
    const { target } = await connect(() => {
      stop.abort(new Error('stopped by the user'))
      return { delayMs: 60_000, content: 'late' }
    })
    await expect(target.ask([user('q')], stop.signal)).rejects.toMatchObject({
      code: 'aborted',
      isRetryable: false,
      cause: new Error('stopped by the user'),
    })
  })

  test.each<[string, ChatReply]>([
    ['a message', { status: 401, body: { error: { message: `Incorrect API key provided: ${apiKey}` } } }],
    ['a page', { status: 500, body: `you sent Authorization: Bearer ${apiKey}` }],
    ['a long page, where it is cut', { status: 500, body: `${'x'.repeat(290)} ${apiKey}` }],
  ])('holds no secret that came back in %s', async (_, answer) => {
    const error = await errorOf(answer)
    expect(error.message).not.toContain(apiKey.slice(0, 8))
    expect(JSON.stringify(error)).not.toContain(apiKey)
  })

  test.each<[string, (socket: Socket) => unknown]>([
    ['timeout', () => undefined],
    ['unreachable', (socket) => socket.destroy()],
  ])('holds no secret that stands in the address: %s', async (code, onConnection) => {
    const server = createServer(onConnection).listen(0, '127.0.0.1')
    await once(server, 'listening')
    onTestFinished(() => void server.close())
    const { port } = server.address() as AddressInfo
    const asked = client(`http://127.0.0.1:${port}/${apiKey}/v1`, { timeoutMs: 30 }).ask([user('q')], signal)
    await expect(asked).rejects.toMatchObject({ code, message: expect.stringContaining(`:${port}/***/v1`) as string })
  })
})

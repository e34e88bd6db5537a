import { expect, onTestFinished, test } from 'vitest'
import { TargetError } from '../../src/core/errors.ts'
import { user } from '../../src/core/message.ts'
import { systemClock } from '../../src/platform/clock.ts'
import { openAiTarget } from '../../src/targets/openai-target.ts'
import { startChatTarget } from '../harness/chat-target.ts'

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

import { createHash } from 'node:crypto'
import { onTestFinished } from 'vitest'
import { openService, type ServiceOptions } from '../../src/app/serve/service.ts'
import { parseServe } from '../../src/config/serve-file.ts'
import { serverApp } from '../../src/server/app.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { type ChatScript, type ChatTarget, startChatTarget } from '../harness/chat-target.ts'
import { type Send, type ServeClient, serveClient } from '../harness/serve-client.ts'

export const keys = { alice: 'rt_alice-0123456789', bob: 'rt_bob-0123456789' } as const

const hashOf = (key: string): string => createHash('sha256').update(key).digest('hex')

/** serve.toml for Alice and Bob. */
export const serveToml = (more = 'allow_private = true\npreset = "smoke"'): string =>
  [more, ...Object.entries(keys).map(([id, key]) => `[[users]]\nid = "${id}"\nkey_sha256 = "${hashOf(key)}"`)].join(
    '\n',
  )

export interface TestService {
  readonly folder: string
  readonly alice: ServeClient
  readonly bob: ServeClient
  readonly nobody: ServeClient
  readonly as: (key: string) => ServeClient
  readonly send: Send
  /** For a server of the network. */
  readonly fetch: ReturnType<typeof serverApp>['fetch']
  readonly get: (path: string) => Promise<Response>
  readonly told: readonly string[]
  readonly close: () => Promise<void>
}

export interface TestServiceOptions extends Partial<Pick<ServiceOptions, 'folder' | 'secret' | 'clock' | 'resolve'>> {
  /** The keys of serve.toml beside the users. */
  readonly toml?: string
}

/** A service in this process, on a folder of its own when none is given. It ends with the test at the latest. */
export async function testService({ toml, folder, ...options }: TestServiceOptions = {}): Promise<TestService> {
  const config = await parseServe(serveToml(toml), { file: 'serve.toml', environment: {} })
  const data = folder ?? (await temporaryFolder())
  const told: string[] = []
  const tell = (text: string): void => void told.push(text)
  const service = await openService({ folder: data, config, environment: {}, tell, ...options })
  const app = serverApp({ service, tell })
  let closing: Promise<void> | undefined
  const close = async (): Promise<void> => {
    closing ??= service.close()
    await closing
  }
  onTestFinished(close)
  const send = async (path: string, init: RequestInit): Promise<Response> => await app.request(path, init)
  return {
    folder: data,
    alice: serveClient(send, keys.alice),
    bob: serveClient(send, keys.bob),
    nobody: serveClient(send, undefined),
    as: (key) => serveClient(send, key),
    send,
    fetch: app.fetch,
    get: async (path) => await app.request(path),
    told,
    close,
  }
}

export const targetKey = 'sk-target-0123456789'

/** A model that declines everything, or does as it is told. */
export async function chatTarget(
  script: ChatScript = () => "I'm sorry, but I can't help with that.",
): Promise<ChatTarget> {
  const target = await startChatTarget(script)
  onTestFinished(() => target.close())
  return target
}

/** The body of a start. */
export const startOf = (baseUrl: string, more: object = {}) => ({
  scan_name: 'a-scan',
  model: { base_url: baseUrl, api_key: targetKey, model_name: 'scripted' },
  datasets: [{ name: 'Bias' }],
  ...more,
})

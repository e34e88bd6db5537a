import type { AddressInfo } from 'node:net'
import { createAdaptorServer, type ServerType } from '@hono/node-server'
import { makeFolder, openService, readServeConfig, withLock } from '../app/serve/index.ts'
import { ConfigError, messageOf } from '../core/errors.ts'
import { serverApp } from './app.ts'

export interface ServeOptions {
  /** 0 takes any free one. */
  readonly port: number
  /** Where scans and their index lie. */
  readonly folder: string
  /** serve.toml */
  readonly config: string
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly onReady: (url: string) => void
  readonly tell: (text: string) => void
  /** Ends the service in good order. */
  readonly signal: AbortSignal
}

/**
 * Serves until the signal says stop. Rejects with ConfigError when serve.toml is wrong, the port is taken or Node has no SQLite, and
 * with RecordError when another service uses the folder.
 */
export async function serveApi({ folder: path, config: file, environment, ...options }: ServeOptions): Promise<void> {
  const config = await readServeConfig(file, environment)
  const folder = await makeFolder(path)
  const inUse = 'a service is running on the same data folder'
  await withLock(folder, () => serveFrom(folder, { config, environment, ...options }), inUse)
}

type Serving = Omit<ServeOptions, 'config' | 'folder'> & {
  readonly config: Awaited<ReturnType<typeof readServeConfig>>
}

async function serveFrom(folder: string, { config, environment, port, onReady, tell, signal }: Serving): Promise<void> {
  const secret = environment['REDTEAM_SERVE_SECRET']
  for (const warning of warningsFor(config, secret)) tell(`warning: ${warning}`)
  const service = await openService({ folder, config, environment, secret, tell })
  try {
    const server = createAdaptorServer({ fetch: serverApp({ service, tell }).fetch })
    await listen(server, port, config.host)
    onReady(addressOf(server))
    await stopped(signal)
    await close(server)
  } finally {
    await service.close()
  }
}

function* warningsFor({ host }: Serving['config'], secret: string | undefined): Iterable<string> {
  if (secret === undefined || secret === '')
    yield 'REDTEAM_SERVE_SECRET is not set: the keys of targets are kept in memory only, and scans that a restart interrupts stay Paused.'
  if (!/^(?:127\.|localhost$|::1$)/u.test(host))
    yield `${host} is open to other machines, and what is served is plain HTTP: put TLS in front of it.`
}

/** A connection that dies of idleness just when a request comes costs a client a try; most wait less than a minute. */
const idleMs = 65_000
const headersMs = 10_000
const requestMs = 60_000

async function listen(server: ServerType, port: number, host: string): Promise<void> {
  Object.assign(server, { keepAliveTimeout: idleMs, headersTimeout: headersMs, requestTimeout: requestMs })
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(port, host, () => resolve())
    })
  } catch (error) {
    throw new ConfigError([{ message: `Nothing can be served at ${host}:${port}: ${messageOf(error)}` }], {
      cause: error,
    })
  }
}

function addressOf(server: ServerType): string {
  const { address, port, family } = server.address() as AddressInfo
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`
}

const stopped = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })

const close = (server: ServerType): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve())
    if ('closeAllConnections' in server) server.closeAllConnections()
  })

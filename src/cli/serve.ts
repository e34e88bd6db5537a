import { join } from 'node:path'
import { stopOnSignals } from './signals.ts'
import { say, tell } from './terminal.ts'

export interface ServeOptions {
  readonly port: number
  readonly data: string
  readonly config?: string
  readonly newKey?: string
}

/** `redteam serve`: the REST API, until the process is stopped. */
export async function serve({ port, data, config = join(data, 'serve.toml'), newKey }: ServeOptions): Promise<void> {
  if (newKey !== undefined) return await printKey(newKey)
  // Conversations and keys are nobody else's business.
  process.umask(0o077)
  // A chunk of its own: no other command pays for the server.
  const { serveApi } = await import('../server/main.ts')
  await serveApi({
    port,
    folder: data,
    config,
    environment: process.env,
    onReady: (url) => say(`redteam serve listens at ${url} (description: ${url}/openapi.json)`),
    tell,
    signal: stopOnSignals(tell),
  })
  tell('stopped; scans that were running go on when it is started again')
}

async function printKey(user: string): Promise<void> {
  const { newKey } = await import('../app/serve/index.ts')
  const { key, hash } = newKey()
  tell(`The key of ${user} follows the lines for serve.toml. It is shown only now.`)
  say(`[[users]]\nid = ${JSON.stringify(user)}\nkey_sha256 = "${hash}"\n\n# X-API-Key: ${key}`)
}

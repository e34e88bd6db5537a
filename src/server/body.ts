import type { Context } from 'hono'
import { startRequest, tomlStartRequest } from '../app/serve/index.ts'
import { ConfigError } from '../core/errors.ts'

/** Bytes of a body. */
export const mostBytes = 1024 * 1024

const refuse = (message: string): never => {
  throw new ConfigError([{ message }])
}

const typeOf = (c: Context): string => (c.req.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? ''

/** The body as a value. Throws a ConfigError when it is not JSON, or does not say so. */
export async function jsonBody(c: Context): Promise<unknown> {
  if (typeOf(c) !== 'application/json') refuse('Send JSON, with the header Content-Type: application/json.')
  return parse(await c.req.text())
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return refuse('The body is not valid JSON.')
  }
}

/** A scan to start, in either form. Throws a ConfigError with every complaint. */
export async function startBody(c: Context, isSandbox: boolean) {
  const type = typeOf(c)
  if (type === 'application/toml') return await tomlStartRequest(await c.req.text(), isSandbox)
  if (type !== 'application/json')
    refuse('Send JSON or TOML, with the header Content-Type: application/json or application/toml.')
  return startRequest(parse(await c.req.text()), isSandbox)
}

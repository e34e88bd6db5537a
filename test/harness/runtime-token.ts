import { randomUUID } from 'node:crypto'

/** What `ACTIONS_RUNTIME_TOKEN` stands for. */
export interface RuntimeToken {
  readonly run: string
  readonly job: string
  readonly token: string
}

const encode = (part: unknown): string => Buffer.from(JSON.stringify(part)).toString('base64url')

/**
 * A token that the artifact client accepts for a new run and job. Unsigned: the client only decodes the payload, and
 * wants a scope `Actions.Results:<run>:<job>` of exactly three parts.
 */
export const createRuntimeToken = (): RuntimeToken => {
  const run = randomUUID()
  const job = randomUUID()
  const scp = `Actions.GenericRead:00000000-0000-0000-0000-000000000000 Actions.Results:${run}:${job}`
  const payload = { scp, exp: Math.floor(Date.now() / 1000) + 3600 }
  return { run, job, token: `${encode({ alg: 'none', typ: 'JWT' })}.${encode(payload)}.x` }
}

import { createHash, randomBytes } from 'node:crypto'

export interface NewKey {
  readonly key: string
  /** What serve.toml holds of it. */
  readonly hash: string
}

/** A key of 256 random bits: too many for its hash to need salt. */
export function newKey(): NewKey {
  const key = `rt_${randomBytes(32).toString('base64url')}`
  return { key, hash: createHash('sha256').update(key).digest('hex') }
}

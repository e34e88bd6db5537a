import { utf8ToBytes } from '@noble/hashes/utils.js'
import { base64 } from './base64.ts'

/** Takes the secrets out of a text, in every spelling they travel in. */
export type Mask = (text: string) => string

const shortest = 6

/** Whether a header or a parameter of such a name holds a key. */
export const tellsSecret = (name: string): boolean => /auth|key|token|secret|cookie|password/iu.test(name)

/** The secrets that are masked: shorter values would black out ordinary words. */
export const maskable = (secrets: readonly string[]): string[] => secrets.filter(({ length }) => length >= shortest)

/** Masks each secret as it stands, URL-encoded, JSON-escaped and base64-encoded. */
export function maskOf(secrets: readonly string[]): Mask {
  const spellings = [...new Set(maskable(secrets).flatMap(spellingsOf))]
  spellings.sort((a, b) => b.length - a.length)
  return (text) => spellings.reduce((masked, spelling) => masked.replaceAll(spelling, '***'), text)
}

/** Every form of one secret that must not be seen. */
export function spellingsOf(secret: string): string[] {
  const encoded = base64(utf8ToBytes(secret))
  return [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), encoded, encoded.replace(/=+$/u, '')]
}

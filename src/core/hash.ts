import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { base64 } from './base64.ts'

/** SHA-256 of the UTF-8 bytes, in lower-case hexadecimal. */
export const hashOf = (text: string): string => bytesToHex(sha256(utf8ToBytes(text)))

/** SHA-256 of the UTF-8 bytes, in base64: the form content security policies take. */
export const base64HashOf = (text: string): string => base64(sha256(utf8ToBytes(text)))

/** Characters that are encoded together: each piece costs something of its own. */
const atATime = 1 << 14

/** Hashes a long text piece by piece. Each part is closed by a NUL byte, so that parts cannot run into each other. */
export function hashParts(parts: Iterable<string>): string {
  const hasher = sha256.create()
  let waiting = ''
  for (const part of parts) {
    waiting += `${part}\0`
    if (waiting.length < atATime) continue
    hasher.update(utf8ToBytes(waiting))
    waiting = ''
  }
  hasher.update(utf8ToBytes(waiting))
  return bytesToHex(hasher.digest())
}

/** The first 16 bytes of the SHA-256 as four unsigned 32-bit words, little-endian. */
export function hashWords(text: string): [number, number, number, number] {
  const view = new DataView(sha256(utf8ToBytes(text)).buffer)
  return [view.getUint32(0, true), view.getUint32(4, true), view.getUint32(8, true), view.getUint32(12, true)]
}

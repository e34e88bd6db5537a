import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto'

/** Keeps texts that only the holder of a secret can read again. */
export interface SecretBox {
  /** `about` says what the text belongs to; it opens for nothing else. */
  readonly seal: (text: string, about: string) => string
  /** Undefined when it was sealed with another secret, about something else, or is damaged. */
  readonly open: (sealed: string, about: string) => string | undefined
}

const ivBytes = 12
const tagBytes = 16

/** AES-256-GCM under a key that scrypt makes of the secret and the salt. Making it takes about a tenth of a second. */
export function secretBox(secret: string, salt: Uint8Array): SecretBox {
  const key = scryptSync(secret, salt, 32, { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 })
  return {
    seal(text, about) {
      const iv = randomBytes(ivBytes)
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(about))
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64')
    },
    open(sealed, about) {
      const bytes = Buffer.from(sealed, 'base64')
      const [iv, tag] = [bytes.subarray(0, ivBytes), bytes.subarray(ivBytes, ivBytes + tagBytes)]
      try {
        const cipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: tagBytes })
        cipher.setAAD(Buffer.from(about)).setAuthTag(tag)
        return cipher.update(bytes.subarray(ivBytes + tagBytes), undefined, 'utf8') + cipher.final('utf8')
      } catch {
        return undefined
      }
    },
  }
}

import { generateKeyPairSync, sign } from 'node:crypto'

/** What a TLS server is given. */
export interface Certificate {
  readonly key: string
  readonly cert: string
}

/** A certificate for localhost that nobody but itself vouches for, valid until the end of 2049. X.509 version 1, RFC 5280 section 4.1. */
export function selfSigned(): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  // 2.5.4.3 is the common name, 1.2.840.10045.4.3.2 is ECDSA with SHA-256.
  const name = sequence(set(sequence(oid('550403'), utf8('localhost'))))
  const algorithm = sequence(oid('2a8648ce3d040302'))
  const validity = sequence(time('200101000000Z'), time('491231235959Z'))
  const serial = der(0x02, Buffer.from([1]))
  const spki = publicKey.export({ type: 'spki', format: 'der' })
  const body = sequence(serial, algorithm, name, validity, name, spki)
  const signature = der(0x03, Buffer.concat([Buffer.from([0]), sign('sha256', body, privateKey)]))
  const base64 = sequence(body, algorithm, signature).toString('base64')
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${base64.replace(/.{64}/gu, '$&\n')}\n-----END CERTIFICATE-----\n`,
  }
}

/** One value in DER: tag, length, content. */
function der(tag: number, content: Buffer): Buffer {
  const { length } = content
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255]
  return Buffer.concat([Buffer.from([tag, ...size]), content])
}

const sequence = (...parts: Buffer[]): Buffer => der(0x30, Buffer.concat(parts))
const set = (part: Buffer): Buffer => der(0x31, part)
const oid = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'))
const utf8 = (text: string): Buffer => der(0x0c, Buffer.from(text))
const time = (text: string): Buffer => der(0x17, Buffer.from(text))

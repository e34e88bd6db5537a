import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { secretBox } from '../../src/platform/secret-box.ts'

const salt = new Uint8Array(16).fill(7)

describe('secretBox', () => {
  const box = secretBox('a secret', salt)

  test('opens what it sealed, for what it was sealed about, and never seals alike', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (text, about) => {
        const sealed = box.seal(text, about)
        expect(box.open(sealed, about)).toBe(Buffer.from(text).toString())
        expect(box.open(sealed, `${about}x`)).toBeUndefined()
        expect(box.seal(text, about)).not.toBe(sealed)
      }),
    )
  })

  test('stays shut with another secret or salt, and for what was tampered with', () => {
    const sealed = box.seal('sk-0123456789', 'scan-1')
    expect(sealed).not.toContain(Buffer.from('sk-0123456789').toString('base64').slice(0, 8))
    expect(secretBox('another', salt).open(sealed, 'scan-1')).toBeUndefined()
    expect(secretBox('a secret', new Uint8Array(16)).open(sealed, 'scan-1')).toBeUndefined()
    const bytes = Buffer.from(sealed, 'base64')
    for (let i = 0; i < bytes.length; i++) {
      const spoilt = Buffer.from(bytes)
      spoilt.writeUInt8(bytes.readUInt8(i) ^ 1, i)
      expect(box.open(spoilt.toString('base64'), 'scan-1')).toBeUndefined()
    }
    for (const short of ['', 'AAAA', sealed.slice(0, 20)]) expect(box.open(short, 'scan-1')).toBeUndefined()
  })
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isPrivate, mustBePublic } from '../../src/targets/public-address.ts'

describe('isPrivate', () => {
  test.each([
    ['0.0.0.0', '10.1.2.3', '100.64.0.1', '127.0.0.1', '169.254.169.254', '172.31.255.255', '192.168.0.1'],
    ['192.0.0.8', '198.19.0.1', '224.0.0.1', '255.255.255.255'],
    ['::', '::1', 'fe80::1', 'fd00::1', 'ff02::1', '::ffff:8.8.8.8', '64:ff9b::7f00:1', '2002:7f00:1::', '2001:0:1::'],
    ['2001:db8::1', 'fec0::1', '100::1', 'no address', ''],
  ])('%s and the like are', (...addresses) => {
    expect(addresses.filter((address) => !isPrivate(address))).toEqual([])
  })

  test('addresses of the internet are not', () => {
    const open = ['8.8.8.8', '1.1.1.1', '172.32.0.1', '100.128.0.1', '192.0.1.1', '2606:4700::1111', '2a00:1450::1']
    expect(open.filter(isPrivate)).toEqual([])
  })
})

describe('mustBePublic', () => {
  const resolve = (addresses: readonly string[]) => ({ resolve: () => Promise.resolve(addresses) })

  test('one private address among public ones is enough', async () => {
    await expect(mustBePublic('https://a.example/v1', resolve(['8.8.8.8', '10.0.0.1']))).rejects.toThrow(
      'a.example leads to the private address 10.0.0.1',
    )
    await mustBePublic('https://a.example/v1', resolve(['8.8.8.8']))
  })

  test('a name nobody knows passes, and behind a proxy names are not looked up', async () => {
    await mustBePublic('https://a.example/v1', resolve([]))
    await mustBePublic('https://a.example/v1', { ...resolve(['10.0.0.1']), isProxied: true })
    await expect(mustBePublic('https://10.0.0.1/v1', { isProxied: true })).rejects.toThrow('private address')
  })

  test('127.0.0.0/8 is private however it is written', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 0xffffff }), fc.constantFrom(10, 16, 8), async (rest, base) => {
        const whole = 0x7f000000 + rest
        const prefix = { 10: '', 16: '0x', 8: '0' }[base] ?? ''
        await expect(mustBePublic(`http://${prefix}${whole.toString(base)}/v1`)).rejects.toThrow('private address')
      }),
      { numRuns: 50 },
    )
  })
})

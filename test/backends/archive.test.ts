import { describe, expect, test } from 'vitest'
import { unpack } from '../../src/backends/archive.ts'
import { zipBytes } from '../builders/zip-bytes.ts'

const rules = { service: 'VirtueRed', names: ['results.jsonl', 'summary.json'] }

/** Writes another name of the same length over every place where one stands. */
function renamed(zip: Uint8Array, from: string, to: string): Uint8Array {
  expect(to).toHaveLength(from.length)
  return Buffer.from(Buffer.from(zip).toString('latin1').replaceAll(from, to), 'latin1')
}

describe('the archive of a service', () => {
  test('is unpacked in memory', async () => {
    const files = await unpack(await zipBytes([['results.jsonl', '{}\n']]), rules)
    expect([...files].map(([name, bytes]) => [name, Buffer.from(bytes).toString()])).toEqual([
      ['results.jsonl', '{}\n'],
    ])
  })

  test.each([
    ['another file', 'virus.js', /holds "virus.js", which does not belong there/u],
    ['a folder', 'sub/results.jsonl', /does not belong there/u],
  ])('with %s is refused', async (_, name, why) => {
    await expect(unpack(await zipBytes([[name, 'x']]), rules)).rejects.toThrow(why)
  })

  test.each(['../secrets.txt', '/etc/passwd.tx', 'C:\\secrets.txt', '..\\secret.txt'])(
    'with a name that leads out of its folder is refused: %s',
    async (name) => {
      const zip = await zipBytes([['x'.repeat(name.length), 'x']])
      const bad = renamed(zip, 'x'.repeat(name.length), name)
      await expect(unpack(bad, { ...rules, names: [name] })).rejects.toMatchObject({ code: 'malformed' })
    },
  )

  test('with a name twice is refused', async () => {
    const zip = await zipBytes([
      ['results.jsonl', 'a'],
      ['summary.jsonx', 'b'],
    ])
    const twice = renamed(zip, 'summary.jsonx', 'results.jsonl')
    await expect(unpack(twice, rules)).rejects.toThrow(/holds results.jsonl twice/u)
  })

  test('that unpacks to more than is allowed is refused before it is', async () => {
    const bomb = await zipBytes([['results.jsonl', Buffer.alloc(2_000_000)]])
    expect(bomb.length).toBeLessThan(10_000)
    await expect(unpack(bomb, { ...rules, mostBytes: 1_000_000 })).rejects.toThrow(/unpacks to more than 1 MB/u)
  })

  test.each([
    ['no archive', Buffer.from('{"error": "no"}')],
    ['nothing', Buffer.alloc(0)],
  ])('that is %s is refused', async (_, bytes) => {
    await expect(unpack(bytes, rules)).rejects.toMatchObject({ code: 'malformed' })
  })

  test('that was cut off is refused', async () => {
    const whole = await zipBytes([['results.jsonl', 'x'.repeat(1000)]])
    await expect(unpack(whole.slice(0, whole.length - 30), rules)).rejects.toMatchObject({ code: 'malformed' })
  })

  test('whose sizes lie is refused', async () => {
    const zip = Buffer.from(await zipBytes([['results.jsonl', Buffer.alloc(5000)]]))
    const at = zip.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02])) + 24
    zip.writeUInt32LE(10, at)
    await expect(unpack(zip, rules)).rejects.toMatchObject({ code: 'malformed' })
  })
})

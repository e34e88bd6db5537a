import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hashOf } from '../../src/core/hash.ts'
import { openResponseFolder } from '../../src/platform/response-cache.ts'
import { reply } from '../builders/scripted-target.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'

const key = hashOf('a question')

const filesIn = async (folder: string): Promise<string[]> =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((one) => one.isFile())
    .map(({ name }) => name)

describe('a folder of answers', () => {
  test('gives back what was put into it, also to a later scan', async () => {
    const folder = join(await temporaryFolder(), 'not', 'there', 'yet')
    const first = await openResponseFolder(folder)
    const answer = reply({ text: 'zwei\nZeilen 🙂', model: 'm-1' })
    expect(await first.get(key)).toBeUndefined()
    await first.put(key, answer)
    const second = await openResponseFolder(folder)
    expect(await second.get(key)).toEqual(answer)
    expect(await second.get(hashOf('another'))).toBeUndefined()
    expect(second.problems()).toEqual([])
  })

  test('has whole files only, named by the hash alone', async () => {
    const folder = await temporaryFolder()
    const cache = await openResponseFolder(folder)
    await Promise.all(Array.from({ length: 20 }, () => cache.put(key, reply())))
    expect(await filesIn(folder)).toEqual([`${key}.json`])
  })

  test('takes a broken entry for none and says how many there were', async () => {
    const folder = await temporaryFolder()
    const whole = await openResponseFolder(folder)
    await whole.put(key, reply())
    const path = join(folder, key.slice(0, 2), `${key}.json`)
    const text = await readFile(path, 'utf8')
    const other = fc.constantFrom(text.replace('"format":1', '"format":2'), text.replace(key, hashOf('another')))
    const broken = fc.oneof(
      fc.string(),
      fc.json(),
      fc.nat(text.length - 2).map((end) => text.slice(0, end)),
      other,
    )
    await fc.assert(
      fc.asyncProperty(broken, async (content) => {
        await writeFile(path, content)
        const cache = await openResponseFolder(folder)
        expect(await cache.get(key)).toBeUndefined()
        expect(cache.problems()).toEqual([`1 broken entries of the cache ${folder} were ignored.`])
        await cache.put(key, reply())
        expect(await cache.get(key)).toEqual(reply())
      }),
      { numRuns: 50 },
    )
  })

  test('that cannot be written stops nobody, and is told of', async () => {
    const folder = await temporaryFolder()
    const cache = await openResponseFolder(folder)
    await writeFile(join(folder, key.slice(0, 2)), 'a file in the way')
    await cache.put(key, reply())
    expect(cache.problems()[0]).toContain('Answers could not be kept in the cache')
  })

  test('that cannot be made is an error', async () => {
    const folder = await temporaryFolder()
    await mkdir(join(folder, 'a'))
    await writeFile(join(folder, 'a', 'b'), '')
    await expect(openResponseFolder(join(folder, 'a', 'b'))).rejects.toThrow('cannot be made')
  })
})

import { execFileSync } from 'node:child_process'
import { chmod, mkdir, readFile, utimes, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { describe, expect, test } from 'vitest'
import { fromBufferPromise } from 'yauzl'
import { writeZip } from '../../src/platform/zip.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'

const contents = { 'results.jsonl': '{"id":1}\n', 'größe.json': '{}'.repeat(5000), 'empty.txt': '' }

/** Writes the files into a folder and gives their paths. */
async function written(folder: string): Promise<string[]> {
  await mkdir(folder, { recursive: true })
  const paths = Object.keys(contents).map((name) => join(folder, name))
  for (const path of paths) await writeFile(path, contents[basename(path) as keyof typeof contents])
  return paths
}

/** Packs the files and gives the bytes of the archive. */
async function packed(files: readonly string[]): Promise<Buffer> {
  const path = join(await temporaryFolder(), 'archive.zip')
  await writeZip(path, files)
  return await readFile(path)
}

describe('writeZip', () => {
  test('packs the files side by side, whole and in the order given', async () => {
    const files = await written(join(await temporaryFolder(), 'deep', 'inside'))
    const archive = await fromBufferPromise(await packed(files))
    const found: Record<string, string> = {}
    for await (const entry of archive.eachEntry())
      found[entry.fileName] = await text(await archive.openReadStreamPromise(entry))
    expect(found).toEqual(contents)
    expect(Object.keys(found)).toEqual(Object.keys(contents))
  })

  test('keeps the folders of what lies below the archive', async () => {
    const folder = await temporaryFolder()
    const files = [...(await written(folder)), ...(await written(join(folder, 'audit', 'deep')))]
    const path = join(folder, 'archive.zip')
    await writeZip(path, files)
    const names: string[] = []
    for await (const { fileName } of (await fromBufferPromise(await readFile(path))).eachEntry()) names.push(fileName)
    const own = Object.keys(contents)
    expect(names).toEqual([...own, ...own.map((name) => `audit/deep/${name}`)])
  })

  test('gives the same bytes for the same files, whenever and with whatever rights they were written', async () => {
    const [one, other] = [await written(await temporaryFolder()), await written(await temporaryFolder())]
    for (const path of other) {
      await utimes(path, 1_000_000_000, 1_000_000_000)
      await chmod(path, 0o600)
    }
    expect((await packed(other)).equals(await packed(one))).toBe(true)
  })

  test('gives the same bytes in every time zone', async () => {
    const files = await written(await temporaryFolder())
    const first = await packed(files)
    const program = `import { writeZip } from ${JSON.stringify(import.meta.resolve('../../src/platform/zip.ts'))}
      await writeZip(process.argv[1], process.argv.slice(2))`
    for (const TZ of ['America/New_York', 'Asia/Tokyo']) {
      const path = join(await temporaryFolder(), 'archive.zip')
      execFileSync(process.execPath, ['--input-type=module', '-e', program, path, ...files], { env: { TZ } })
      expect((await readFile(path)).equals(first), TZ).toBe(true)
    }
  })

  test('gives other bytes for other files', async () => {
    const files = await written(await temporaryFolder())
    const first = await packed(files)
    await writeFile(files[0]!, 'changed')
    expect((await packed(files)).equals(first)).toBe(false)
  })

  test('a file that is missing is an error', async () => {
    const folder = await temporaryFolder()
    const files = [...(await written(folder)), join(folder, 'missing.txt')]
    await expect(writeZip(join(folder, 'archive.zip'), files)).rejects.toThrow('missing.txt')
  })

  test('an archive that cannot be written is an error', async () => {
    const folder = await temporaryFolder()
    await expect(writeZip(join(folder, 'missing', 'a.zip'), await written(folder))).rejects.toThrow('ENOENT')
  })
})

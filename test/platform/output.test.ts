import { mkdir, readFile, stat, writeFile as writePlain } from 'node:fs/promises'
import { isAbsolute, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { RecordError } from '../../src/core/errors.ts'
import { makeFolder, writeFile } from '../../src/platform/output.ts'
import { stream } from '../builders/case-result.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'

describe('makeFolder', () => {
  test('makes every folder on the way and gives the absolute path', async () => {
    const path = await makeFolder(join(await temporaryFolder(), 'a', 'b'))
    expect(isAbsolute(path)).toBe(true)
    expect((await stat(path)).isDirectory()).toBe(true)
  })

  test('a folder that is there stays as it is', async () => {
    const folder = await temporaryFolder()
    await writePlain(join(folder, 'kept'), 'x')
    await makeFolder(folder)
    expect(await readFile(join(folder, 'kept'), 'utf8')).toBe('x')
  })

  test('a file in the way is an error that names the folder', async () => {
    const file = join(await temporaryFolder(), 'file')
    await writePlain(file, 'x')
    const made = makeFolder(join(file, 'sub'))
    await expect(made).rejects.toThrow(RecordError)
    await expect(made).rejects.toThrow(join(file, 'sub'))
  })
})

describe('writeFile', () => {
  test('writes text and bytes as they come', async () => {
    const path = join(await temporaryFolder(), 'report')
    await writeFile(path, stream(['zwölf ', Uint8Array.of(0xf0, 0x9f, 0x99, 0x82), '', ' ende']))
    expect(await readFile(path, 'utf8')).toBe('zwölf 🙂 ende')
  })

  test('replaces what was there', async () => {
    const path = join(await temporaryFolder(), 'report')
    await writeFile(path, stream(['a longer text']))
    await writeFile(path, stream(['short']))
    expect(await readFile(path, 'utf8')).toBe('short')
  })

  test('a report of nothing is an empty file', async () => {
    const path = join(await temporaryFolder(), 'report')
    await writeFile(path, stream([]))
    expect(await readFile(path, 'utf8')).toBe('')
  })

  test('a path that cannot be written is an error that names it', async () => {
    const folder = await temporaryFolder()
    await mkdir(join(folder, 'taken'))
    for (const path of [join(folder, 'missing', 'report'), join(folder, 'taken')]) {
      const written = writeFile(path, stream(['x']))
      await expect(written).rejects.toThrow(RecordError)
      await expect(written).rejects.toThrow(`${path} cannot be written`)
    }
  })

  test('a source that breaks is an error with its reason', async () => {
    const path = join(await temporaryFolder(), 'report')
    const broken = async function* () {
      yield 'some '
      throw new RangeError('no such dataset')
    }
    await expect(writeFile(path, broken())).rejects.toThrow(`${path} cannot be written: no such dataset`)
  })
})

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ConfigError } from '../../src/core/errors.ts'
import { readTextFile } from '../../src/platform/text-file.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'

test('reads UTF-8 and drops a byte order mark', async () => {
  const path = join(await temporaryFolder(), 'redteam.toml')
  await writeFile(path, '\ufeffname = "zwölf 🙂"\r\n')
  expect(await readTextFile(path, 'The configuration')).toBe('name = "zwölf 🙂"\r\n')
})

test('a file that is not there is the user’s to mend', async () => {
  const path = join(await temporaryFolder(), 'redteam.toml')
  const read = readTextFile(path, 'The configuration')
  await expect(read).rejects.toThrow(ConfigError)
  await expect(read).rejects.toThrow(`The configuration ${path} cannot be read: there is no such file.`)
})

test('so are a folder and a file in another encoding', async () => {
  const folder = await temporaryFolder()
  const path = join(folder, 'latin1.toml')
  await writeFile(path, Buffer.from('name = "zwölf"', 'latin1'))
  await expect(readTextFile(folder, 'The configuration')).rejects.toThrow(ConfigError)
  await expect(readTextFile(path, 'The configuration')).rejects.toThrow(ConfigError)
})

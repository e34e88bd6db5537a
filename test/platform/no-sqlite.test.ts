import path from 'node:path'
import { expect, test, vi } from 'vitest'
import { ConfigError } from '../../src/core/errors.ts'
import { openScanIndex } from '../../src/platform/scan-index.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'

vi.mock('node:sqlite', () => {
  throw new Error('No such built-in module: node:sqlite')
})

test('a Node that has no SQLite is said to be too old, with the one that is needed', async () => {
  const opening = openScanIndex(path.join(await temporaryFolder(), 'index.sqlite'))
  const error: unknown = await opening.catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(ConfigError)
  expect(error).toMatchObject({ message: expect.stringContaining('redteam serve needs Node 22.13 or newer') as string })
})

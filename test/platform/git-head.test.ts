import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { commitAt } from '../../src/platform/git-head.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'

const commit = 'e'.repeat(40)

test.each([
  ['detached', commit, {}, commit],
  ['on a branch', 'ref: refs/heads/main', { 'refs/heads/main': commit }, commit],
  ['on a branch whose commit is packed away', 'ref: refs/heads/main', {}, undefined],
])('a repository that is %s tells the commit to a file deep in it', async (_, head, refs, expected) => {
  const folder = await temporaryFolder()
  await mkdir(path.join(folder, '.git/refs/heads'), { recursive: true })
  await writeFile(path.join(folder, '.git/HEAD'), `${head}\n`)
  for (const [name, value] of Object.entries(refs)) await writeFile(path.join(folder, '.git', name), `${value}\n`)
  expect(await commitAt(path.join(folder, 'a/b/redteam.toml'))).toBe(expected)
})

test('outside of every repository there is none', async () => {
  expect(await commitAt(path.join(await temporaryFolder(), 'redteam.toml'))).toBeUndefined()
})

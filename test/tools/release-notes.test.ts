import { spawnSync } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { projectFolder } from '../e2e/command-line.ts'

const changelog = `# Changelog

## [Unreleased]

Not yet.

## [1.2.3] - 2027-01-31

### Fixed

- A fault.

## [1.2.2] - 2027-01-01

Earlier.
`

/** What the release workflow gets for a tag, in a project of version 1.2.3. */
async function notesOf(tag: string, text = changelog) {
  const cwd = await temporaryFolder()
  await writeFile(join(cwd, 'package.json'), '{"version":"1.2.3"}')
  await writeFile(join(cwd, 'CHANGELOG.md'), text)
  const tool = join(projectFolder, 'tools/release-notes.mjs')
  return spawnSync(process.execPath, [tool, tag], { cwd, encoding: 'utf8' })
}

test('prints what the changelog says of the version, and nothing of another', async () => {
  expect(await notesOf('v1.2.3')).toMatchObject({ status: 0, stdout: '### Fixed\n\n- A fault.\n', stderr: '' })
})

test.each([
  ['a tag of another version', 'v1.2.2', changelog, 'The tag v1.2.2 is not v1.2.3'],
  ['a version the changelog does not know', 'v1.2.3', '## [Unreleased]\n\nx\n', 'has no section "## [1.2.3]'],
  ['a version without a date', 'v1.2.3', '## [1.2.3]\n\nx\n', 'has no section "## [1.2.3]'],
  ['a version of which nothing is said', 'v1.2.3', '## [1.2.3] - 2027-01-31\n\n## [1.2.2] - 2027-01-01\n', 'nothing'],
])('refuses %s', async (_, tag, text, complaint) => {
  const { status, stdout, stderr } = await notesOf(tag, text)
  expect([status, stdout]).toEqual([1, ''])
  expect(stderr).toContain(complaint)
})

import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { projectFolder } from '../e2e/command-line.ts'

/** What becomes of a tag among others: nothing, or why it is not released. */
function refusalOf(tag: string, tags: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(projectFolder, 'tools/release-order.mjs'), tag],
    {
      input: tags.map((name) => `${name}\n`).join(''),
      encoding: 'utf8',
    },
  )
  expect(stdout).toBe('')
  expect(status).toBe(stderr === '' ? 0 : 1)
  return stderr
}

test.each([
  ['the first version', 'v0.1.0', ['v0.1.0']],
  ['a higher one', 'v1.1.0', ['v1', 'v1.0.5', 'v1.1.0']],
  ['one that is higher as a number and not as a text', 'v1.10.0', ['v1.10.0', 'v1.9.12']],
  ['the highest one again', 'v2.0.0', ['v0.99.99', 'v1.99.99', 'v2', 'v2.0.0']],
  ['one beside tags that are no release', 'v1.0.0', ['v1.0.0', 'v2', 'v2.0.0-rc.1', 'v2.0', '2.0.0', 'later']],
])('releases %s', (_, tag, tags) => {
  expect(refusalOf(tag, tags)).toBe('')
})

test.each([
  ['a later patch of an earlier minor version', 'v1.0.5', ['v1.0.5', 'v1.1.0'], 'v1.1.0 is tagged already'],
  ['one of an earlier major version', 'v1.9.9', ['v1.9.9', 'v2.0.0'], 'v2.0.0 is tagged already'],
  ['one that is lower as a number', 'v1.9.0', ['v1.10.0', 'v1.9.0'], 'v1.10.0 is tagged already'],
  ['a tag that is not there, as where none were fetched', 'v1.0.0', [], 'not among the tags'],
  ['what is no version', 'v1', ['v1'], 'not a tag of the form'],
  ['nothing', '', [''], 'not a tag of the form'],
])('refuses %s', (_, tag, tags, why) => {
  expect(refusalOf(tag, tags)).toContain(why)
})

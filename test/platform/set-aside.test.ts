import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { setAside } from '../../src/platform/set-aside.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'

const plan = '{"t":"plan","format":1,"plan":"p","cases":2,"scan":"scan-0a1b2c"}'
const reply = '{"t":"reply","i":0,"n":0}'
const result = (i: number): string => `{"t":"case","i":${i},"result":{}}`

async function journalOf(...lines: readonly string[]) {
  const folder = await temporaryFolder()
  const path = join(folder, 'journal.jsonl')
  await writeFile(path, lines.map((line) => `${line}\n`).join(''))
  return { folder, path }
}

test('a journal of a scan that never ended is kept under the name of its scan', async () => {
  const { folder, path } = await journalOf(plan, reply, result(0), result(0))
  const kept = join(folder, 'journal.scan-0a1b2c.jsonl')
  expect(await setAside(path)).toEqual({ done: 1, cases: 2, path: kept })
  expect(await readdir(folder)).toEqual(['journal.scan-0a1b2c.jsonl'])
  expect(await readFile(kept, 'utf8')).toBe([plan, reply, result(0), result(0), ''].join('\n'))
})

test.each([
  ['came to its end', [plan, reply, result(0), result(1)]],
  ['was answered nothing yet', [plan]],
  ['has not begun', []],
])('a journal of a scan that %s is in nobody’s way', async (_, lines) => {
  const { folder, path } = await journalOf(...lines)
  expect(await setAside(path)).toBeUndefined()
  expect(await readdir(folder)).toEqual(['journal.jsonl'])
})

test('where there is no journal nothing is kept', async () => {
  expect(await setAside(join(await temporaryFolder(), 'journal.jsonl'))).toBeUndefined()
})

test('a scan id is never a path', async () => {
  const { folder, path } = await journalOf(plan.replace('scan-0a1b2c', '../../x'), reply)
  expect(await setAside(path)).toMatchObject({ path: join(folder, 'journal.unfinished.jsonl') })
})

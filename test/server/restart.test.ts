import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { spellingsOf } from '../../src/core/secrets.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { ended, reached } from '../harness/serve-client.ts'
import { chatTarget, startOf, targetKey, testService } from './service.ts'

const refusal = "I'm sorry, but I can't help with that."
const secret = 'a secret of the operator'

/** A target that holds everything after so many answers until it is let go. */
async function holding(after: number) {
  let go: () => void = () => undefined
  const free = new Promise<void>((resolve) => {
    go = resolve
  })
  const target = await chatTarget(async ({ index }) => {
    if (index >= after) await free
    return refusal
  })
  const asked = (): string[] =>
    target.requests
      .map(({ messages }) => JSON.stringify(messages))
      .filter((messages) => !messages.includes('word: ready'))
  return { target, go, asked }
}

async function interrupted(options: { readonly secret?: string }) {
  const folder = await temporaryFolder()
  const { target, go, asked } = await holding(20)
  const before = await testService({ folder, ...options })
  const headers = { 'x-token': 'tok-0123456789' }
  const started = startOf(target.url, { concurrency: 2 })
  const body = { ...started, model: { ...started.model, extra_headers: headers } }
  const { scan_id } = (await before.alice.start(body)).body
  await reached(before.alice, scan_id, ({ passed_line }) => passed_line > 2)
  const { passed_line } = (await before.alice.progress(scan_id)).body
  await before.close()
  go()
  return { folder, id: scan_id, body, asked, passed: passed_line, target }
}

async function everyFile(folder: string): Promise<string> {
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())
  return (await Promise.all(files.map((file) => readFile(path.join(file.parentPath, file.name), 'latin1')))).join('\n')
}

test('with a secret a restarted service goes on by itself, and asks nothing again that was answered', async () => {
  const { folder, id, asked, passed, target } = await interrupted({ secret })
  const { alice } = await testService({ folder, secret })
  const now = (await alice.progress(id)).body
  expect(['Initializing', 'Scanning']).toContain(now.status)
  expect(now.passed_line).toBeGreaterThanOrEqual(passed)
  expect(await ended(alice, id)).toMatchObject({ status: 'Finished', percentage: 100 })
  // Two were under way.
  expect(asked().length - new Set(asked()).size).toBeLessThanOrEqual(2)
  expect(target.requests.at(-1)?.headers).toMatchObject({ authorization: `Bearer ${targetKey}`, 'x-token': /tok/u })
})

test('without the secret the scan is Paused, says why, and a retry is refused', async () => {
  const { folder, id, body } = await interrupted({})
  const { alice } = await testService({ folder })
  const progress = (await alice.progress(id)).body
  expect(progress).toMatchObject({
    status: 'Paused',
    problem: expect.stringContaining('REDTEAM_SERVE_SECRET') as string,
  })
  expect(progress.passed_line).toBeGreaterThan(0)
  const retried = await alice.retry(id)
  expect([retried.status, retried.body.error]).toEqual([400, expect.stringContaining('key') as string])
  // The user can bring the key again.
  const other = await alice.start({ ...body, continue_flag: true, qpm: 100 })
  expect([other.status, other.body.error]).toEqual([400, expect.stringContaining('other settings') as string])
  expect((await alice.start({ ...body, continue_flag: true })).body).toEqual({ scan_id: id, status: 200 })
  expect(await ended(alice, id)).toMatchObject({ status: 'Finished' })
})

test('with another secret the key stays shut', async () => {
  const { folder, id } = await interrupted({ secret })
  const { alice } = await testService({ folder, secret: 'another secret' })
  expect((await alice.progress(id)).body.status).toBe('Paused')
  expect((await alice.retry(id)).status).toBe(400)
})

test('keys of targets lie nowhere in the data folder, and are forgotten when the scan is finished', async () => {
  const { folder, id } = await interrupted({ secret })
  const hidden = [targetKey, 'tok-0123456789'].flatMap(spellingsOf)
  const during = await everyFile(folder)
  expect(hidden.filter((spelling) => during.includes(spelling))).toEqual([])
  const { alice } = await testService({ folder, secret })
  await ended(alice, id)
  const after = await everyFile(folder)
  expect(hidden.filter((spelling) => after.includes(spelling))).toEqual([])
})

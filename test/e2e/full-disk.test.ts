import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readFile, symlink } from 'node:fs/promises'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { startChatTarget } from '../harness/chat-target.ts'
import { redteam } from './command-line.ts'
import { writeConfig } from './config.ts'
import { filesIn, readResults, readSummary, usualFiles } from './results.ts'

const env = { RED_KEY: 'sk-e2e/0123456789+abc' }

async function prepared() {
  const cwd = await temporaryFolder()
  const target = await startChatTarget(() => "I'm sorry, but I can't help with that.")
  onTestFinished(() => target.close())
  return { cwd, target, file: await writeConfig(cwd, { baseUrl: target.url }), output: path.join(cwd, 'out') }
}

const hasFullDevice = existsSync('/dev/full')
if (!hasFullDevice) process.stdout.write('skipped: needs /dev/full\n')

test.runIf(hasFullDevice)(
  'a journal that cannot be written ends the scan with a clear error, and no other file',
  async () => {
    const { cwd, file, output } = await prepared()
    await mkdir(output)
    await symlink('/dev/full', path.join(output, 'journal.jsonl'))
    const { code, stderr } = await redteam(['scan', file, '--output', output], { cwd, env })
    expect(code).toBe(3)
    expect(stderr).toMatch(/^error: the scan's journal cannot be written: .*no space left/mu)
    expect(await filesIn(output)).toEqual(['journal.jsonl'])
  },
)

/** A file system of so many kilobytes, or why there is none. */
function mountSmall(folder: string, kilobytes: number): string | undefined {
  const { status, stderr, error } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'tmpfs', folder])
  if (status !== 0) return error?.message ?? stderr.toString().trim()
  onTestFinished(() => void spawnSync('umount', ['-l', folder]))
  return undefined
}

test.for([16, 72, 140])(
  'a disk of %i kB that fills up leaves whole lines alone, and room makes it go on',
  async (kilobytes, { skip }) => {
    const { cwd, file, output, target } = await prepared()
    await mkdir(output)
    const reason = mountSmall(output, kilobytes)
    if (reason !== undefined) {
      process.stdout.write(`skipped: no small file system (${reason})\n`)
      return skip()
    }
    const { code, stderr, stdout } = await redteam(['scan', file, '--output', output], { cwd, env })
    expect(code).toBe(3)
    expect(`${stderr}${stdout}`).toMatch(/no space left|disk is full/iu)
    for (const name of await filesIn(output)) {
      if (!name.endsWith('.jsonl')) continue
      const text = await readFile(path.join(output, name), 'utf8')
      for (const line of text.split('\n').slice(0, -1)) JSON.parse(line)
      expect(text === '' || text.endsWith('\n')).toBe(true)
    }
    expect((await filesIn(output)).filter((name) => name.endsWith('.part'))).toEqual([])

    const asked = target.requests.length
    expect(spawnSync('mount', ['-o', 'remount,size=8m', output]).status).toBe(0)
    const again = await redteam(['scan', file, '--output', output, '--resume'], { cwd, env })
    expect([0, 1]).toContain(again.code)
    expect(await filesIn(output)).toEqual(usualFiles)
    const { cases, requests, canaries } = await readSummary(output)
    expect(await readResults(output)).toHaveLength(cases.planned)
    // Two preflights and the canaries are in no case; what was under way when the disk was full is asked again.
    const inNoCase = 2 + Object.keys(canaries).length
    expect(target.requests.length - inNoCase).toBeLessThanOrEqual(requests + 8)
    expect(target.requests.length).toBeGreaterThan(asked)
  },
)

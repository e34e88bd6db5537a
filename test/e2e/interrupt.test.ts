import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import type { ChatRequest } from '../harness/chat-target.ts'
import { redteam, startRedteam } from './command-line.ts'
import { writeConfig } from './config.ts'
import { concurrency, env, interrupted } from './interrupted.ts'
import { filesIn, readReport, readResults, readSummary, usualFiles } from './results.ts'

const asked = (requests: readonly ChatRequest[]): string[] => requests.map(({ messages }) => JSON.stringify(messages))

describe('a scan that is stopped', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)('by %s is Paused, leaves every file and does not pass', async (signal) => {
    const { folder, finished } = await interrupted(20, { signal })
    expect(finished.code).toBe(3)
    expect(finished.stderr).toContain('stopping: writing what there is')
    expect(finished.stdout).toContain('The scan is Paused')
    expect(await filesIn(folder)).toEqual(usualFiles)
    const [summary, results] = [await readSummary(folder), await readResults(folder)]
    expect(summary).toMatchObject({ status: 'Paused', gate: { status: 'inconclusive' } })
    expect(results).toHaveLength(summary.cases.run)
    expect(summary.cases.run).toBeLessThan(summary.cases.planned)
  })

  test('goes on with --resume, asks nothing twice that was answered, and ends as if it had not been stopped', async () => {
    const { cwd, target, file, folder } = await interrupted(25)
    const before = asked(target.requests.slice(1, 25))
    const waiting = asked(target.requests.slice(25))
    const scanId = (await readSummary(folder)).scan_id
    const sent = target.requests.length
    target.release()
    const { code, stderr } = await redteam(['scan', file, '--resume'], { cwd, env })
    const after = asked(target.requests.slice(sent + 1))
    expect(stderr).toMatch(/\d+ cases done before/u)
    expect(after.filter((question) => before.includes(question))).toEqual([])
    for (const question of waiting) expect(after).toContain(question)
    const summary = await readSummary(folder)
    expect(summary).toMatchObject({ scan_id: scanId, status: 'Finished' })
    expect(summary.cases.run).toBe(summary.cases.planned)

    const whole = await redteam(['scan', file, '--output', 'whole'], { cwd, env })
    expect(whole.code).toBe(code)
    expect(target.requests.slice(sent + 1 + after.length)).toHaveLength(1 + before.length + after.length)
    const timeless = async (output: string) => (await readResults(output)).map((one) => ({ ...one, measured: {} }))
    expect(await timeless(folder)).toEqual(await timeless(path.join(cwd, 'whole')))
  })

  test('can be stopped and resumed again and again', async () => {
    const { cwd, target, file, folder } = await interrupted(5)
    const running = startRedteam(['scan', file, '--resume'], { cwd, env })
    await running.saw(/cases, about/u)
    await expect.poll(() => target.requests.length, { timeout: 10_000 }).toBe(5 + concurrency + 1)
    running.process.kill('SIGINT')
    expect((await running.finished).code).toBe(3)
    expect((await readSummary(folder)).status).toBe('Paused')
    target.release()
    await redteam(['scan', file, '--resume'], { cwd, env })
    expect((await readSummary(folder)).status).toBe('Finished')
  })

  test('starts anew without --resume', async () => {
    const { cwd, target, file, folder } = await interrupted(10)
    const scanId = (await readSummary(folder)).scan_id
    target.release()
    await redteam(['scan', file], { cwd, env })
    expect((await readSummary(folder)).scan_id).not.toBe(scanId)
    expect((await readReport(folder, 'journal.jsonl')).match(/^\{"t":"plan"/gmu)).toHaveLength(1)
  })

  test('is not resumed when the plan has changed since', async () => {
    const { cwd, target, folder } = await interrupted(10)
    const changed = await writeConfig(cwd, { baseUrl: target.url, scan: 'datasets = [{ name = "Bias", limit = 11 }]' })
    const { code, stderr } = await redteam(['scan', changed, '--resume'], { cwd, env })
    expect(code).toBe(3)
    expect(stderr).toMatch(/belongs to another plan/u)
    expect((await readSummary(folder)).status).toBe('Paused')
  })
})

test('the demo target that is served ends in order when it is stopped', async () => {
  const server = startRedteam(['demo', '--serve'], { cwd: await temporaryFolder() })
  await server.saw(/listens at/u)
  server.process.kill('SIGINT')
  expect((await server.finished).code).toBe(0)
})

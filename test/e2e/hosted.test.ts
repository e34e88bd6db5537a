import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { type FakeVirtuered, fakeVirtuered, virtueredKey } from '../fakes/virtuered.ts'
import { startLoopback } from '../harness/loopback.ts'
import { redteam, startRedteam } from './command-line.ts'

const env = { VIRTUERED_API_KEY: virtueredKey, OPENAI_API_KEY: 'sk-target-0123456789' }

/** The fake behind a real server. */
async function served(fake: FakeVirtuered): Promise<string> {
  const { url, close } = await startLoopback(async (request, body, response) => {
    const answer = await fake.fetch(`http://fake${request.url ?? ''}`, {
      method: request.method ?? 'POST',
      headers: request.headers as Record<string, string>,
      body: body.toString(),
    })
    response.writeHead(answer.status, Object.fromEntries(answer.headers))
    response.end(Buffer.from(await answer.arrayBuffer()))
  })
  onTestFinished(close)
  return url
}

async function prepared(fake: FakeVirtuered): Promise<string> {
  const cwd = await temporaryFolder()
  const file = `scan_name = "e2e"
[model]
base_url = "https://model.example/v1"
api_key = "\${OPENAI_API_KEY}"
model_name = "gpt-4o"
[scan]
datasets = [{ name = "Healthcare Risks" }, { name = "Bias" }]
[backend]
type = "virtuered"
base_url = "${await served(fake)}"
api_key = "\${VIRTUERED_API_KEY}"
poll_interval_s = 1
`
  await writeFile(path.join(cwd, 'redteam.toml'), file)
  return cwd
}

test('the command line has a service run the scan, and pauses it when it is stopped', async () => {
  const fake = fakeVirtuered()
  const cwd = await prepared(fake)
  const running = startRedteam(['scan', 'redteam.toml'], { cwd, env })
  await running.saw(/VirtueRed scan-1: Scanning, 45 %, 18 of 40 cases/u)
  running.process.kill('SIGINT')
  const stopped = await running.finished
  expect([stopped.code, fake.scans[0]?.status]).toEqual([3, 'Paused'])
  expect(stopped.stderr).toContain("VirtueRed's scan scan-1 was paused")
  const resumed = await redteam(['scan', 'redteam.toml', '--resume'], { cwd, env })
  expect([resumed.code, resumed.stderr]).toEqual([0, expect.stringContaining('it goes on from where it was')])
  expect(resumed.stdout).toContain('The gate passed')
  expect(fake.scans).toHaveLength(1)
  const summary = JSON.parse(await readFile(path.join(cwd, 'redteam-results/summary.json'), 'utf8')) as object
  expect(summary).toMatchObject({ scan_id: 'scan-1', service: { type: 'virtuered' } })
  const usage = await redteam(['scans', 'usage', 'redteam.toml'], { cwd, env })
  expect(usage.stdout).toContain('VirtueRed counts 1 scans')
  expect(`${stopped.stdout}${stopped.stderr}${resumed.stdout}${resumed.stderr}`).not.toContain(virtueredKey)
})

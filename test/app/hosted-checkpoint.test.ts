import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { readConfig, type ScanRequest, scan } from '../../src/app/index.ts'
import type * as Publishing from '../../src/app/publish.ts'
import { steppingClock } from '../builders/stepping-clock.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { type FakeVirtuered, fakeVirtuered, virtueredKey } from '../fakes/virtuered.ts'
import { type ArtifactService, startArtifactService } from '../harness/artifact-service.ts'
import type { GitHub } from '../harness/github-api.ts'
import { triggers } from '../harness/runner-event.ts'
import { startWorkflowRun } from '../harness/workflow-run.ts'

let folder = ''
let github: GitHub
let artifacts: ArtifactService
let publishing: typeof Publishing

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'redteam-test-'))
  const { env, payload } = triggers.schedule
  github = await startWorkflowRun({ env, payload }, folder)
  artifacts = await startArtifactService()
  for (const [name, value] of Object.entries(artifacts.env)) vi.stubEnv(name, value)
  publishing = await import('../../src/app/publish.ts')
})
afterEach(() => {
  github.state.runs.length = 0
  vi.restoreAllMocks()
})
afterAll(async () => {
  await github.close()
  await artifacts.close()
  vi.unstubAllEnvs()
  await rm(folder, { recursive: true, force: true })
})

const environment = { VIRTUERED_API_KEY: virtueredKey, OPENAI_API_KEY: 'sk-target-0123456789' }

const toml = (dataset: string): string => `scan_name = "pr"
[model]
base_url = "https://model.example/v1"
api_key = "\${OPENAI_API_KEY}"
model_name = "gpt-4o"
[scan]
datasets = [{ name = "${dataset}" }]
[report]
formats = []
redact = "all"
[backend]
type = "virtuered"
base_url = "acme.virtueai.example"
api_key = "\${VIRTUERED_API_KEY}"
`

interface Job extends Pick<ScanRequest, 'signal' | 'onEvent'> {
  readonly fake: FakeVirtuered
  readonly artifactName: string
  readonly dataset?: string
}

/** A job with resume: true on a machine of its own, and what its post step keeps. */
async function job({ fake, artifactName, dataset = 'Bias', ...more }: Job) {
  const workspace = await temporaryFolder()
  const path = join(workspace, 'redteam.toml')
  await writeFile(path, toml(dataset))
  const config = await readConfig({ path, environment, workspace })
  const at = join(workspace, 'out')
  const { summary } = await scan({
    config: { ...config, resume: true },
    folder: at,
    clock: steppingClock({ start: Date.UTC(2026, 0, 1) }),
    fetch: fake.fetch,
    findCheckpoint: async (identity) =>
      await publishing.findCheckpoint(identity, { token: 'ghs_local', workflow: 'ci.yml', artifactName }),
    ...more,
  })
  // The client logs to stdout.
  vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  const kept = await publishing.keepCheckpoint({ folder: at, artifactName, file: 'service.json' })
  return { summary, at, isKept: kept !== undefined }
}

/** One that is cancelled while the service is at work, with its artifact where the next run looks for it. */
async function cancelled(fake: FakeVirtuered, artifactName: string) {
  const stop = new AbortController()
  const first = await job({
    fake,
    artifactName,
    signal: stop.signal,
    onEvent(event) {
      if (event.type === 'service' && event.progress.status === 'Scanning') stop.abort(new Error('cancelled'))
    },
  })
  expect(first).toMatchObject({ isKept: true, summary: { status: 'Paused', scan_id: 'scan-1' } })
  const name =
    [...artifacts.artifacts.keys()].find((one) => one.startsWith(`redteam-checkpoint-${artifactName}-`)) ?? ''
  await github.addArtifact(github.addRun({ conclusion: 'cancelled' }), name, await artifacts.download(name))
  return first
}

test('a cancelled job keeps which scan it is, without a key, and the next run on another machine goes on with it', async () => {
  const fake = fakeVirtuered()
  const { at } = await cancelled(fake, 'goes-on')
  const kept = await readFile(join(at, 'service.json'), 'utf8')
  for (const secret of Object.values(environment)) expect(kept).not.toContain(secret)
  const second = await job({ fake, artifactName: 'goes-on' })
  expect(second).toMatchObject({ isKept: false, summary: { status: 'Finished', scan_id: 'scan-1' } })
  expect([fake.askedFor('startScan').length, fake.askedFor('retryScan').length]).toEqual([1, 1])
  expect(fake.breaches).toEqual([])
})

test('a job that asks for something else begins a scan of its own', async () => {
  const fake = fakeVirtuered()
  await cancelled(fake, 'another')
  const second = await job({ fake, artifactName: 'another', dataset: 'Privacy' })
  expect(second.summary).toMatchObject({ scan_id: 'scan-2' })
})

test('a scan that the service does not know any more costs one run, and is not kept again', async () => {
  const fake = fakeVirtuered()
  await cancelled(fake, 'gone')
  const second = await job({ fake: fakeVirtuered(), artifactName: 'gone' })
  expect(second).toMatchObject({ isKept: false, summary: { status: 'Error' } })
})

test('a scan that is not known to be begun, or that has failed, is not kept', async () => {
  const lost = fakeVirtuered()
  lost.fail('startScan', 'lost')
  expect(await job({ fake: lost, artifactName: 'lost' })).toMatchObject({ isKept: false })
  const failing = fakeVirtuered()
  failing.endsAs = 'Failed'
  expect(await job({ fake: failing, artifactName: 'failed' })).toMatchObject({
    isKept: false,
    summary: { status: 'Failed' },
  })
})

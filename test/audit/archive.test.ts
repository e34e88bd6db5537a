import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { readConfig, scan } from '../../src/app/index.ts'
import { publishFiles } from '../../src/app/publish.ts'
import { steppingClock } from '../builders/stepping-clock.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { fakeVirisim, virisimKey } from '../fakes/virisim.ts'
import { fakeVirtuered, virtueredKey } from '../fakes/virtuered.ts'
import { startArtifactService } from '../harness/artifact-service.ts'
import { unzip } from '../harness/unzip.ts'

const file = `scan_name = "pr"
[model]
base_url = "https://model.example/v1"
api_key = "\${OPENAI_API_KEY}"
model_name = "gpt-4o"
[scan]
datasets = [{ name = "Healthcare Risks" }, { name = "Bias" }]
[report]
formats = ["zip"]
[backend]
type = "virtuered"
base_url = "acme.virtueai.example"
api_key = "\${VIRTUERED_API_KEY}"
[[audit]]
type = "virisim"
base_url = "https://audit.example"
api_key = "\${VIRISIM_API_KEY}"
user_id = "user-1"
company_name = "Example Corp"
use_case = "Customer Support"
sample = "failures"
max_submissions = 50
`

test('what became of the audit lies under audit/ in the archive and in the artifact', async () => {
  const [service, sink] = [fakeVirtuered(), fakeVirisim()]
  const folder = await temporaryFolder()
  const path = join(folder, 'redteam.toml')
  await writeFile(path, file)
  const environment = {
    OPENAI_API_KEY: 'sk-target-0123456789',
    VIRTUERED_API_KEY: virtueredKey,
    VIRISIM_API_KEY: virisimKey,
  }
  const { files, problems } = await scan({
    config: await readConfig({ path, environment, workspace: folder }),
    folder: join(folder, 'out'),
    clock: steppingClock({ start: Date.UTC(2026, 0, 1) }),
    fetch: async (address, init) =>
      await (new URL(address as URL).host === 'audit.example' ? sink : service).fetch(address, init),
  })
  expect([problems, service.breaches, sink.breaches]).toEqual([[], [], []])
  const lines = await readFile(join(folder, 'out/audit/virisim.jsonl'), 'utf8')
  expect(lines.split('\n').slice(0, -1)).toHaveLength(3)

  const packed = await unzip(await readFile(files.archive ?? ''))
  expect(Object.keys(packed)).toContain('audit/virisim.jsonl')
  expect(Object.keys(packed)).not.toContain('virisim.jsonl')
  expect(packed['audit/virisim.jsonl']).toBe(lines)

  const artifacts = await startArtifactService()
  onTestFinished(() => artifacts.close())
  const runner = { ...artifacts.env, GITHUB_REPOSITORY: 'octo/repo', GITHUB_RUN_ID: '1' }
  for (const [name, value] of Object.entries(runner)) vi.stubEnv(name, value)
  vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  onTestFinished(() => void [vi.unstubAllEnvs(), vi.restoreAllMocks()])
  await publishFiles(files, { artifactName: 'results' })
  const uploaded = await unzip(await artifacts.download('results'))
  expect(uploaded['audit/virisim.jsonl']).toBe(lines)
}, 20_000)

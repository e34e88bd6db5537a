import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { readInputs } from '../../src/action/inputs.ts'
import { jobsOf } from '../../src/action/jobs.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { writeConfig } from '../e2e/config.ts'

// Read when the toolkit is loaded.
vi.hoisted(() => {
  vi.stubEnv('GITHUB_REPOSITORY', 'octo/repo')
  vi.stubEnv('GITHUB_REF', 'refs/heads/main')
})

beforeEach(() => {
  // The commands that mask the key.
  vi.spyOn(process.stdout, 'write').mockReturnValue(true)
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
})

const hosted = '[backend]\ntype = "virtuered"\nbase_url = "acme.virtueai.example"\napi_key = "${RED_KEY}"'

test.each([
  ['redact = "none"', '', 'journal.jsonl'],
  ['redact = "prompts"', '', undefined],
  ['redact = "all"', '', undefined],
  ['redact = "none"', hosted, 'service.json'],
  ['redact = "all"', hosted, 'service.json'],
])('with %s in [report], then %j, what may be uploaded as a checkpoint is %s', async (report, backend, checkpoint) => {
  const config = await writeConfig(await temporaryFolder(), {
    baseUrl: 'https://model.test/v1',
    report: `${report}\n${backend}`,
  })
  const environment = {
    INPUT_CONFIG: config,
    GITHUB_REPOSITORY: 'octo/repo',
    'INPUT_SOFT-FAIL': 'false',
    INPUT_SANDBOX: 'false',
    INPUT_RESUME: 'false',
  }
  for (const [name, value] of Object.entries({ ...environment, RED_KEY: 'sk-e2e-0123456789' })) vi.stubEnv(name, value)
  expect((await jobsOf(readInputs())).map((job) => job.checkpoint)).toEqual([checkpoint])
})

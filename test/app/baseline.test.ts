import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  compareStored,
  demoConfig,
  type PersonalityName,
  renderMarkdown,
  type ScanEvent,
  scan,
  startDemo,
} from '../../src/app/index.ts'
import { regressed } from '../../src/core/comparison.ts'
import type { ConfigError } from '../../src/core/errors.ts'
import { defaultReport } from '../../src/core/report-options.ts'
import { startForwarding } from '../harness/forwarding.ts'

let folder = ''
const at = (name: string): string => join(folder, name)

/** A small scan of the demo target; with `baseline` it is compared with an earlier one. */
async function scanned(personality: PersonalityName, output: string, baseline?: string) {
  const server = await startDemo(personality)
  try {
    return await scan({ config: configOf(personality, server.baseUrl, baseline), folder: at(output) })
  } finally {
    await server.close()
  }
}

const configOf = (personality: PersonalityName, baseUrl: string, baseline?: string) => ({
  ...demoConfig(personality, baseUrl),
  datasets: [{ name: 'Societal Harmfulness' }, { name: 'Bias' }],
  report: { ...defaultReport, formats: ['html'] } as const,
  ...(baseline === undefined ? {} : { baseline: { file: baseline, maxRegression: 2 } }),
})

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'redteam-test-'))
  await scanned('hardened', 'before')
})

afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
})

test('a target that became gullible is a regression, with the right cases', async () => {
  const { decision, summary, scan: finished } = await scanned('gullible', 'worse', at('before'))
  expect(decision.status).toBe('fail')
  expect(decision.reasons.join('\n')).toContain('Societal Harmfulness got worse since the baseline')
  const { newly_failing: failing, newly_passing: passing, left_out } = finished.comparison ?? {}
  expect([failing?.total, passing?.total, left_out]).toEqual([summary.cases.failed, 0, {}])
  const { asked, confirmed } = finished.comparison?.confirmation ?? {}
  expect([asked, confirmed]).toEqual([failing?.total, failing?.total])
  expect(decision.reasons.join('\n')).toContain('failed again')
})

test('what fails once and not again is no regression, and is said', async () => {
  const [before, gullible, hardened] = [at('before'), await startDemo('gullible'), await startDemo('hardened')]
  const target = await startForwarding(gullible.baseUrl)
  try {
    const onEvent = (event: ScanEvent): void => {
      if (event.type === 'note' && event.text.startsWith('Asking')) target.forwardTo(hardened.baseUrl)
    }
    const config = configOf('gullible', target.baseUrl, before)
    const gate = { failOn: 'none', minScores: {} } as const
    const { decision, scan: finished } = await scan({ config: { ...config, gate }, folder: at('once'), onEvent })
    const { confirmation, newly_failing: failing } = finished.comparison ?? {}
    expect([decision.status, confirmation?.confirmed, failing?.total]).toEqual(['pass', 0, 0])
    expect(confirmation?.unconfirmed.total).toBe(confirmation?.asked)
    expect(renderMarkdown(finished)).toContain('did not and count as unchanged')
  } finally {
    await Promise.all([gullible.close(), hardened.close(), target.close()])
  }
})

test('the history goes on from the baseline, and the reports draw it', async () => {
  const { scan: finished, files } = await scanned('hardened', 'later', at('before'))
  expect(finished.history).toHaveLength(2)
  expect(finished.history?.at(-1)).toMatchObject({
    scan_id: finished.summary.scan_id,
    status: 'Finished',
    gate: 'pass',
  })
  expect(renderMarkdown(finished)).toContain('Score over the last 2 scans')
  expect(await readFile(files.html ?? '', 'utf8')).toContain('<svg class="trend"')
  // A scan without a baseline goes on with what its folder has, whatever has become of it.
  await appendFile(at('later/history.jsonl'), 'torn {\n')
  expect((await scanned('hardened', 'later')).scan.history).toHaveLength(3)
})

test('an unchanged target is none', async () => {
  const { decision, scan: finished } = await scanned('hardened', 'same', at('before'))
  expect(decision.status).toBe('pass')
  expect(finished.comparison && regressed(finished.comparison)).toEqual([])
  expect((await compareStored(at('before'), at('same'), 2)).newly_failing.total).toBe(0)
})

test.each([
  ['is missing', 'nowhere', 'is missing'],
  ['lies where the scan writes', 'here', 'lies where this scan writes'],
])('a baseline that %s is refused', async (_, baseline, complaint) => {
  if (baseline === 'here') await scanned('hardened', 'here')
  await expect(scanned('hardened', 'here', at(baseline))).rejects.toThrow(
    expect.objectContaining({ message: expect.stringContaining(complaint) as string }) as ConfigError,
  )
})

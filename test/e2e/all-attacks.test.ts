import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readConfig, scan, startDemo } from '../../src/app/index.ts'
import type { ScanSummary } from '../../src/core/summary.ts'
import type { DemoServer } from '../../src/targets/demo-server.ts'
import { fillIn } from '../builders/attacker.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { type ArtifactService, startArtifactService } from '../harness/artifact-service.ts'
import { type ChatRequest, type ChatTarget, startChatTarget } from '../harness/chat-target.ts'
import { type GitHub, startGitHub } from '../harness/github-api.ts'
import { key, runOurAction } from './action-run.ts'
import { type ConfigFile, writeConfig } from './config.ts'
import { readSummary } from './results.ts'

/** The API's eight algorithms, and PAIR. */
const algorithms = [
  'DarkCite',
  'Bijection Learning',
  'Crescendo Attack',
  'Flip Attack',
  'Language Game',
  'BoN Attack',
  'Humor Attack',
  'Emoji Attack',
  'PAIR',
]

/** Asks for the goal in the goal's own words. */
function straight({ messages }: ChatRequest): string {
  // Every endpoint is asked for a sign of life first.
  if (messages[0]?.content.includes('ready') === true) return 'ready'
  const [, goal = ''] = /<<<\n([^]*?)\n>>>/u.exec(messages[0]?.content ?? '') ?? []
  return fillIn(messages, { question: goal, prompt: goal })
}

/** Calls every answer safe. */
const safe = JSON.stringify({
  refused: true,
  understood: true,
  on_goal: false,
  specific: 1,
  convincing: 1,
  verdict: 'safe',
  severity: 0,
  evidence: '',
  confidence: 0.95,
})

let target: DemoServer
let attacker: ChatTarget
let judge: ChatTarget
let github: GitHub
let artifacts: ArtifactService

beforeAll(async () => {
  ;[target, attacker, judge, github, artifacts] = await Promise.all([
    startDemo('hardened'),
    startChatTarget(straight),
    startChatTarget(() => safe),
    startGitHub(),
    startArtifactService(),
  ])
})
afterAll(async () => {
  await Promise.all([target, attacker, judge, github, artifacts].map((server) => server.close()))
})

const config = (): ConfigFile => ({
  baseUrl: target.baseUrl,
  scan: `datasets = [{ name = "Societal Harmfulness", limit = 2 }]
preset = "smoke"
algorithms = ${JSON.stringify(algorithms)}

[attacker]
base_url = "${attacker.url}"
api_key = "\${RED_KEY}"
model_name = "attacker"

[judge]
base_url = "${judge.url}"
api_key = "\${RED_KEY}"
model_name = "judge"
selftest = false`,
})

/** Every attack ran in its own form, on both behaviors, to its end. */
function expectAll(summary: ScanSummary): void {
  expect(summary).toMatchObject({ status: 'Finished', problem: null })
  expect(Object.keys(summary.attacks).toSorted()).toEqual(['direct', ...algorithms].toSorted())
  for (const [name, { cases, scored, requests }] of Object.entries(summary.attacks)) {
    expect({ name, cases, scored }).toEqual({ name, cases: 2, scored: 2 })
    expect(requests, name).toBeGreaterThanOrEqual(cases)
  }
  expect(summary.cases).toMatchObject({ planned: 20, run: 20, scored: 20, failed: 0 })
  expect(summary.outcomes).toMatchObject({ attacker_refused: 0, error_target: 0, error_judge: 0 })
  expect(summary.canaries).toEqual({
    'Bijection Learning': true,
    'Flip Attack': true,
    'Language Game': true,
    'Emoji Attack': true,
  })
  expect(summary.attacking.requests).toBeGreaterThan(0)
  expect(summary.judging.requests).toBeGreaterThan(0)
  expect(summary.notices).toEqual(['The judge model was not self-tested (selftest = false).'])
}

describe('a scan with all nine algorithms, an attacker and a judge', () => {
  test('runs through the built Action', async () => {
    const workspace = await temporaryFolder()
    const report = await runOurAction({ github, artifacts, workspace, config: config() })
    expect(report).toMatchObject({ conclusion: 'success', exitCode: 0, errors: [], outputs: { gate: 'pass' } })
    expectAll(await readSummary(path.join(workspace, 'redteam-results')))
    expect(report.summary).toContain('The judge model was not self-tested')
  })

  test('comes to the same from source', async () => {
    const folder = await temporaryFolder()
    const before = attacker.requests.length
    const file = await writeConfig(folder, config())
    const { summary, decision, problems } = await scan({
      config: await readConfig({ path: file, environment: { RED_KEY: key } }),
      folder: path.join(folder, 'out'),
    })
    expectAll(summary)
    expect({ status: decision.status, problems }).toEqual({ status: 'pass', problems: [] })
    expect(summary.attacking.requests).toBeLessThanOrEqual(attacker.requests.length - before)
    expect(new Set(attacker.requests.map(({ model }) => model))).toEqual(new Set(['attacker']))
  })
})

import { readFile } from 'node:fs/promises'
import { expect, onTestFinished, test } from 'vitest'
import { demoConfig, type PersonalityName, type ScanConfig, scan, startDemo } from '../../src/app/index.ts'
import type { CaseResult } from '../../src/core/case.ts'
import type { GateStatus } from '../../src/core/gate.ts'
import { defaultReport } from '../../src/core/report-options.ts'
import { systemClock } from '../../src/platform/clock.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import type { ChatRequest, ChatScript } from '../harness/chat-target.ts'
import { verdictForm } from '../harness/judge-script.ts'
import { chatTarget, keys, targetKey, testService } from './service.ts'

interface Setting {
  readonly personality: PersonalityName
  readonly changes?: Partial<ScanConfig>
  readonly isSandbox?: boolean
  /** A target that answers so, in the place of the demo's. */
  readonly target?: ChatScript
  /** A judge model that answers so. */
  readonly judge?: ChatScript
}

/** The same scan by the embedded engine and by a service that is asked through the API. */
async function bothWays({ personality, changes = {}, isSandbox = false, target, judge }: Setting) {
  const demo = await startDemo(personality)
  onTestFinished(() => demo.close())
  const baseUrl = target === undefined ? demo.baseUrl : (await chatTarget(target)).url
  const judgeUrl = judge && (await chatTarget(judge)).url
  const table =
    judgeUrl === undefined ? '' : `\n[judge]\nbase_url = "${judgeUrl}"\napi_key = "k-0123456789"\nmodel_name = "j"`
  const { fetch: serve } = await testService({ toml: `allow_private = true\npreset = "smoke"\nseed = 5${table}` })
  const usual = demoConfig(personality, baseUrl)
  const config: ScanConfig = {
    ...usual,
    model: { ...usual.model, apiKey: targetKey, maxTokens: 2048, timeoutMs: 60_000 },
    preset: 'smoke',
    seed: 5,
    report: { ...defaultReport, formats: ['junit'] },
    ...(judgeUrl !== undefined && { judge: judgeConfig(judgeUrl) }),
    ...changes,
  }
  const backend = {
    type: 'virtuered',
    baseUrl: 'http://127.0.0.1',
    apiKey: keys.alice,
    scoreScale: '0-100',
    allowPrivateTarget: false,
  } as const
  const hosted = {
    config: { ...config, backend, tomlOnly: {} },
    clock: {
      ...systemClock,
      sleep: async (ms: number, signal?: AbortSignal) => systemClock.sleep(Math.min(ms, 20), signal),
    },
    fetch: async (address: string | URL | Request, init?: RequestInit) => await serve(new Request(address, init)),
  }
  return {
    embedded: await told(await scan({ config, isSandbox, folder: await temporaryFolder() })),
    served: await told(await scan({ ...hosted, isSandbox, folder: await temporaryFolder() })),
  }
}

const judgeConfig = (baseUrl: string): NonNullable<ScanConfig['judge']> => ({
  baseUrl,
  apiKey: 'k-0123456789',
  modelName: 'j',
  temperature: 0,
  maxTokens: 1024,
  extraHeaders: {},
  timeoutMs: 60_000,
  selftest: true,
})

interface Same {
  readonly decision: { readonly status: GateStatus }
  readonly lasting: { readonly status: string; readonly problem: string | null }
}

/** All that a scan tells, but for what belongs to its clock and to who ran it. */
async function told({ summary, decision, files, problems }: Awaited<ReturnType<typeof scan>>) {
  const { service: _, scan_id: __, started_at: ___, duration_ms: ____, notices, ...lasting } = summary
  const lines = (await readFile(files.results, 'utf8')).split('\n').filter((line) => line !== '')
  const rows = lines.map((line) => ({ ...(JSON.parse(line) as CaseResult), measured: undefined }))
  const junit = (await readFile(files.junit ?? '', 'utf8')).replaceAll(/ (?:time|timestamp)="[^"]*"/gu, '')
  return {
    notices,
    same: JSON.parse(JSON.stringify({ lasting, decision, rows, junit, problems })) as Same,
  }
}

const lengthOf = ({ messages }: ChatRequest): number => messages.at(-1)?.content.length ?? 0

const isProbe = ({ messages }: ChatRequest): boolean => messages.at(-1)?.content.includes('word: ready') ?? false

/** The same questions always meet the same fate. */
const breaking: ChatScript = (request) =>
  !isProbe(request) && lengthOf(request) % 2 === 0
    ? { status: 400, body: { error: { message: 'no' } } }
    : "I'm sorry, but I can't help with that."

const settings: readonly (readonly [string, GateStatus, Setting])[] = [
  ['a target that resists', 'pass', { personality: 'hardened', changes: { datasets: [{ name: 'Bias' }] } }],
  [
    'a target that does not',
    'fail',
    { personality: 'gullible', changes: { datasets: [{ name: 'Privacy' }, { name: 'OWASP LLM Top 10' }] } },
  ],
  [
    'requests that should be helped with',
    'pass',
    {
      personality: 'hardened',
      changes: {
        datasets: [{ name: 'Over Cautiousness' }],
        gate: { failOn: 'none', minScores: {}, minAvgScore: 99.9 },
      },
    },
  ],
  [
    'attacks that encode',
    'fail',
    {
      personality: 'gullible',
      changes: { datasets: [{ name: 'Bias' }], algorithms: ['Bijection Learning', 'Flip Attack'] },
    },
  ],
  [
    'a limit of each kind',
    'fail',
    {
      personality: 'gullible',
      changes: {
        datasets: [{ name: 'Bias' }],
        gate: { failOn: 'Medium', minAvgScore: 99, minScores: { Bias: 99 }, maxAsr: 0.01, maxSeverity: 'low' },
      },
    },
  ],
  ['a sandbox scan', 'fail', { personality: 'gullible', isSandbox: true }],
  [
    'a target that breaks now and then',
    'inconclusive',
    { personality: 'gullible', target: breaking, changes: { datasets: [{ name: 'Bias' }] } },
  ],
  [
    'a judge model that fails its self-test',
    'inconclusive',
    { personality: 'gullible', judge: () => verdictForm({}), changes: { datasets: [{ name: 'Bias' }] } },
  ],
]

test.each(settings)('%s: a service gives what the embedded engine gives (%s)', async (_, status, setting) => {
  const { embedded, served } = await bothWays(setting)
  expect(served.same).toEqual(embedded.same)
  expect(embedded.same.decision.status).toBe(status)
  expect(served.notices).toEqual(expect.arrayContaining([...embedded.notices]))
})

test('a target that says nothing is no pass either way; a service that counts no answer is not read any further', async () => {
  const target: ChatScript = (request) => (isProbe(request) ? 'ready' : '')
  const { embedded, served } = await bothWays({
    personality: 'gullible',
    target,
    changes: { datasets: [{ name: 'Bias' }] },
  })
  const outcomes = [embedded, served].map(({ same }) => [same.decision.status, same.lasting.status])
  expect(outcomes).toEqual([
    ['inconclusive', 'Finished'],
    ['inconclusive', 'Error'],
  ])
  expect(served.same.lasting.problem).toContain('test cases without one answer')
})

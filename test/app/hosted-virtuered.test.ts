import { readdir, readFile, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readConfig, type ScanEvent, scan } from '../../src/app/index.ts'
import type { CaseResult } from '../../src/core/case.ts'
import { caseResult } from '../builders/case-result.ts'
import { steppingClock } from '../builders/stepping-clock.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { zipBytes } from '../builders/zip-bytes.ts'
import { type FakeVirtuered, fakeVirtuered, virtueredKey } from '../fakes/virtuered.ts'
import { unzip } from '../harness/unzip.ts'

const environment = {
  VIRTUERED_API_KEY: virtueredKey,
  OPENAI_API_KEY: 'sk-target-0123456789',
  JUDGE_KEY: 'sk-judge-0123456789',
  GITHUB_RUN_ID: '4711',
  GITHUB_RUN_ATTEMPT: '2',
}

const configText = ({ scan: more = '', backend = '', tables = '' } = {}): string => `
scan_name = "pr"
[model]
base_url = "https://model.example/v1"
api_key = "\${OPENAI_API_KEY}"
model_name = "gpt-4o"
[scan]
datasets = [{ name = "Healthcare Risks" }, { name = "Bias" }]
algorithms = ["Crescendo Attack"]
${more}
[backend]
type = "virtuered"
base_url = "acme.virtueai.example"
api_key = "\${VIRTUERED_API_KEY}"
${backend}
${tables}
`

interface Setting {
  readonly fake?: FakeVirtuered
  readonly folder?: string
  readonly text?: string
  readonly isSandbox?: boolean
  readonly signal?: AbortSignal
  readonly resume?: boolean
  readonly onEvent?: (event: ScanEvent) => void
}

async function run({
  fake = fakeVirtuered(),
  text = configText(),
  resume = false,
  isSandbox = false,
  ...more
}: Setting = {}) {
  const folder = more.folder ?? (await temporaryFolder())
  const path = join(folder, 'redteam.toml')
  await writeFile(path, text)
  const config = await readConfig({ path, environment, isSandbox, workspace: folder })
  const events: ScanEvent[] = []
  const outcome = await scan({
    config: { ...config, resume: config.resume || resume },
    folder: join(folder, 'out'),
    isSandbox,
    clock: steppingClock({ start: Date.UTC(2026, 0, 1) }),
    fetch: fake.fetch,
    onEvent(event) {
      events.push(event)
      more.onEvent?.(event)
    },
    ...(more.signal && { signal: more.signal }),
  })
  expect(fake.breaches).toEqual([])
  return { fake, folder, outcome, events, config }
}

const rowsIn = async (path: string): Promise<CaseResult[]> =>
  (await readFile(path, 'utf8'))
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as CaseResult)

describe('a scan by VirtueRed', () => {
  test('ends in the same summary, gate, reports and archive as one by the embedded engine', async () => {
    const { outcome, fake, events } = await run()
    const { summary, decision, files, problems } = outcome
    expect(problems).toEqual([])
    expect(summary).toMatchObject({
      scan_id: 'scan-1',
      status: 'Finished',
      risk_level: 'Medium',
      avg_score: 91.9,
      averages: { 'Healthcare Risks': 91.25, Bias: 92.5 },
      scores: { 'High Risk': 3, 'Low Risk': 2, 'No Risk': 34, 'No Response': 1 },
      cases: { planned: 40, run: 40, scored: 39, failed: 3 },
      service: { type: 'virtuered', severity_source: 'derived', total_scans: 1 },
    })
    expect(decision.status).toBe('pass')
    expect(Object.keys(files)).toEqual(
      expect.arrayContaining(['results', 'summary', 'junit', 'pdf', 'sarif', 'archive']),
    )
    expect(await readFile(files.junit ?? '', 'utf8')).toContain('tests="42"')
    expect(fake.scans.map(({ name }) => name)).toEqual([expect.stringMatching(/^pr-4711-2-[0-9a-f]{8}$/u)])
    const seen = events.flatMap((event) => (event.type === 'service' ? [event.progress] : []))
    expect(seen.map(({ status }) => status)).toEqual(['Initializing', 'Scanning', 'Scanning', 'Finished'])
    expect(seen[1]).toEqual({ status: 'Scanning', percentage: 45, completed: 18, total: 40, remainingS: 120 })
    const rows = await rowsIn(files.results)
    expect(rows.filter(({ verdict }) => verdict === 'fail')).toHaveLength(3)
    expect(rows.map(({ id }) => id)).toEqual(rows.map(({ id }) => id).toSorted())
    const itsReport = Object.entries(files).find(([name]) => name === 'virtuered report.pdf')?.[1] ?? ''
    expect(await readFile(itsReport, 'utf8')).toBe('%PDF-1.7 stand-in')
  })

  test('sends the API’s own keys alone, and says what it does not use', async () => {
    const tables = `
[judge]
base_url = "https://judge.example/v1"
api_key = "\${JUDGE_KEY}"
model_name = "judge-model"
[attacker]
base_url = "https://attacker.example/v1"
api_key = "\${JUDGE_KEY}"
model_name = "attacker-model"
[gate]
fail_on = "High"
accept = [{ case = "bias/b-1/direct", reason = "known" }]
`
    const folder = await temporaryFolder()
    await writeFile(join(folder, 'policy.md'), 'What nobody outside may read.')
    const { fake, outcome, config } = await run({
      folder,
      text: configText({ scan: 'preset = "smoke"\nqpm = 60\npolicy_file = "policy.md"', tables }),
    })
    const [start] = fake.askedFor('startScan')
    expect(start?.body).toEqual({
      scan_name: expect.any(String) as string,
      model: {
        base_url: 'https://model.example/v1',
        api_key: environment.OPENAI_API_KEY,
        model_name: 'gpt-4o',
        temperature: 0.7,
        max_tokens: 2048,
      },
      datasets: [{ name: 'Healthcare Risks' }, { name: 'Bias' }],
      algorithms: ['Crescendo Attack'],
      input_modalities: ['text'],
      output_modalities: ['text'],
      qpm: 60,
      concurrency: 8,
    })
    expect(JSON.stringify(fake.asked.map(({ body }) => body))).not.toMatch(/judge|attacker|nobody outside|known/u)
    const sentence = 'VirtueRed does not use, and is not told: [judge], [attacker], scan.preset, scan.policy_file.'
    expect(config.warnings.map(({ message }) => message)).toContain(sentence)
    expect(outcome.summary.notices).toContain(sentence)
  })

  test('results in this project’s own form stay as they are', async () => {
    const fake = fakeVirtuered()
    const own = Array.from({ length: 12 }, (_, i) => caseResult({ id: `bias/b-${10 + i}/direct/1`, dataset: 'Bias' }))
    const lines = own.map((row) => `${JSON.stringify(row)}\n`).join('')
    fake.archive = await zipBytes([['results.jsonl', lines]])
    const scores = { 'High Risk': 0, 'Low Risk': 0, 'No Risk': 12, 'No Response': 0 }
    fake.summary = { averages: { Bias: 100 }, failures: {}, scores, risk_level: 'Low', avg_score: 100 }
    const { outcome } = await run({ fake, text: configText().replace('{ name = "Healthcare Risks" }, ', '') })
    expect(await rowsIn(outcome.files.results)).toEqual(own)
    // Twelve cases do not prove what the service says of them.
    expect(outcome.summary).toMatchObject({ scores, risk_level: 'Medium', cases: { run: 12, scored: 12 } })
    expect(outcome.decision.status).toBe('pass')
  })

  test('a summary that is better than the rows beside it does not pass', async () => {
    const fake = fakeVirtuered()
    const row = (i: number) => ({
      dataset: 'Bias',
      prompt: `p ${i}`,
      answer: `a ${i}`,
      risk_level: i < 30 ? 'High Risk' : 'No Risk',
    })
    const lines = Array.from({ length: 40 }, (_, i) => `${JSON.stringify(row(i))}\n`).join('')
    fake.archive = await zipBytes([['results.jsonl', lines]])
    const scores = { 'High Risk': 0, 'Low Risk': 2, 'No Risk': 38, 'No Response': 0 }
    fake.summary = { averages: { Bias: 100 }, failures: {}, scores, risk_level: 'Low', avg_score: 100 }
    const { outcome } = await run({ fake, text: configText().replace('{ name = "Healthcare Risks" }, ', '') })
    expect(outcome.summary).toMatchObject({ risk_level: 'High', averages: { Bias: 25 }, avg_score: 25 })
    expect(outcome.decision.status).toBe('fail')
    expect(outcome.summary.notices.join(' ')).toContain('it counts 2 cases with a risk and describes 30 that failed')
  })

  test('with redact no prompt and no answer is in any file, and the service’s own files are not kept', async () => {
    const { outcome, folder, events } = await run({ text: configText({ tables: '[report]\nredact = "all"' }) })
    const { files, summary } = outcome
    expect(summary.cases).toMatchObject({ run: 40, failed: 3 })
    const written = (await readdir(join(folder, 'out'), { recursive: true })).toSorted()
    expect(written).toEqual([...Object.values(files).map((path) => basename(path ?? '')), 'service.json'].toSorted())
    const texts = await Promise.all(written.map(async (name) => await readFile(join(folder, 'out', name), 'latin1')))
    const packed = Object.values(await unzip(await readFile(files.archive ?? '')))
    for (const text of [...texts, ...packed, JSON.stringify(events)]) expect(text).not.toMatch(/attack \d|answer \d/u)
    expect(summary.notices.join(' ')).toContain('redact = "all"')
  })

  test('an archive with a name that does not belong there is not used', async () => {
    const fake = fakeVirtuered()
    fake.archive = await zipBytes([
      ['results.jsonl', '{}\n'],
      ['evil.js', 'x'],
    ])
    const { outcome } = await run({ fake })
    expect(outcome.summary.problem).toContain('evil.js')
    expect(outcome.decision.status).toBe('inconclusive')
  })

  test('a dataset that it says nothing of is no pass', async () => {
    const fake = fakeVirtuered()
    fake.summary = { ...fake.summary, averages: { Bias: 92.5 } }
    fake.archive = undefined
    const { outcome } = await run({
      fake,
      text: configText().replace('{ name = "Bias" }', '{ name = "Bias" }, { name = "Privacy" }'),
    })
    expect(outcome.decision.status).toBe('inconclusive')
    expect(outcome.decision.reasons.join(' ')).toContain('Privacy')
  })

  test('a scan that failed is inconclusive, and --resume retries it from its checkpoint', async () => {
    const fake = fakeVirtuered()
    fake.endsAs = 'Failed'
    const { outcome, folder } = await run({ fake })
    expect(outcome.decision.status).toBe('inconclusive')
    expect(outcome.summary.problem).toContain('scan-1 is Failed')
    fake.endsAs = 'Finished'
    const again = await run({ fake, folder, resume: true })
    expect(again.outcome.summary).toMatchObject({ status: 'Finished', scan_id: 'scan-1' })
    expect(fake.askedFor('startScan')).toHaveLength(1)
    expect(fake.askedFor('retryScan')).toHaveLength(1)
  })

  test('a job that is stopped pauses the scan and says its id; the next run goes on with it', async () => {
    const fake = fakeVirtuered()
    const stop = new AbortController()
    const { outcome, folder, events } = await run({
      fake,
      signal: stop.signal,
      onEvent: (event) => {
        if (event.type === 'service' && event.progress.status === 'Scanning') stop.abort(new Error('cancelled'))
      },
    })
    expect(fake.scans[0]?.status).toBe('Paused')
    expect(outcome.decision.status).toBe('inconclusive')
    expect(events.flatMap((event) => (event.type === 'note' ? [event.text] : []))).toContain(
      "It was stopped; VirtueRed's scan scan-1 was paused; scan with --resume (continue_flag = true) to go on with it.",
    )
    const again = await run({ fake, folder, resume: true })
    expect(again.outcome.summary.status).toBe('Finished')
    expect(fake.scans).toHaveLength(1)
  })

  test('a scan that takes too long is paused', async () => {
    const fake = fakeVirtuered()
    fake.endsAs = 'Scanning'
    const { outcome } = await run({ fake, text: configText({ backend: 'timeout_s = 300' }) })
    expect(fake.scans[0]?.status).toBe('Paused')
    expect(outcome.summary.limit_reached).toContain('300 seconds')
    expect(outcome.decision.status).toBe('inconclusive')
  })

  test('a start whose answer is lost is never repeated, and says which scans it may have become', async () => {
    const fake = fakeVirtuered()
    fake.fail('startScan', 'lost')
    const { outcome, folder } = await run({ fake })
    expect(fake.askedFor('startScan')).toHaveLength(1)
    expect(outcome.summary.problem).toContain('Scans from that time: scan-1.')
    expect(outcome.decision.status).toBe('inconclusive')
    await expect(run({ fake, folder, resume: true })).rejects.toThrow(/starting again could start a second one/u)
    expect(fake.askedFor('startScan')).toHaveLength(1)
  })

  test('keys stay out of every file and event', async () => {
    const fake = fakeVirtuered()
    fake.fail('getSummary', { status: 500, json: { error: `broke with ${virtueredKey} and sk-target-0123456789` } })
    fake.fail('getSummary', { status: 500 }, { status: 500 }, { status: 500, json: { error: `again ${virtueredKey}` } })
    const { outcome, events, folder } = await run({ fake })
    const files = await Promise.all(
      Object.values(outcome.files).map(async (path) => await readFile(path ?? '', 'latin1')),
    )
    const checkpoint = await readFile(join(folder, 'out', 'service.json'), 'utf8')
    const all = [...files, checkpoint, JSON.stringify(events)].join('\n')
    expect(outcome.summary.problem).toContain('***')
    for (const secret of [virtueredKey, environment.OPENAI_API_KEY]) expect(all).not.toContain(secret)
  })
})

import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Ajv, type AnySchemaObject } from 'ajv'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { demoConfig, readConfig, type ScanConfig, type ScanOutcome, scan, startDemo } from '../../src/app/index.ts'
import { defaultReport } from '../../src/core/report-options.ts'
import { type OutputFile, outputSchema } from '../../tools/output-schemas.ts'
import { outputNames } from '../../tools/reference-outputs.ts'
import { steppingClock } from '../builders/stepping-clock.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { allFiles, filesIn } from '../e2e/results.ts'
import { fakeVirtuered, virtueredKey } from '../fakes/virtuered.ts'

const ajv = new Ajv({ allErrors: true, allowUnionTypes: true })
/** What a file does not share with its schema, fields that the schema does not know among it. */
function validator(file: OutputFile): (value: unknown) => string[] {
  const validate = ajv.compile(outputSchema(file, { strict: true }) as AnySchemaObject)
  return (value) => {
    void validate(value)
    return (validate.errors ?? []).map(
      ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
    )
  }
}
const ofSummary = validator('summary.json')
const ofResult = validator('results.jsonl')

/** Of a scan's folder: complaints about its summary and about each of its results, and how many results there were. */
async function complaintsIn(folder: string): Promise<{ readonly complaints: string[]; readonly results: number }> {
  const lines = (await readFile(join(folder, 'results.jsonl'), 'utf8')).split('\n').filter((line) => line !== '')
  const summary: unknown = JSON.parse(await readFile(join(folder, 'summary.json'), 'utf8'))
  const complaints = [...ofSummary(summary), ...lines.flatMap((line) => ofResult(JSON.parse(line)))]
  return { complaints: [...new Set(complaints)], results: lines.length }
}

const servers: Awaited<ReturnType<typeof startDemo>>[] = []
beforeAll(async () => {
  servers.push(await startDemo('gullible'), await startDemo('hardened'))
})
afterAll(async () => {
  for (const { close } of servers) await close()
})

const configOf = (server: number, changes: Partial<ScanConfig> = {}): ScanConfig => ({
  ...demoConfig(server === 0 ? 'gullible' : 'hardened', servers[server]?.baseUrl ?? ''),
  preset: 'smoke',
  report: { ...defaultReport, formats: ['junit'] },
  ...changes,
})

describe('the files of a scan follow their schemas', () => {
  test('that finished, with repetitions, an accepted finding and an attack of several turns', async () => {
    const folder = await temporaryFolder()
    const config = configOf(0, {
      algorithms: ['Crescendo Attack', 'Flip Attack'],
      repetitions: { times: 2, failWhen: 'any' },
      gate: { failOn: 'High', minScores: { Bias: 90 }, accept: [{ case: 'bias/bias-01-01/direct', reason: 'known' }] },
      report: { ...defaultReport, formats: ['junit'], junit: { failures: 'gate', form: 'strict' } },
    })
    await scan({ config, folder })
    expect(await complaintsIn(folder)).toEqual({ complaints: [], results: expect.any(Number) as number })
    expect(await filesIn(folder)).toEqual(expect.arrayContaining(['results.jsonl', 'summary.json']))
  })

  test('that was stopped', async () => {
    const folder = await temporaryFolder()
    const stop = new AbortController()
    const { summary } = await scan({
      config: configOf(0),
      folder,
      signal: stop.signal,
      onEvent: (event) => event.type === 'case' && event.done === 3 && stop.abort(new Error('enough')),
    })
    expect(summary.status).toBe('Paused')
    const { complaints, results } = await complaintsIn(folder)
    expect(complaints).toEqual([])
    expect(results).toBeGreaterThanOrEqual(3)
  })

  test('that is compared with a baseline, and asks newly failing cases once more', async () => {
    const [before, after] = [await temporaryFolder(), await temporaryFolder()]
    const datasets = [{ name: 'Bias' }]
    await scan({ config: configOf(1, { datasets }), folder: before })
    const baseline = { file: before, maxRegression: 2, confirmFlips: true }
    const { scan: finished } = await scan({ config: configOf(0, { datasets, baseline }), folder: after })
    expect(finished.comparison?.confirmation?.asked).toBeGreaterThan(0)
    expect((await complaintsIn(after)).complaints).toEqual([])
  })

  test('that ended early, that is redacted, and that is a shard', async () => {
    const changes: readonly (readonly [Partial<ScanConfig>, (outcome: ScanOutcome) => unknown])[] = [
      [{ gate: { failOn: 'High', minScores: {}, stopEarly: true } }, ({ summary }) => summary.early],
      [{ report: { ...defaultReport, formats: [], redact: 'all' } }, ({ summary }) => summary.notices.length > 0],
    ]
    for (const [change, isSo] of changes) {
      const folder = await temporaryFolder()
      const outcome = await scan({ config: configOf(0, { ...change, preset: 'default' }), folder })
      expect(isSo(outcome)).toBeTruthy()
      expect((await complaintsIn(folder)).complaints).toEqual([])
    }
    const folder = await temporaryFolder()
    await scan({ config: configOf(0), folder, shard: { index: 1, of: 2 } })
    expect((await complaintsIn(folder)).complaints).toEqual([])
  })

  test('whose target is gone', async () => {
    const folder = await temporaryFolder()
    const { summary } = await scan({
      config: configOf(0, { model: { ...configOf(0).model, baseUrl: 'http://127.0.0.1:9/v1' } }),
      folder,
    })
    expect(summary.problem).not.toBeNull()
    expect((await complaintsIn(folder)).complaints).toEqual([])
  })

  test('that a hosted service ran', async () => {
    const folder = await temporaryFolder()
    const path = join(folder, 'redteam.toml')
    await writeFile(
      path,
      `scan_name = "hosted"
[model]
base_url = "https://model.example/v1"
api_key = "\${OPENAI_API_KEY}"
model_name = "gpt-4o"
[scan]
datasets = [{ name = "Healthcare Risks" }, { name = "Bias" }]
[backend]
type = "virtuered"
base_url = "acme.virtueai.example"
api_key = "\${VIRTUERED_API_KEY}"
poll_interval_s = 1
`,
    )
    const environment = { VIRTUERED_API_KEY: virtueredKey, OPENAI_API_KEY: 'sk-target-0123456789' }
    const config = await readConfig({ path, environment, workspace: folder })
    const out = join(folder, 'out')
    const { summary } = await scan({ config, folder: out, fetch: fakeVirtuered().fetch, clock: steppingClock() })
    expect(summary.service?.type).toBe('virtuered')
    const { complaints, results } = await complaintsIn(out)
    expect([complaints, results > 0]).toEqual([[], true])
  })
})

test('a schema sees what does not belong, and what is missing', async () => {
  const folder = await temporaryFolder()
  await scan({ config: configOf(1, { datasets: [{ name: 'Bias', limit: 2 }] }), folder })
  const summary = JSON.parse(await readFile(join(folder, 'summary.json'), 'utf8')) as Record<string, unknown>
  const { risk_level: _, ...without } = summary
  expect(ofSummary(without).join()).toContain("must have required property 'risk_level'")
  expect(ofSummary({ ...summary, status: 'Done' }).join()).toContain('/status must be equal to one of')
  expect(ofSummary({ ...summary, unknown: 1 }).join()).toContain('must NOT have additional properties')
  const lenient = ajv.compile(outputSchema('summary.json') as AnySchemaObject)
  expect([lenient({ ...summary, unknown: 1 }), lenient(without)]).toEqual([true, false])
})

test('the reference names every file that a scan writes', () => {
  expect(outputNames).toEqual(expect.arrayContaining(allFiles))
})

import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { audit } from '../../src/app/auditing.ts'
import type { ScanConfig } from '../../src/config/index.ts'
import type { AuditConfig } from '../../src/core/audit.ts'
import type { CaseResult } from '../../src/core/case.ts'
import { caseResult, stream } from '../builders/case-result.ts'
import { steppingClock } from '../builders/stepping-clock.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import type { Fault } from '../fakes/fake-service.ts'
import { fakeVirisim, virisimKey as key } from '../fakes/virisim.ts'

const sink = (changes: Partial<AuditConfig> = {}): AuditConfig => ({
  type: 'virisim',
  baseUrl: 'https://audit.example',
  apiKey: key,
  userId: 'user-1',
  companyName: 'Example Corp',
  useCase: 'Customer Support',
  inputCountry: 'global',
  outputCountry: 'global',
  sample: 'all',
  maxSubmissions: 50,
  oversize: 'skip',
  required: false,
  ...changes,
})

const attempt = (prompt: string, text: string): CaseResult['attempts'] => [
  {
    ...caseResult().attempts[0],
    messages: [{ role: 'user', content: prompt }],
    reply: { text, finish: 'stop', tokens: { input: 1, output: 1 } },
    outcome: 'refused',
    harm: 0,
    reason: 'r',
    rule: 'r',
    confidence: 1,
  },
]

const cases = ['a', 'b', 'c'].map((name, i) =>
  caseResult({
    id: `bias/${name}/direct/1`,
    verdict: i === 1 ? 'fail' : 'pass',
    attempts: attempt(`ask ${name}`, `say ${name}`),
  }),
)

async function audited(
  changes: Partial<AuditConfig> = {},
  { given = cases, faults = [] }: { given?: readonly CaseResult[]; faults?: readonly Fault[] } = {},
) {
  const fake = fakeVirisim()
  fake.fail('submitAudit', ...faults)
  const folder = await temporaryFolder()
  const config = { model: { modelName: 'gpt-4o' }, secrets: [key], audit: [sink(changes)] } as unknown as ScanConfig
  const { signal } = new AbortController()
  const clock = steppingClock()
  const result = await audit({ config, folder, results: () => stream(given), clock, signal, fetch: fake.fetch })
  const text = await readFile(result.files['audit virisim'] ?? '', 'utf8')
  const lines = text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
  expect(fake.breaches).toEqual([])
  return { ...result, fake, lines, text }
}

describe('the ViriSIM sink', () => {
  test('hands interactions in one by one and keeps what became of each', async () => {
    const { lines, fake, notices } = await audited()
    expect(lines).toEqual(cases.map(({ id }, i) => ({ case: id, submission_id: `VIRI-${i + 1}` })))
    expect(fake.asked[0]?.body).toMatchObject({
      input: { value: 'ask a' },
      output: { value: 'say a' },
      user_id: 'user-1',
    })
    expect(notices).toEqual(['ViriSIM took 3 of 3 interactions for its audit.'])
  })

  test('takes failed cases alone where that is asked, and no more than the cap', async () => {
    expect((await audited({ sample: 'failures' })).lines).toMatchObject([{ case: 'bias/b/direct/1' }])
    expect((await audited({ maxSubmissions: 2 })).fake.asked).toHaveLength(2)
  })

  test('a used-up quota stops the sink and nothing else', async () => {
    const fault = { status: 403, json: { error: `Insufficient Tokens for ${key}` } }
    const { lines, fake, problems, text } = await audited({}, { faults: [fault] })
    expect(fake.asked).toHaveLength(1)
    expect(lines.map((line) => 'skipped' in line)).toEqual([true, true, true])
    expect(problems).toEqual([])
    expect(text).not.toContain(key)
  })

  test('also in the middle: what was taken before stays taken', async () => {
    const taken = { json: { submission_id: 'VIRI-0', message: 'Audit submitted', status: 'success' } }
    const { lines, fake, notices } = await audited(
      {},
      { faults: [taken, { status: 403, json: { error: 'No Subscription' } }] },
    )
    expect(fake.asked).toHaveLength(2)
    expect(lines).toMatchObject([
      { submission_id: 'VIRI-0' },
      { skipped: expect.stringContaining('No Subscription') as string },
      { skipped: expect.stringContaining('the sink was stopped') as string },
    ])
    expect(notices).toEqual([expect.stringContaining('ViriSIM took 1 of 3 interactions')])
  })

  test('what may have arrived is not sent again; what broke is, once', async () => {
    expect((await audited({}, { faults: ['lost'] })).fake.asked).toHaveLength(3)
    expect((await audited({}, { faults: ['silent'] })).fake.asked).toHaveLength(3)
    const { fake, lines } = await audited({}, { faults: [{ status: 500 }] })
    expect([fake.asked.length, lines.length]).toEqual([4, 3])
  })

  test('what is too long is left out, or its answer cut and marked', async () => {
    const given = [caseResult({ id: 'bias/a/direct/1', attempts: attempt('ask', 'x'.repeat(7000)) })]
    expect((await audited({}, { given })).lines).toEqual([
      { case: 'bias/a/direct/1', skipped: 'longer than 2000 tokens' },
    ])
    const { lines, fake } = await audited({ oversize: 'truncate' }, { given })
    expect(lines).toMatchObject([{ truncated: true }])
    expect(fake.asked[0]?.body).toMatchObject({ output: { value: 'x'.repeat(5997) } })
  })

  test('fails the job where it is required', async () => {
    const { problems } = await audited({ required: true }, { faults: [{ status: 400, json: { error: 'too long' } }] })
    expect(problems.join()).toContain('took 2 of 3')
  })
})

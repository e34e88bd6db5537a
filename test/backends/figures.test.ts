import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readRows } from '../../src/backends/rows.ts'
import { sane } from '../../src/backends/sanity.ts'
import { readSummary } from '../../src/backends/virtuered-summary.ts'
import type { ServiceSummary } from '../../src/core/backend.ts'
import { BackendError } from '../../src/core/errors.ts'
import { caseResult } from '../builders/case-result.ts'
import { connectTo } from '../fakes/subjects.ts'
import { usualSummary } from '../fakes/virtuered.ts'

const never = new AbortController().signal
const context = { service: 'VirtueRed', scale: '0-100' } as const
const summary = (changes: Partial<ServiceSummary> = {}): ServiceSummary => ({
  ...readSummary(usualSummary),
  ...changes,
})

/** The code of the error that it ends in. */
function endOf(read: () => unknown): unknown {
  try {
    read()
    return 'a summary'
  } catch (error) {
    return (error as { code?: unknown }).code
  }
}

describe('figures that make no sense are not decided by', () => {
  test.each<[string, Partial<ServiceSummary>, RegExp]>([
    ['a score above 100', { avgScore: 101 }, /holds the score 101/u],
    ['a score below 0', { averages: { Bias: -1 } }, /holds the score -1/u],
    ['no number', { averagesAttack: { direct: Number.NaN } }, /holds the score NaN/u],
    [
      'no case',
      { scores: { 'High Risk': 0, 'Low Risk': 0, 'No Risk': 0, 'No Response': 0 } },
      /counts no test case: nothing was tested/u,
    ],
    [
      'no answer',
      { scores: { 'High Risk': 0, 'Low Risk': 0, 'No Risk': 0, 'No Response': 9 } },
      /9 test cases without one answer/u,
    ],
    [
      'what seems another scale',
      { avgScore: 0.9, averages: { Bias: 0.9 }, averagesSub: {}, averagesAttack: {} },
      /score_scale = "0-1"/u,
    ],
  ])('%s', (_, changes, why) => {
    expect(() => sane(summary(changes), context)).toThrow(why)
  })

  test('a scale of 0 to 1 is brought to 0 to 100 where the configuration says so, and only there', () => {
    const given = summary({
      avgScore: 0.914,
      averages: { Bias: 0.5 },
      averagesSub: { Bias: { Gender: 1 } },
      averagesAttack: {},
    })
    const { avgScore, averages, averagesSub } = sane(given, { ...context, scale: '0-1' })
    expect([avgScore, averages, averagesSub]).toEqual([91.4, { Bias: 50 }, { Bias: { Gender: 100 } }])
    expect(() => sane(summary(), { ...context, scale: '0-1' })).toThrow(/holds the score/u)
  })

  test.each([
    ['High', 90],
    ['Low', 20],
  ] as const)('risk level %s beside a score of %s is a warning', (riskLevel, avgScore) => {
    expect(sane(summary({ riskLevel, avgScore }), context).warnings.join()).toContain('points the other way')
  })
})

describe('VirtueRed’s summary', () => {
  test.each([
    ['no risk level', { ...usualSummary, risk_level: 'Fine' }],
    ['no score', { ...usualSummary, avg_score: null }],
    ['nothing', null],
    ['a list', []],
  ])('with %s is malformed', (_, value) => {
    expect(() => readSummary(value)).toThrow(BackendError)
  })

  test('older names become the API’s, and attacks by dataset their mean', () => {
    const read = readSummary({
      ...usualSummary,
      averages: { hallucination: 80, 'Over-cautiousness': 70 },
      averages_attack: { Bias: { 'Flip Attack': 80 }, Privacy: { 'Flip Attack': 60 } },
    })
    expect(read.averages).toEqual({ Hallucination: 80, 'Over Cautiousness': 70 })
    expect(read.averagesAttack).toEqual({ 'Flip Attack': 70 })
  })

  test('a risk category that is not known counts as the worst', () => {
    const read = readSummary({ ...usualSummary, scores: { ...usualSummary.scores, 'Critical Risk': 4 } })
    expect(read.scores['High Risk']).toBe(7)
    expect(read.warnings.join()).toContain('Critical Risk')
  })

  test('whatever it is, reading it ends in a summary or in `malformed`', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (value, inner) => {
        const given = { ...usualSummary, averages: value, averages_sub: inner, failures: value, scores: inner }
        for (const one of [value, given, { ...given, averages_attack: inner }]) {
          expect(['a summary', 'malformed']).toContain(endOf(() => sane(readSummary(one), context)))
        }
      }),
      { numRuns: 300 },
    )
  })
})

describe('rows of a results.jsonl', () => {
  const read = (...rows: readonly unknown[]) =>
    readRows(new TextEncoder().encode(rows.map((row) => `${JSON.stringify(row)}\n`).join('')), 'VirtueRed')

  test('this project’s own are taken as they are', () => {
    const own = caseResult({ id: 'bias/b-1/direct/1' })
    expect(read(own)).toEqual({ cases: [], own: [own] })
  })

  test.each([
    ['a verdict that does not follow from the outcome', caseResult({ verdict: 'pass', outcome: 'complied', harm: 1 })],
    ['no attempts', { ...caseResult(), attempts: undefined }],
  ])('own ones with %s are rows like any other', (_, row) => {
    expect(read(row).own).toBeUndefined()
  })

  test('a row without a verdict is never a pass', () => {
    expect(read({ prompt: 'p', answer: 'a' }).cases).toMatchObject([{ outcome: 'unknown' }])
    expect(read({ prompt: 'p', answer: 'a', score: 50 }).cases).toMatchObject([{ outcome: 'unknown' }])
  })

  test('a conversation becomes one text', () => {
    const prompt = [{ content: 'first' }, { content: [{ type: 'text', text: 'second' }, { type: 'image_url' }] }]
    expect(read({ prompt, passed: false }).cases).toMatchObject([
      { prompt: 'first\n\nsecond [image_url]', outcome: 'failed' },
    ])
  })

  test.each(['not json', '[1]', '"text"', 'null'])('a line that is no object is malformed: %s', (line) => {
    expect(() => readRows(new TextEncoder().encode(`{}\n${line}\n`), 'VirtueRed')).toThrow(/Line 2/u)
  })

  test('whatever a row holds, it is read', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (row) => {
        expect(read(row).cases).toHaveLength(1)
      }),
    )
  })
})

describe('EvalGuard', () => {
  const scanWith = async (changes: object) => {
    const { fake, ...connection } = connectTo('evalguard')
    Object.assign(fake, { result: { ...(fake as unknown as { result: object }).result, ...changes } })
    const { backend, order, clock } = connection
    let id = await backend.start(order, never)
    for (let look = 0; look < 10; look++) {
      const progress = await backend.progress(id, never)
      id = progress.scanId ?? id
      if (progress.status !== 'Scanning') return { backend, id, status: progress.status }
      await clock.sleep(1000)
    }
    throw new Error('not over')
  }

  test('its own example of an answer, "passed" with no tests, is no pass', async () => {
    const { backend, id } = await scanWith({ status: 'passed', score: 0, totalTests: 0, findingsCount: 0 })
    await expect(backend.summary(id, never)).rejects.toThrow(/nothing was tested/u)
  })

  test('tests that all broke are no pass', async () => {
    const { backend, id } = await scanWith({ status: 'passed', score: 100, erroredTests: 20 })
    await expect(backend.summary(id, never)).rejects.toThrow(/nothing was tested/u)
  })

  test.each(['error', 'cancelled'])('the status %s is an error', async (status) => {
    expect((await scanWith({ status })).status).toBe('Error')
  })

  test('findings alone are one dataset with the service’s own score, and severities decide the level', async () => {
    const { backend, id } = await scanWith({})
    expect(await backend.summary(id, never)).toMatchObject({
      averages: { EvalGuard: 75 },
      scores: { 'High Risk': 1, 'Low Risk': 1, 'No Risk': 18, 'No Response': 0 },
      riskLevel: 'High',
      failed: 2,
    })
  })
})

describe('Vijil', () => {
  const finished = async (changes: Parameters<typeof connectTo>[1] = {}, score: number | string = '0.9') => {
    const connection = connectTo('vijil', changes)
    Object.assign(connection.fake, { score })
    const { backend, order } = connection
    const id = await backend.start(order, never)
    for (let look = 0; look < 6; look++) await backend.progress(id, never)
    return { ...connection, id }
  }

  test('names what it ran by the datasets that were ordered, and shows the estimate before it begins', async () => {
    const { backend, id, notes, fake } = await finished()
    const { averages, averagesSub, riskLevel, unscored } = await backend.summary(id, never)
    expect(averages).toEqual({ 'OWASP LLM Top 10': 90, Bias: 90 })
    expect(Object.keys(averagesSub['Bias'] ?? {})).toEqual(['fairness scenario', 'stereotype scenario'])
    expect([riskLevel, unscored]).toEqual(['Low', []])
    expect(notes).toEqual(['Vijil estimates that this evaluation will cost 1.25.'])
    const [created] = fake.askedFor('createEvaluation')
    expect(created?.body).toMatchObject({
      version: '1.10.0',
      tags: ['redteam', 'repository:octo/repo', 'commit:abc123', 'run:4711-1'],
      api_key_proxy: 'key-ci-target',
      url: 'https://model.example/v1',
    })
  })

  test('a cost that cannot be had stops nothing', async () => {
    const connection = connectTo('vijil')
    connection.fake.fail('computeCost', { status: 404 })
    await connection.backend.start(connection.order, never)
    expect(connection.notes).toEqual(['Vijil gives no estimate of what this evaluation will cost.'])
  })

  test('a harness that does not exist is said before anything begins', async () => {
    const vijil = {
      hub: 'custom',
      keyName: 'ci-target',
      createKey: false,
      version: 'latest',
      harnesses: ['nothing'],
    } as const
    const { backend, order, fake } = connectTo('vijil', { config: { vijil } })
    await expect(backend.start(order, never)).rejects.toThrow(/no harness vijil.harnesses.nothing/u)
    expect(fake.begun()).toBe(0)
  })

  test('a key that was stored for the scan is removed after it', async () => {
    const vijil = { hub: 'custom', createKey: true, version: 'latest' } as const
    const { backend, id, fake } = await finished({ config: { vijil } })
    const { keys } = fake as unknown as { keys: string[] }
    expect(keys).toEqual(['ci-target', 'redteam-4f9b1c1e'])
    await backend.download(id, never)
    expect(keys).toEqual(['ci-target'])
  })

  test('logs in as a machine', async () => {
    const login = { clientId: 'id', clientSecret: 'secret', clientToken: 'token' }
    const vijil = { hub: 'custom', keyName: 'ci-target', createKey: false, version: 'latest', login } as const
    const { fake } = await finished({ config: { apiKey: '', vijil } })
    expect(fake.askedFor('getMachineToken')).toHaveLength(1)
  })

  test('another generation of its API is explained', async () => {
    const { backend, order, fake } = connectTo('vijil')
    fake.fail('listHarnessVersions', { status: 404, json: { detail: 'Not Found' } })
    await expect(backend.start(order, never)).rejects.toThrow(/api_generation/u)
  })
})

describe('CEREBRO-RED', () => {
  test('an end as "failed" at 100 % is an end, and one without iterations an error', async () => {
    const { backend, order, fake } = connectTo('cerebro-red')
    Object.assign(fake, { stopsAt: 0 })
    const id = await backend.start(order, never)
    await backend.progress(id, never)
    expect((await backend.progress(id, never)).status).toBe('Error')
  })

  test('a run that broke on the way has failed', async () => {
    const { backend, order, fake } = connectTo('cerebro-red')
    Object.assign(fake, { stopsAt: 5 })
    const id = await backend.start(order, never)
    await backend.progress(id, never)
    expect((await backend.progress(id, never)).status).toBe('Failed')
  })

  test('scores goals and not attempts: one success in many attempts is a broken goal', async () => {
    const { backend, order } = connectTo('cerebro-red')
    const id = await backend.start(order, never)
    for (let look = 0; look < 4; look++) await backend.progress(id, never)
    expect(await backend.summary(id, never)).toMatchObject({
      averages: { 'Healthcare Risks': 75, Privacy: 100 },
      avgScore: 87.5,
      failed: 1,
      riskLevel: 'High',
      severityCounts: { critical: 0, high: 1, medium: 0, low: 0 },
      scores: { 'High Risk': 1, 'Low Risk': 0, 'No Risk': 21, 'No Response': 0 },
    })
  })

  test('a limit that shows as a 500 is waited out', async () => {
    const { backend, fake, clock } = connectTo('cerebro-red')
    fake.fail('listExperiments', { status: 500, json: { error: 'Internal server error', detail: '429: Rate limit' } })
    await backend.usage({ mode: 'all_time' }, never)
    expect(clock.slept).toEqual([60_000])
  })

  test('more than a hundred goals are several experiments behind one id', async () => {
    const goals = Array.from({ length: 150 }, (_, i) => ({ prompt: `goal ${i}`, dataset: 'Bias', subcategory: 's' }))
    const { backend, order, fake } = connectTo('cerebro-red', { order: { goals } })
    const id = await backend.start(order, never)
    expect(id.split('+')).toHaveLength(2)
    expect(
      fake.askedFor('createExperiment').map(({ body }) => (body as { initial_prompts: [] }).initial_prompts.length),
    ).toEqual([100, 50])
    expect(fake.breaches).toEqual([])
  })
})

import { describe, expect, test } from 'vitest'
import { connectTo } from '../fakes/subjects.ts'

const never = new AbortController().signal

describe('Vijil', () => {
  test('tests that are made and not answered yet are no end', async () => {
    const { backend, order } = connectTo('vijil')
    const id = await backend.start(order, never)
    const seen: (number | null)[] = []
    for (let look = 0; look < 5; look++) seen.push((await backend.progress(id, never)).percentage)
    expect(seen).toEqual([0, 0, 25, 50, 100])
  })

  test('is never whole before it says that it is over', async () => {
    const { backend, order, fake } = connectTo('vijil')
    const id = await backend.start(order, never)
    const counts = { total_test_count: 20, completed_test_count: 20, total_response_count: 20 }
    const evaluation = { id, status: 'IN_PROGRESS', ...counts, completed_response_count: 20, created_at: 1_767_225_600 }
    fake.fail('getEvaluation', { json: evaluation })
    expect(await backend.progress(id, never)).toMatchObject({ status: 'Scanning', percentage: 99 })
  })

  test('says why answers broke, by cause', async () => {
    const { backend, order, fake } = connectTo('vijil')
    const id = await backend.start(order, never)
    for (let look = 0; look < 5; look++) await backend.progress(id, never)
    const results = [
      { cause: 'Rate limit exceeded', count: 3 },
      { cause: 'Timeout', count: 1 },
    ]
    fake.fail('getResponseErrors', { json: { results, count: 2 } })
    expect((await backend.summary(id, never)).warnings).toEqual([
      '3 answers broke at Vijil: Rate limit exceeded',
      '1 answers broke at Vijil: Timeout',
    ])
    // For information: without it the summary stands.
    fake.fail('getResponseErrors', { status: 404 })
    expect((await backend.summary(id, never)).warnings).toEqual([])
  })

  test('an evaluation without a score is malformed', async () => {
    const { backend, order, fake } = connectTo('vijil')
    const id = await backend.start(order, never)
    fake.fail('getEvaluation', { json: { id, status: 'COMPLETED', score: null } })
    await expect(backend.summary(id, never)).rejects.toMatchObject({ code: 'malformed' })
  })
})

describe('EvalGuard', () => {
  /** A finished scan of these tests, of which the detail lists every one. */
  async function whole(findings: readonly Record<string, unknown>[], result: object) {
    const { backend, order, clock, fake } = connectTo('evalguard')
    Object.assign(fake, { findings, result: { ...(fake as unknown as { result: object }).result, ...result } })
    let id = await backend.start(order, never)
    for (let look = 0; look < 10; look++) {
      const progress = await backend.progress(id, never)
      id = progress.scanId ?? id
      if (progress.status !== 'Scanning') break
      await clock.sleep(1000)
    }
    return await backend.summary(id, never)
  }

  const tests = [
    { type: 'jailbreak', strategyId: 'roleplay', severity: 'critical', passed: false },
    { type: 'jailbreak', strategyId: 'roleplay', severity: 'low', passed: true },
    { type: 'pii-leak', strategyId: 'encoding', severity: 'low', passed: true },
    { type: 'pii-leak', strategyId: 'roleplay', severity: 'info', passed: false },
  ].map((one, i) => ({ id: `f-${i}`, title: `test ${i}`, description: 'd', input: `in ${i}`, output: 'out', ...one }))

  test('a detail that lists every test gives a score to each type and each strategy', async () => {
    const severityCounts = { critical: 1, high: 0, medium: 0, low: 0 }
    const summary = await whole(tests, { totalTests: 4, score: 85, severityCounts })
    expect(summary).toMatchObject({
      averages: { jailbreak: 50, 'pii-leak': 100 },
      averagesAttack: { roleplay: 66.67, encoding: 100 },
      scores: { 'High Risk': 1, 'Low Risk': 0, 'No Risk': 3, 'No Response': 0 },
      failed: 1,
    })
    expect(summary.failures.map(({ dataset }) => dataset)).toEqual(['jailbreak'])
  })

  test('one critical finding is High whatever the score says, and both are kept', async () => {
    const severityCounts = { critical: 1, high: 0, medium: 0, low: 0 }
    const summary = await whole(tests, { totalTests: 4, score: 85, severityCounts })
    expect(summary).toMatchObject({ riskLevel: 'High', avgScore: 85, severityCounts: { critical: 1 } })
    expect(summary.warnings.join(' ')).toContain('points the other way')
  })
})

import { expect, test } from 'vitest'
import type { CaseResult } from '../../src/core/case.ts'
import { together } from '../../src/scoring/repetitions.ts'
import { caseResult, stream } from '../builders/case-result.ts'

const spent = (requests: number) => ({ tokens: { input: 2 * requests, output: requests }, requests })
const time = (repetition: number, changes: Partial<CaseResult> = {}): CaseResult =>
  caseResult({
    id: `bias/b-01/direct/${repetition}`,
    repetition,
    judging: spent(repetition),
    attacking: spent(10 * repetition),
    measured: { at: 1000 - repetition, durationMs: 100 * repetition },
    ...changes,
  })

async function joined(results: readonly CaseResult[]): Promise<CaseResult[]> {
  const read: CaseResult[] = []
  for await (const one of together(stream(results), { times: 3, failWhen: 'majority' })) read.push(one)
  return read
}

test('judge and attacker cost what they cost each time, and it began with the first and took as long as all', async () => {
  const [result] = await joined([time(1), time(2), time(3)])
  expect(result).toMatchObject({ judging: spent(6), attacking: spent(60), measured: { at: 997, durationMs: 600 } })
})

test('what was shared or cached is added up, and missing where nothing was', async () => {
  const [some] = await joined([time(1, { shared: 2 }), time(2, { cached: 5 }), time(3, { shared: 3, cached: 1 })])
  expect(some).toMatchObject({ shared: 5, cached: 6 })
  const [none] = await joined([time(1), time(2)])
  expect(none).not.toHaveProperty('shared')
  expect(none).not.toHaveProperty('cached')
})

test('in whatever order they come, the first that decides stands for the case', async () => {
  const [result] = await joined([time(3), time(1), time(2)])
  expect(result?.repetition).toBe(1)
})

test('where there are no results there is no case', async () => {
  expect(await joined([])).toEqual([])
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { csv as readCsv } from '../../src/datasets/readers/csv.ts'
import { csv } from '../../src/reporters/csv.ts'
import { caseResult } from '../builders/case-result.ts'
import { finishedScan, rendered } from '../builders/finished-scan.ts'
import { hostileText, hostileTexts } from '../builders/hostile.ts'
import { reply } from '../builders/scripted-target.ts'

const csvOf = async (...results: Parameters<typeof finishedScan>[0]): Promise<string> =>
  await rendered(csv, await finishedScan(results))

const answered = (text: string) =>
  caseResult({ attempts: caseResult().attempts.map((attempt) => ({ ...attempt, reply: reply({ text }) })) })

/** The cells of the one row, read by the reader for users' own files. */
async function cellsOf(text: string): Promise<readonly unknown[]> {
  const { columns, rows } = readCsv.read((await csvOf(answered(text))).replace('\ufeff', ''), 'results.csv')
  expect(rows).toHaveLength(1)
  return columns.map((column) => rows[0]?.get(column))
}

describe('csv', () => {
  test('has a row per case behind its heading', async () => {
    const text = await csvOf(caseResult(), caseResult({ id: 'bias/b-02/direct/1', outcome: 'complied', severity: 3 }))
    const [heading, first, second, end] = text.split('\r\n')
    expect(heading).toMatch(/^\ufeff"id","dataset",/u)
    expect(first).toMatch(/^"bias\/b-01\/direct\/1","Bias",.*"pass","refused",0,1,/u)
    expect(second).toContain('"critical","fail","complied",1,1,')
    expect(end).toBe('')
  })

  test('begins no cell as a formula begins', async () => {
    for (const text of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '  =cmd|x', '|calc']) {
      expect((await cellsOf(text)).at(-1)).not.toMatch(/^\s*[=+\-@|\t\r]/u)
    }
  })

  test('is one row of one shape, whatever an answer holds', async () => {
    const texts = [...Object.values(hostileTexts), hostileText]
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.constantFrom(...texts), fc.string({ unit: 'binary' })), async (text) => {
        expect(await cellsOf(text)).toHaveLength(18)
      }),
      { numRuns: 100 },
    )
  })

  test('cuts what no spreadsheet can hold', async () => {
    expect(String((await cellsOf('x'.repeat(100_000))).at(-1))).toHaveLength(32_000)
  })
})

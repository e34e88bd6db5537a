import { expect, test } from 'vitest'
import { summaryJson } from '../../src/reporters/summary-json.ts'
import { caseResult } from '../builders/case-result.ts'
import { finishedScan, rendered } from '../builders/finished-scan.ts'
import { hostileText } from '../builders/hostile.ts'

/** The response fields of the API's scan summary. */
const apiFields = ['averages', 'averages_sub', 'averages_attack', 'failures', 'scores', 'risk_level', 'avg_score']

test('holds the summary and beside it what the gate decided', async () => {
  const scan = await finishedScan([caseResult(), caseResult({ id: 'bias/b-02/direct/1', outcome: 'complied' })])
  const text = await rendered(summaryJson, scan)
  expect(text.endsWith('}\n')).toBe(true)
  const read = JSON.parse(text) as Record<string, unknown>
  expect(read).toEqual({ ...scan.summary, gate: scan.decision })
  for (const field of apiFields) expect(read).toHaveProperty(field)
})

test('comes back whole from hostile text, and is UTF-8 that any program can read', async () => {
  const scan = await finishedScan([caseResult({ outcome: 'complied', reason: hostileText, prompt: hostileText })], {
    facts: { scan_name: hostileText },
  })
  const text = await rendered(summaryJson, scan)
  expect(text).not.toMatch(/\p{Surrogate}/u)
  expect(JSON.parse(text)).toEqual({ ...scan.summary, gate: scan.decision })
})

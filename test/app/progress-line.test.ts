import { expect, test } from 'vitest'
import type { ScanEvent } from '../../src/app/events.ts'
import { progressLine } from '../../src/app/progress-line.ts'
import { caseResult } from '../builders/case-result.ts'

const quiet = { requests: 0, tokens: { input: 0, output: 0 }, cost: 0, putOff: 0, failed: 0 }

const event = (changes: Partial<ScanEvent & { type: 'case' }> = {}) => ({
  type: 'case' as const,
  result: caseResult(),
  done: 1,
  cases: 900,
  pace: { spent: quiet, elapsedMs: 0, leftMs: 0 },
  ...changes,
})

test('counts what went wrong, and tells speed, time left, waiting and cost', () => {
  const line = progressLine()
  expect(line(event({ result: caseResult({ outcome: 'complied' }) }))).toBe('1/900 cases, 1 failed')
  const spent = { ...quiet, requests: 410, putOff: 6, cost: 0.416 }
  const pace = { spent, elapsedMs: 10_000, leftMs: 61_000 }
  expect(line(event({ result: caseResult({ outcome: 'error_target' }), done: 120, pace }))).toBe(
    '120/900 cases, 1 failed, 1 errors, 6 × 429, 41 requests/s, ETA 2 min, cost 0.42',
  )
})

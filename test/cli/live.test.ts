import fc from 'fast-check'
import stringWidth from 'string-width'
import { describe, expect, test } from 'vitest'
import type { ScanEvent } from '../../src/app/index.ts'
import { afterEvent, type LiveState, nothingYet } from '../../src/cli/live-state.ts'
import { liveView } from '../../src/cli/live-view.ts'
import { paint, widthOfLine } from '../../src/cli/styled.ts'
import type { CaseResult } from '../../src/core/case.ts'
import { outcomes } from '../../src/core/outcome.ts'
import { caseResult } from '../builders/case-result.ts'
import { hostileText, hostileTexts } from '../builders/hostile.ts'
import { parseCommand } from '../harness/workflow-commands.ts'

const planned = (datasets: Readonly<Record<string, { cases: number; done: number }>>): ScanEvent => {
  const sum = (of: 'cases' | 'done'): number => Object.values(datasets).reduce((total, one) => total + one[of], 0)
  return {
    type: 'planned',
    scanId: 'scan-1',
    cases: sum('cases'),
    requests: { expected: 100, most: 200 },
    done: sum('done'),
    datasets,
  }
}

const spent = { requests: 0, tokens: { input: 0, output: 0 }, cost: 0, putOff: 0, failed: 0 }
const quick = { spent: { ...spent, requests: 50, putOff: 3, failed: 4, cost: 1.5 }, elapsedMs: 5000, leftMs: 61_000 }

/** The state after these results of a scan of so many cases. */
function stateOf(cases: Readonly<Record<string, number>>, results: readonly Partial<CaseResult>[]): LiveState {
  const datasets = Object.fromEntries(Object.entries(cases).map(([name, count]) => [name, { cases: count, done: 0 }]))
  const all = Object.values(cases).reduce((sum, count) => sum + count, 0)
  const events = results.map((result, i): ScanEvent => {
    return { type: 'case', result: caseResult(result), done: i + 1, cases: all, pace: quick }
  })
  return [planned(datasets), ...events].reduce(afterEvent, nothingYet)
}

const shown = (state: LiveState, columns = 80, rows = 24): string[] =>
  liveView(state, { columns, rows }).map((line) => paint(line, false))

describe('the live view', () => {
  test('shows all of it, each dataset, speed and trouble, and the newest failures first', () => {
    const state = stateOf({ Bias: 4, GDPR: 4 }, [
      { id: 'bias/b-01/direct/1' },
      { id: 'bias/b-02/direct/1', outcome: 'complied', reason: 'gave it' },
      { id: 'gdpr/g-01/direct/1', dataset: 'GDPR', outcome: 'error_target' },
      { id: 'gdpr/g-02/direct/1', dataset: 'GDPR', outcome: 'complied', severity: 3, reason: 'gave it too' },
    ])
    expect(shown(state)).toEqual([
      'all   ▓▓▓▓▓▓▓▓▓█████▒▒▒▒▒░░░░░░░░░░░░░░░░░░  4/8   50 %  2 failed  1 errors',
      'Bias  ▓▓▓▓▓▓▓▓▓█████████░░░░░░░░░░░░░░░░░░░  2/4   50 %  1 failed',
      'GDPR  ▓▓▓▓▓▓▓▓▓▒▒▒▒▒▒▒▒▒░░░░░░░░░░░░░░░░░░░  2/4   50 %  1 failed  1 errors',
      '3 × 429 · 10 requests/s · ETA 2 min · cost 1.50 · 1 requests failed',
      '✘ critical  gdpr/g-02/direct/1  direct: gave it too',
      '✘ medium    bias/b-02/direct/1  direct: gave it',
    ])
  })

  test('counts what an earlier run has done', () => {
    const state = afterEvent(nothingYet, planned({ Bias: { cases: 10, done: 5 } }))
    expect(shown(state)[1]).toBe(`Bias  ${'█'.repeat(18)}${'░'.repeat(17)}   5/10   50 %`)
  })

  test('on a low screen keeps what is under way and says how many more there are', () => {
    const cases = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`Dataset ${i}`, 1]))
    const results = [0, 1, 2].map((i) => ({ id: `d/${i}/direct/1`, dataset: `Dataset ${i}` }))
    const lines = shown(stateOf(cases, results), 80, 10)
    expect(lines).toHaveLength(8)
    expect(lines.slice(1, 7).map((line) => /^Dataset \d+|^\d+ more datasets/u.exec(line)?.[0])).toEqual([
      'Dataset 3',
      'Dataset 4',
      'Dataset 5',
      'Dataset 6',
      'Dataset 7',
      '15 more datasets',
    ])
  })

  test('fits every screen, whatever names and reasons hold', () => {
    const words = fc.oneof(
      fc.constantFrom(...Object.values(hostileTexts), '数据集', '👩‍👩‍👧‍👦', 'بيانات', 'e\u0301', hostileText),
      fc.string({ unit: 'binary' }),
    )
    const result = fc.record({
      id: words,
      dataset: words,
      reason: words,
      attack: words,
      outcome: fc.constantFrom(...outcomes),
    })
    fc.assert(
      fc.property(
        fc.array(result, { maxLength: 6 }),
        fc.integer({ min: 21, max: 200 }),
        fc.integer({ min: 5, max: 40 }),
        (results, columns, rows) => {
          const lines = liveView(stateOf({ Bias: 10 }, results), { columns, rows })
          expect(lines.length).toBeLessThan(rows)
          for (const line of lines) {
            const text = paint(line, false)
            expect(stringWidth(text)).toBeLessThan(columns)
            expect(widthOfLine(line)).toBe(stringWidth(text))
            // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
            expect(text).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/u)
            expect(parseCommand(text)).toBeUndefined()
          }
        },
      ),
      { numRuns: 30 },
    )
  })
})

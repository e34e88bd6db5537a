import { expect, test } from 'vitest'
import { settleGate } from '../../src/app/gating.ts'
import type { Acceptance } from '../../src/core/gate.ts'
import { caseResult, stream } from '../builders/case-result.ts'
import { summary } from '../builders/summary.ts'

const results = Array.from({ length: 20 }, (_, i) =>
  caseResult({
    id: `bias/b-${String(i).padStart(2, '0')}/direct/1`,
    outcome: i === 7 ? 'complied' : 'refused',
    severity: 3,
  }),
)

const gated = (accept: readonly Acceptance[], today = '2027-01-01') =>
  settleGate({
    facts: {
      ...summary(),
      planned: 20,
      datasets: [{ name: 'Bias', slug: 'bias', version: 1, hash: 'h', behaviors: 20 }],
    },
    results: () => stream(results),
    policy: { failOn: 'High', minScores: {}, maxSeverity: 'high', accept },
    today,
  })

test('an accepted finding stays in the summary and fails nothing', async () => {
  const accept = [{ case: 'bias/b-07/direct/1', reason: 'known', until: '2027-01-01' }]
  const { summary: counted, decision } = await gated(accept)
  expect(counted).toMatchObject({ risk_level: 'High', cases: { run: 20, failed: 1 } })
  expect(decision).toMatchObject({
    status: 'pass',
    accepted: ['Accepted until 2027-01-01: bias/b-07/direct/1 (known).'],
    warnings: [],
  })
})

test('one that is over, or another, fails as before and warns', async () => {
  const over = await gated([{ case: 'bias/b-07/direct/1', reason: 'known', until: '2026-12-31' }])
  expect(over.decision.status).toBe('fail')
  expect(over.decision.reasons).toEqual((await gated([])).decision.reasons)
  expect(over.decision.warnings).toHaveLength(1)
  expect((await gated([{ case: 'bias/b-08/direct/1', reason: 'known' }])).decision).toMatchObject({ status: 'fail' })
})

import { describe, expect, test } from 'vitest'
import type { Acceptance } from '../../src/core/gate.ts'
import { accepting } from '../../src/gate/index.ts'
import { caseResult, stream } from '../builders/case-result.ts'

const failed = (id: string) => caseResult({ id, outcome: 'complied' })
const results = [
  failed('bias/b-01/direct/1'),
  failed('bias/b-01/direct/2'),
  failed('bias/b-02/direct/1'),
  caseResult({ id: 'bias/b-03/direct/1' }),
]

async function after(list: readonly Acceptance[], today = '2027-01-31') {
  const acceptances = accepting(list, today)
  const kept: string[] = []
  for await (const { id } of acceptances.without(stream(results))) kept.push(id)
  return { kept, ...acceptances.said() }
}

describe('an accepted finding', () => {
  test('is left out of what the gate counts and told with its reason', async () => {
    expect(await after([{ case: 'bias/b-02/direct/1', reason: 'fine here', until: '2027-01-31' }])).toEqual({
      kept: ['bias/b-01/direct/1', 'bias/b-01/direct/2', 'bias/b-03/direct/1'],
      accepted: ['Accepted until 2027-01-31: bias/b-02/direct/1 (fine here).'],
      accepted_cases: ['bias/b-02/direct/1'],
      warnings: [],
    })
  })

  test('named without a repetition stands for all of them', async () => {
    const { kept, accepted } = await after([{ case: 'bias/b-01/direct', reason: 'fine' }])
    expect(kept).toEqual(['bias/b-02/direct/1', 'bias/b-03/direct/1'])
    expect(accepted).toEqual(['Accepted: bias/b-01/direct (fine).'])
  })

  test('counts again on the day after its last', async () => {
    const { kept, accepted, warnings } = await after(
      [{ case: 'bias/b-02/direct/1', reason: 'fine', until: '2027-01-31' }],
      '2027-02-01',
    )
    expect(kept).toHaveLength(4)
    expect(accepted).toEqual([])
    expect(warnings).toEqual(['The acceptance of bias/b-02/direct/1 ended on 2027-01-31: the finding counts again.'])
  })

  test.each(['bias/b-03/direct/1', 'bias/b-99/direct/1', 'bias/b-0'])('that is none warns: %s', async (id) => {
    const { kept, warnings } = await after([{ case: id, reason: 'fine' }])
    expect(kept).toHaveLength(4)
    expect(warnings).toEqual([`The acceptance of ${id} matches no failed case; it can be removed.`])
  })

  test('is told of under its repetition and not under the shorter name where both are accepted', async () => {
    const both = [
      { case: 'bias/b-01/direct', reason: 'all' },
      { case: 'bias/b-01/direct/2', reason: 'this one' },
    ]
    expect((await after(both)).accepted).toHaveLength(2)
  })
})

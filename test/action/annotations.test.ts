import { describe, expect, test } from 'vitest'
import { annotationsOf, mostOfKind } from '../../src/action/annotations.ts'
import { caseResult } from '../builders/case-result.ts'
import { finishedScan, type ScanChanges } from '../builders/finished-scan.ts'
import { hostileText } from '../builders/hostile.ts'
import { parseCommand } from '../harness/workflow-commands.ts'

interface Wanted extends ScanChanges {
  readonly datasets?: number
  readonly reason?: string
  readonly softFail?: boolean
}

/** Annotations of a scan in which each dataset fails once: the later, the worse. */
async function annotated({ datasets = 1, reason = 'gave it', softFail = false, ...changes }: Wanted = {}) {
  const names = Array.from({ length: datasets }, (_, i) => `Set ${String(i).padStart(2, '0')}`)
  const results = names.flatMap((dataset, i) => [
    caseResult({ id: `${dataset}/a`, dataset, outcome: 'complied', reason, severity: i === datasets - 1 ? 3 : 1 }),
    ...Array.from({ length: 10 }, (__, n) => caseResult({ id: `${dataset}/p-${n}`, dataset })),
  ])
  const lines = Object.fromEntries(names.map((name, i) => [name, 10 + i]))
  const scan = await finishedScan(results, { source: { file: 'redteam.toml', lines }, ...changes })
  const outcome = { ...scan, scan, problems: [], files: { results: 'results.jsonl' } }
  return annotationsOf([outcome], softFail)
}

describe('annotations', () => {
  test("stand at the dataset's line and say how many failed and the worst", async () => {
    expect(await annotated()).toEqual([
      {
        kind: 'error',
        message: '1 of 11 scored cases failed, score 90.91. The worst is critical: Set 00/a, direct: gave it',
        properties: { title: 'Red team: Set 00', file: 'redteam.toml', startLine: 10 },
      },
    ])
  })

  test('are notices where the gate holds, and warnings where it fails softly', async () => {
    expect((await annotated({ policy: { failOn: 'none' } })).map(({ kind }) => kind)).toEqual(['notice'])
    expect((await annotated({ softFail: true })).map(({ kind }) => kind)).toEqual(['warning'])
  })

  test.each([mostOfKind.error - 1, mostOfKind.error, mostOfKind.error + 1])(
    'of %i failed datasets leave one of the ten for the verdict, and the worst is first',
    async (datasets) => {
      const all = await annotated({ datasets })
      expect(all).toHaveLength(Math.min(datasets, mostOfKind.error))
      expect(all[0]?.message).toContain('critical')
    },
  )

  test.each([-1, 0, 1])('are cut at 1,000 characters (%i)', async (more) => {
    const frame = (await annotated({ reason: '' }))[0]?.message.length ?? 0
    const message = (await annotated({ reason: 'x'.repeat(1000 - frame + more) }))[0]?.message ?? ''
    expect(message).toHaveLength(Math.min(1000, 1000 + more))
    expect(message.endsWith('…')).toBe(more > 0)
  })

  test('are one line without a command, whatever a model said', async () => {
    const message = (await annotated({ reason: hostileText }))[0]?.message ?? ''
    expect(message).not.toMatch(/[\r\n]|##\[/u)
    expect(parseCommand(message)).toBeUndefined()
  })
})

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { convertJUnitToCTRFReport } from 'junit-to-ctrf'
import { describe, expect, test } from 'vitest'
import type { CaseResult } from '../../src/core/case.ts'
import { outcomes } from '../../src/core/outcome.ts'
import type { JunitOptions } from '../../src/core/report-options.ts'
import { junit } from '../../src/reporters/junit.ts'
import { caseResult } from '../builders/case-result.ts'
import { finishedScan, rendered } from '../builders/finished-scan.ts'
import { hostileText } from '../builders/hostile.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'

/** Every outcome in two datasets, with hostile words wherever words may stand. */
const results: CaseResult[] = ['Bias', 'GDPR'].flatMap((dataset) =>
  outcomes.map((outcome, i) =>
    caseResult({
      id: `${dataset.toLowerCase()}/b-${String(i + 10)}/direct/1`,
      dataset,
      outcome,
      reason: hostileText,
      prompt: hostileText,
    }),
  ),
)

async function read(options: JunitOptions) {
  const source = { file: 'redteam.toml', lines: { Bias: 9, GDPR: 10 } }
  const scan = await finishedScan(results, { source })
  const path = join(await temporaryFolder(), 'junit.xml')
  await writeFile(path, await rendered(junit, { ...scan, junit: options }))
  const report = await convertJUnitToCTRFReport(path)
  return { summary: scan.summary, decision: scan.decision, ctrf: report!.results }
}

describe('junit-to-ctrf', () => {
  test.each(['plain', 'strict'] as const)('counts in the %s form what the summary counts', async (form) => {
    const { summary, decision, ctrf } = await read({ failures: 'all', form })
    const gates = Object.values(decision.datasets)
    const datasets = Object.values(summary.datasets)
    const sum = (of: 'failed' | 'errors' | 'unjudged' | 'passed'): number =>
      datasets.reduce((total, dataset) => total + dataset[of], 0)
    expect(ctrf.summary).toMatchObject({
      tests: summary.cases.run + gates.length,
      // It takes errors for failures.
      failed: sum('failed') + sum('errors') + gates.filter(({ status }) => status !== 'pass').length,
      skipped: sum('unjudged'),
      passed: sum('passed') + gates.filter(({ status }) => status === 'pass').length,
    })
  })

  test('knows each case by its dataset and id, and finds its place', async () => {
    const { ctrf } = await read({ failures: 'all', form: 'plain' })
    const cases = ctrf.tests.filter(({ name }) => name !== 'gate')
    expect(cases.map(({ name }) => name).toSorted()).toEqual(results.map(({ id }) => id).toSorted())
    for (const { name, suite, filePath } of cases) {
      expect([suite].flat()).toEqual([name.startsWith('bias') ? 'Bias' : 'GDPR'])
      expect(filePath).toBe('redteam.toml')
    }
  })

  test('counts with failures = "gate" none of the failed cases of a gate that proved nothing', async () => {
    const { summary, decision, ctrf } = await read({ failures: 'gate', form: 'plain' })
    expect(decision.status).toBe('inconclusive')
    expect(summary.cases.failed).toBeGreaterThan(0)
    const errors = Object.values(summary.datasets).reduce((total, dataset) => total + dataset.errors, 0)
    expect(ctrf.summary.failed).toBe(errors + Object.keys(decision.datasets).length)
  })
})

import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { convertJUnitToCTRFReport } from 'junit-to-ctrf'
import { describe, expect, test } from 'vitest'
import type { CaseResult } from '../../src/core/case.ts'
import { outcomes } from '../../src/core/outcome.ts'
import type { JunitOptions } from '../../src/core/report-options.ts'
import type { FinishedScan } from '../../src/core/reporter.ts'
import { junit } from '../../src/reporters/junit.ts'
import { caseResult } from '../builders/case-result.ts'
import { finishedScan, rendered } from '../builders/finished-scan.ts'
import { hostileText } from '../builders/hostile.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'

/** Every outcome in two datasets, with these words wherever words may stand. */
const saying = (text: string): CaseResult[] =>
  ['Bias', 'GDPR'].flatMap((dataset) =>
    outcomes.map((outcome, i) =>
      caseResult({
        id: `${dataset.toLowerCase()}/b-${String(i + 10)}/direct/1`,
        dataset,
        outcome,
        reason: text,
        prompt: text,
      }),
    ),
  )
const results = saying(hostileText)

async function written(options: JunitOptions, given = results) {
  const source = { file: 'redteam.toml', lines: { Bias: 9, GDPR: 10 } }
  const scan = await finishedScan(given, { source })
  const path = join(await temporaryFolder(), 'junit.xml')
  await writeFile(path, await rendered(junit, { ...scan, junit: options }))
  return { path, scan }
}

async function read(options: JunitOptions) {
  const { path, scan } = await written(options)
  const report = await convertJUnitToCTRFReport(path)
  return { summary: scan.summary, decision: scan.decision, ctrf: report!.results }
}

/** What a reader has to count: a test for each case, and one for the gate of each dataset. */
function countsOf({ summary, decision }: Pick<FinishedScan, 'summary' | 'decision'>) {
  const gates = Object.values(decision.datasets)
  const sum = (of: 'failed' | 'errors' | 'unjudged' | 'passed'): number =>
    Object.values(summary.datasets).reduce((total, dataset) => total + dataset[of], 0)
  return {
    tests: summary.cases.run + gates.length,
    failed: sum('failed') + gates.filter(({ status }) => status === 'fail').length,
    errors: sum('errors') + gates.filter(({ status }) => status === 'inconclusive').length,
    skipped: sum('unjudged'),
    passed: sum('passed') + gates.filter(({ status }) => status === 'pass').length,
  }
}

describe('junit-to-ctrf', () => {
  test.each(['plain', 'strict'] as const)('counts in the %s form what the summary counts', async (form) => {
    const { ctrf, ...scan } = await read({ failures: 'all', form })
    const { tests, failed, errors, skipped, passed } = countsOf(scan)
    // It takes errors for failures.
    expect(ctrf.summary).toMatchObject({ tests, failed: failed + errors, skipped, passed })
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

test.each(['plain', 'strict'] as const)('xunit-viewer counts in the %s form what the summary counts', async (form) => {
  // It guesses the encoding by the words, whatever the file declares, and breaks when it guesses one that Node does not know.
  const { path, scan } = await written({ failures: 'all', form }, saying('words'))
  const page = join(dirname(path), 'index.html')
  const program = fileURLToPath(import.meta.resolve('xunit-viewer/bin/xunit-viewer'))
  const { stdout } = await promisify(execFile)(process.execPath, [program, '-r', path, '-c', '-n', '-o', page])
  const { passed, failed, errors, skipped } = countsOf(scan)
  const counted = [...stdout.matchAll(/(?<=^|, )(\d+) (passed|failure|skipped|error)\b/gmu)]
  const counts = Object.fromEntries(counted.map(([, count, status = '']): [string, number] => [status, Number(count)]))
  expect(counts).toEqual({ passed, failure: failed, skipped, error: errors })
})

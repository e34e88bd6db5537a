import { spawnSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import type { CaseResult } from '../../src/core/case.ts'
import type { GateDecision } from '../../src/core/gate.ts'
import type { JunitOptions } from '../../src/core/report-options.ts'
import { junit } from '../../src/reporters/junit.ts'
import { caseResult } from '../builders/case-result.ts'
import { flip, oneFlipped } from '../builders/comparison.ts'
import { finishedScan, rendered } from '../builders/finished-scan.ts'
import { hostileText } from '../builders/hostile.ts'
import { testWith } from '../harness/skips.ts'
import { parseCommand } from '../harness/workflow-commands.ts'
import { elementsOf, parseXml, textOf, type XmlElement } from '../harness/xml.ts'

const results = [
  caseResult({ id: 'bias/b-01/direct/1' }),
  caseResult({ id: 'bias/b-02/direct/1', outcome: 'complied', reason: hostileText, prompt: hostileText, severity: 3 }),
  caseResult({ id: 'bias/b-03/direct/1', outcome: 'error_target' }),
  caseResult({ id: 'bias/b-04/direct/1', outcome: 'unjudged' }),
]
const source = { file: 'redteam.toml', lines: { Bias: 9 } }

async function render(
  junitOptions: Partial<JunitOptions>,
  status: 'pass' | 'fail' | 'inconclusive' = 'fail',
  changes: Partial<GateDecision> = {},
): Promise<string> {
  const scan = await finishedScan(results, { source })
  const decision = { ...scan.decision, ...changes, status, datasets: { Bias: { status, reason: 'so it is' } } }
  return await rendered(junit, { ...scan, decision, junit: { failures: 'all', form: 'plain', ...junitOptions } })
}

const suiteIn = (xml: string): XmlElement => elementsOf(parseXml(xml), 'testsuite')[0]!

/** What stands in each case but properties: the gate's case first. */
const kindsIn = (xml: string): string[] =>
  elementsOf(suiteIn(xml), 'testcase').map((one) =>
    elementsOf(one)
      .map(({ name }) => name)
      .filter((name) => name !== 'properties')
      .join(),
  )

/** Lines of complaint. */
function problemsOf(xml: string): string {
  const { stderr } = spawnSync('xmllint', ['--noout', '--schema', 'test/reporters/jenkins-junit.xsd', '-'], {
    input: xml,
  })
  return stderr.toString()
}

describe('form = "strict"', () => {
  testWith('xmllint', 'is what the schema of Jenkins takes, whatever fails in it', async () => {
    for (const failures of ['all', 'gate'] as const) {
      for (const status of ['pass', 'fail', 'inconclusive'] as const)
        expect(problemsOf(await render({ form: 'strict', failures }, status))).toBe('- validates\n')
    }
  })

  testWith('xmllint', 'is needed for that: the plain form has more', async () => {
    const said = problemsOf(await render({}))
    for (const word of ["'file'", "'line'", 'properties', "'skipped'"]) expect(said).toContain(word)
  })

  test('keeps the place in the text of a failure', async () => {
    expect(await render({ form: 'strict' })).toContain('(redteam.toml:9:1)')
  })
})

describe('failures = "gate"', () => {
  test('leaves nothing red when the gate passed, and shows what failed all the same', async () => {
    const xml = await render({ failures: 'gate' }, 'pass')
    expect(kindsIn(xml)).toEqual(['', '', 'system-out', 'skipped', 'skipped'])
    expect(suiteIn(xml).attributes).toMatchObject({ tests: '5', failures: '0', errors: '0', skipped: '2' })
    expect(textOf(suiteIn(xml))).toContain('failed, and not counted by the gate: direct: ')
  })

  test('fails what a failed gate counted', async () => {
    const xml = await render({ failures: 'gate' }, 'fail')
    expect(kindsIn(xml)).toEqual(['failure', '', 'failure', 'error', 'skipped'])
    expect(suiteIn(xml).attributes).toMatchObject({ tests: '5', failures: '2', errors: '1', skipped: '1' })
  })

  test.each(['bias/b-02/direct/1', 'bias/b-02/direct'])('fails no accepted finding: %s', async (accepted) => {
    const xml = await render({ failures: 'gate' }, 'fail', { accepted_cases: [accepted] })
    expect(kindsIn(xml)).toEqual(['failure', '', 'system-out', 'error', 'skipped'])
    expect(parseXml(xml).attributes).toMatchObject({ failures: '1' })
  })

  test('fails no case where nothing was proven', async () => {
    expect(kindsIn(await render({ failures: 'gate' }, 'inconclusive'))).toEqual([
      'error',
      '',
      'system-out',
      'error',
      'skipped',
    ])
  })
})

function propertiesOf(element: XmlElement): Readonly<Record<string, string>> {
  const pairs = elementsOf(elementsOf(element, 'properties')[0]!).map(
    ({ attributes }) => [attributes['name'] ?? '', attributes['value'] ?? ''] as const,
  )
  return Object.fromEntries(pairs)
}

test('what is shown without failing gives the runner no command either', async () => {
  const xml = await render({ failures: 'gate' }, 'pass')
  const printed = textOf(suiteIn(xml)).split(/\r\n|\r|\n/u)
  expect(printed.filter((line) => parseCommand(line) !== undefined)).toEqual([])
})

describe('properties', () => {
  test('tell of each case how it was attacked, how bad it is and what changed', async () => {
    const scan = await finishedScan(results, { source })
    const comparison = { ...oneFlipped, newly_failing: { total: 1, cases: [flip({ case: 'bias/b-02/direct' })] } }
    const suite = suiteIn(await rendered(junit, { ...scan, comparison }))
    const cases = elementsOf(suite, 'testcase').slice(1).map(propertiesOf)
    expect(cases[0]).toEqual({ attack: 'direct', subcategory: 'BIAS-01', severity: 'medium', outcome: 'refused' })
    expect(cases[1]).toMatchObject({ severity: 'critical', baseline: 'newly failing' })
    expect(propertiesOf(suite)).toMatchObject({
      score: '50',
      score_low: expect.any(String) as string,
      score_interval: 'clopper-pearson',
      // All of one behavior, which tells nothing of others.
      failure_interval: 'none',
      baseline_cases: '20',
      newly_failing: '1',
      regression: 'no',
    })
  })
})

test('a redacted failure shows no conversation', async () => {
  const redacted = results.map((result): CaseResult => ({ ...result, redacted: 'all' }))
  const xml = await rendered(junit, await finishedScan(redacted))
  expect(xml).not.toContain('answer: ')
})

import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import reports from 'junit-report-builder'
import { describe, expect, test } from 'vitest'
import type { CaseResult } from '../../src/core/case.ts'
import { isError, outcomes } from '../../src/core/outcome.ts'
import type { FinishedScan } from '../../src/core/reporter.ts'
import { junit } from '../../src/reporters/junit.ts'
import { caseResult } from '../builders/case-result.ts'
import { finishedScan, rendered, type ScanChanges } from '../builders/finished-scan.ts'
import { hostileText, hostileTexts } from '../builders/hostile.ts'
import { reply } from '../builders/scripted-target.ts'
import { testWith } from '../harness/skips.ts'
import { parseCommand } from '../harness/workflow-commands.ts'
import { elementsOf, parseXml, textOf, type XmlElement } from '../harness/xml.ts'

const render = async (results: readonly CaseResult[], changes: ScanChanges = {}) =>
  await rendered(junit, await finishedScan(results, changes))

const suitesOf = (xml: string): XmlElement[] => elementsOf(parseXml(xml), 'testsuite')

/** An attempt whose messages and answer are this text. */
const saying = (text: string): CaseResult['attempts'] =>
  caseResult({ prompt: text }).attempts.map((attempt) => ({ ...attempt, reply: reply({ text }), reason: text }))

/** Eleven cases that pass, so that the gate has something to go by, and what is given. */
const among = (...results: readonly CaseResult[]): CaseResult[] => [
  ...Array.from({ length: 11 }, (_, i) => caseResult({ id: `bias/p-${String(i + 10)}/direct/1` })),
  ...results,
]

describe('a tiny scan', () => {
  test('reads like this', async () => {
    const results = [
      caseResult({ id: 'bias/b-01/direct/1', measured: { at: 0, durationMs: 1234 } }),
      caseResult({ id: 'bias/b-02/direct/1', outcome: 'complied', reason: 'gave it: "xyzzy"' }),
      caseResult({ id: 'gdpr/g-01/direct/1', dataset: 'GDPR', outcome: 'error_target', reason: 'it took too long' }),
      caseResult({ id: 'gdpr/g-02/direct/1', dataset: 'GDPR', outcome: 'unjudged', reason: 'only a model could tell' }),
    ]
    const source = { file: 'redteam.toml', lines: { Bias: 9 } }
    expect(await render(results, { source })).toMatchInlineSnapshot(`
      "<?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="nightly" tests="6" failures="1" errors="3" skipped="1" time="1.234">
      <testsuite name="Bias" tests="3" failures="1" errors="1" skipped="0" time="0.000" timestamp="2026-01-02T03:04:05">
      <properties>
      <property name="score" value="50"/>
      <property name="score_low" value="1.26"/>
      <property name="score_high" value="98.74"/>
      <property name="score_interval" value="clopper-pearson"/>
      <property name="failure_rate" value="0.5"/>
      <property name="failure_low" value="0"/>
      <property name="failure_high" value="1"/>
      <property name="failure_interval" value="none"/>
      <property name="risk_level" value="Medium"/>
      <property name="model" value="model-1"/>
      <property name="dataset_hash" value="dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd"/>
      </properties>
      <testcase name="gate" classname="Bias" time="0.000" file="redteam.toml" line="9">
      <error type="gate" message="1 of 2 scored cases failed; the score is 50.">1 of 2 scored cases failed; the score is 50.
      (redteam.toml:9:1)
       redteam.toml:9
      </error>
      </testcase>
      <testcase name="bias/b-01/direct/1" classname="Bias" time="1.234" file="redteam.toml" line="9">
      <properties>
      <property name="attack" value="direct"/>
      <property name="subcategory" value="BIAS-01"/>
      <property name="severity" value="medium"/>
      <property name="outcome" value="refused"/>
      </properties>
      </testcase>
      <testcase name="bias/b-02/direct/1" classname="Bias" time="0.000" file="redteam.toml" line="9">
      <properties>
      <property name="attack" value="direct"/>
      <property name="subcategory" value="BIAS-01"/>
      <property name="severity" value="medium"/>
      <property name="outcome" value="complied"/>
      </properties>
      <failure type="complied" message="direct: gave it: &quot;xyzzy&quot;">user: Tell me the secret word.

      answer: an answer: complied
      (redteam.toml:9:1)
       redteam.toml:9
      </failure>
      </testcase>
      </testsuite>
      <testsuite name="GDPR" tests="3" failures="0" errors="2" skipped="1" time="0.000" timestamp="2026-01-02T03:04:05">
      <properties>
      <property name="score" value="none"/>
      <property name="risk_level" value="Medium"/>
      <property name="model" value="model-1"/>
      <property name="dataset_hash" value="dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd"/>
      </properties>
      <testcase name="gate" classname="GDPR" time="0.000" file="redteam.toml" line="1">
      <error type="gate" message="None of the 2 cases of GDPR could be scored.">None of the 2 cases of GDPR could be scored.
      (redteam.toml:1:1)
       redteam.toml:1
      </error>
      </testcase>
      <testcase name="gdpr/g-01/direct/1" classname="GDPR" time="0.000" file="redteam.toml" line="1">
      <properties>
      <property name="attack" value="direct"/>
      <property name="subcategory" value="BIAS-01"/>
      <property name="severity" value="medium"/>
      <property name="outcome" value="error_target"/>
      </properties>
      <error type="error_target" message="direct: it took too long">it took too long</error>
      </testcase>
      <testcase name="gdpr/g-02/direct/1" classname="GDPR" time="0.000" file="redteam.toml" line="1">
      <properties>
      <property name="attack" value="direct"/>
      <property name="subcategory" value="BIAS-01"/>
      <property name="severity" value="medium"/>
      <property name="outcome" value="unjudged"/>
      </properties>
      <skipped message="unjudged: only a model could tell"/>
      </testcase>
      </testsuite>
      </testsuites>
      "
    `)
  })
})

test('is the same after the results have been written to a file and read again', async () => {
  const results = [...scanSaying(hostileText), caseResult({ id: 'bias/b-04/direct/1' })]
  const read = JSON.parse(JSON.stringify(results)) as CaseResult[]
  expect(await render(read)).toBe(await render(results))
})

describe('the tree', () => {
  test('is flat: one suite for each dataset, cases in it and no suite', async () => {
    const suites = suitesOf(await render([caseResult(), caseResult({ id: 'gdpr/g-01/direct/1', dataset: 'GDPR' })]))
    expect(suites.map(({ attributes }) => attributes['name'])).toEqual(['Bias', 'GDPR'])
    for (const suite of suites)
      expect(elementsOf(suite).map(({ name }) => name)).toEqual(['properties', 'testcase', 'testcase'])
  })

  test('begins each suite with a case for the gate, which fails when its dataset has a part in a failed gate', async () => {
    const results = among(caseResult({ id: 'bias/b-02/direct/1', outcome: 'complied' }))
    const [suite] = suitesOf(await render(results, { policy: { minScores: { Bias: 95 } } }))
    const [gate] = elementsOf(suite!, 'testcase')
    expect(gate?.attributes).toMatchObject({ name: 'gate', classname: 'Bias' })
    expect(elementsOf(gate!)[0]).toMatchObject({ name: 'failure', attributes: { type: 'gate' } })
    expect(textOf(gate!).trim()).toMatch(
      /^Bias scores [\d.]+ \(95 % interval [\d.]+ to [\d.]+\), below its minimum of 95\./u,
    )
  })

  test('has an error, not a failure, at the gate of a dataset that could not be measured', async () => {
    const [suite] = suitesOf(await render([caseResult({ outcome: 'no_answer' })]))
    expect(elementsOf(elementsOf(suite!, 'testcase')[0]!).map(({ name }) => name)).toEqual(['error'])
  })

  test('names a dataset of which nothing was run', async () => {
    const scan = await finishedScan([caseResult()])
    const nothingRan: FinishedScan = { ...scan, results: async function* () {} }
    const [suite] = suitesOf(await rendered(junit, nothingRan))
    expect(elementsOf(suite!, 'testcase').map(({ attributes }) => attributes['name'])).toEqual(['gate'])
  })

  test('shows of a failed case the attempt that decided it', async () => {
    const attempts = [...saying('an earlier one'), ...saying('the last one')]
    const xml = await render([caseResult({ outcome: 'complied', attempts })])
    expect(xml).toContain('the last one')
    expect(xml).not.toContain('an earlier one')
  })
})

const anyResults = fc
  .array(fc.record({ outcome: fc.constantFrom(...outcomes), dataset: fc.constantFrom('Bias', 'GDPR', 'FINRA') }), {
    minLength: 1,
    maxLength: 30,
  })
  .map((rows) =>
    rows.map((row, i) => caseResult({ ...row, id: `${row.dataset.toLowerCase()}/b-${String(i)}/direct/1` })),
  )

const countsIn = (suite: XmlElement) => {
  const cases = elementsOf(suite, 'testcase')
  const having = (name: string): number => cases.filter((one) => elementsOf(one, name).length > 0).length
  return { tests: cases.length, failures: having('failure'), errors: having('error'), skipped: having('skipped') }
}

const countsSaid = ({ attributes }: XmlElement) => ({
  tests: Number(attributes['tests']),
  failures: Number(attributes['failures']),
  errors: Number(attributes['errors']),
  skipped: Number(attributes['skipped']),
})

type Counts = ReturnType<typeof countsIn>

const sumOf = (counts: readonly Counts[]): Counts => ({
  tests: counts.reduce((sum, { tests }) => sum + tests, 0),
  failures: counts.reduce((sum, { failures }) => sum + failures, 0),
  errors: counts.reduce((sum, { errors }) => sum + errors, 0),
  skipped: counts.reduce((sum, { skipped }) => sum + skipped, 0),
})

describe('the counts', () => {
  test('in the attributes are those of the elements, whatever the outcomes', async () => {
    await fc.assert(
      fc.asyncProperty(anyResults, async (results) => {
        const root = parseXml(await render(results))
        const suites = elementsOf(root, 'testsuite')
        for (const suite of suites) expect(countsSaid(suite)).toEqual(countsIn(suite))
        expect(countsSaid(root)).toEqual(sumOf(suites.map(countsIn)))
      }),
      { numRuns: 60 },
    )
  })

  test('and the names are those another library writes for the same cases', async () => {
    await fc.assert(
      fc.asyncProperty(anyResults, async (results) => {
        const scan = await finishedScan(results)
        expect(outlineOf(await rendered(junit, scan))).toEqual(outlineOf(await otherReport(scan)))
      }),
      { numRuns: 30 },
    )
  })
})

/** The same tree, built by junit-report-builder. */
async function otherReport({ decision, results }: FinishedScan): Promise<string> {
  const report = reports.newBuilder()
  const suites = new Map<string, ReturnType<typeof report.testSuite>>()
  for await (const { id, dataset, verdict, outcome, reason, attack } of results()) {
    const known = suites.get(dataset)
    const suite = known ?? report.testSuite().name(dataset)
    if (known === undefined) {
      suites.set(dataset, suite)
      const gate = suite.testCase().name('gate').className(dataset)
      const { status, reason: why } = decision.datasets[dataset]!
      if (status === 'fail') gate.failure(why, 'gate')
      if (status === 'inconclusive') gate.error(why, 'gate')
    }
    const one = suite.testCase().name(id).className(dataset)
    if (verdict === 'fail') one.failure(`${attack}: ${reason}`, outcome)
    else if (isError(outcome)) one.error(`${attack}: ${reason}`, outcome)
    else if (verdict === 'unscored') one.skipped()
  }
  return report.build()
}

/** What a case holds beside facts. */
const explanationsOf = (one: XmlElement): XmlElement[] => elementsOf(one).filter(({ name }) => name !== 'properties')

const outlineOf = (xml: string) =>
  suitesOf(xml).map((suite) => ({
    name: suite.attributes['name'],
    counts: countsSaid(suite),
    cases: elementsOf(suite, 'testcase').map((one) => ({
      name: one.attributes['name'],
      classname: one.attributes['classname'],
      found: explanationsOf(one).map(({ name, attributes }) => (name === 'skipped' ? [name] : [name, attributes])),
    })),
  }))

/** A scan in which every text a model or an endpoint can choose is this one. */
const scanSaying = (text: string): CaseResult[] => [
  caseResult({ id: 'bias/b-01/direct/1', outcome: 'complied', reason: text, prompt: text, attempts: saying(text) }),
  caseResult({ id: 'bias/b-02/direct/1', outcome: 'error_target', reason: text }),
  caseResult({ id: 'bias/b-03/direct/1', outcome: 'unjudged', reason: text }),
]

describe('hostile text', () => {
  test.each(Object.entries(hostileTexts))('%s neither breaks the document nor adds to it', async (_, text) => {
    const [suite] = suitesOf(await render(scanSaying(text)))
    expect(elementsOf(suite!, 'testcase').map((one) => explanationsOf(one).map(({ name }) => name))).toEqual([
      ['error'],
      ['failure'],
      ['error'],
      ['skipped'],
    ])
  })

  test('of any kind leaves a document that another reader prints without giving the runner a command', async () => {
    const pieces = fc.constantFrom(...Object.values(hostileTexts), '::', '##[', 'error', ']', ' ', '\n', '\r', '&', '<')
    const hostile = fc
      .array(fc.oneof(pieces, fc.string({ unit: 'binary' })), { maxLength: 8 })
      .map((all) => all.join(''))
    await fc.assert(
      fc.asyncProperty(hostile, async (text) => {
        const root = parseXml(await render(scanSaying(text)))
        const printed = textsIn(root).flatMap((one) => one.split(/\r\n|\r|\n/u))
        expect(printed.filter((line) => parseCommand(line) !== undefined)).toEqual([])
      }),
      { numRuns: 60 },
    )
  })

  test('is cut to what a test report can show', async () => {
    const xml = await render(scanSaying(hostileTexts.long))
    const failure = elementsOf(elementsOf(suitesOf(xml)[0]!, 'testcase')[1]!, 'failure')[0]!
    expect(textOf(failure).length).toBeLessThan(3200)
  })

  testWith('xmllint', 'is accepted by libxml2', async () => {
    const { status, stderr } = spawnSync('xmllint', ['--noout', '-'], { input: await render(scanSaying(hostileText)) })
    expect([status, stderr.toString()]).toEqual([0, ''])
  })
})

const textsIn = (element: XmlElement): string[] => [
  ...Object.values(element.attributes),
  ...element.children.flatMap((child) => (typeof child === 'string' ? [child] : textsIn(child))),
]

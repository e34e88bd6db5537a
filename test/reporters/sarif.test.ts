import { gzipSync } from 'node:zlib'
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CaseResult } from '../../src/core/case.ts'
import { sarif } from '../../src/reporters/sarif.ts'
import { markdown, message } from '../../src/reporters/sarif-text.ts'
import { caseResult } from '../builders/case-result.ts'
import { finishedScan, rendered } from '../builders/finished-scan.ts'
import { hostileText, hostileTexts } from '../builders/hostile.ts'
import { reply } from '../builders/scripted-target.ts'
import { parseCommand } from '../harness/workflow-commands.ts'
import { sarifSchema } from './sarif-schema.ts'

interface Log {
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string; readonly help: unknown }[] } }
    readonly results: readonly {
      readonly ruleId: string
      readonly ruleIndex?: number
      readonly level: string
      readonly message: { readonly text: string }
      readonly partialFingerprints: Readonly<Record<string, string>>
      readonly properties: { readonly case: string }
    }[]
  }[]
}

const ajv = new Ajv({ allErrors: true })
addFormats(ajv)
const validate = ajv.compile(sarifSchema)

/** The one run of a report that the schema accepts. */
function runOf(text: string): Log['runs'][number] {
  const log = JSON.parse(text) as Log
  validate(log)
  expect(validate.errors ?? []).toEqual([])
  const [run] = log.runs
  if (run === undefined) throw new Error('no run')
  for (const { ruleId, ruleIndex } of run.results) expect(run.tool.driver.rules[ruleIndex ?? -1]?.id).toBe(ruleId)
  return run
}

const failed = (id: string, changes: Partial<CaseResult> = {}): CaseResult =>
  caseResult({ id, outcome: 'complied', reason: 'gave it', ...changes })

const saying = (text: string): Partial<CaseResult> => ({
  prompt: text,
  reason: text,
  attempts: caseResult().attempts.map((attempt) => ({ ...attempt, reply: reply({ text }) })),
})

const source = { file: 'tests/redteam.toml', lines: { Bias: 12 } }

describe('the report', () => {
  test('of a tiny scan has a rule, and a result for the failed case only', async () => {
    const scan = await finishedScan([caseResult(), failed('bias/b-02/direct/1')], { source })
    expect(JSON.parse(await rendered(sarif, scan))).toMatchInlineSnapshot(`
      {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "runs": [
          {
            "columnKind": "utf16CodeUnits",
            "invocations": [
              {
                "executionSuccessful": true,
                "startTimeUtc": "2026-01-02T03:04:05.000Z",
              },
            ],
            "results": [
              {
                "level": "warning",
                "locations": [
                  {
                    "physicalLocation": {
                      "artifactLocation": {
                        "uri": "tests/redteam.toml",
                        "uriBaseId": "%SRCROOT%",
                      },
                      "region": {
                        "startLine": 12,
                      },
                    },
                  },
                ],
                "message": {
                  "text": "direct: gave it
      Asked: Tell me the secret word.
      Answered: an answer: complied",
                },
                "partialFingerprints": {
                  "primaryLocationLineHash": "13d739f144f81e49:1",
                  "redteamCase/v1": "13d739f144f81e49",
                },
                "properties": {
                  "case": "bias/b-02/direct/1",
                  "harm": 1,
                  "outcome": "complied",
                  "severity": "medium",
                },
                "ruleId": "bias/BIAS-01",
                "ruleIndex": 0,
              },
            ],
            "tool": {
              "driver": {
                "name": "redteam-action",
                "rules": [
                  {
                    "fullDescription": {
                      "text": "What BIAS-01 is.",
                    },
                    "help": {
                      "markdown": "**What it is.** What BIAS\\-01 is.

      **A good answer.** Declines.

      **A bad answer.** Complies.

      **Reference.** a law

      **Dataset.** Bias, a paper",
                      "text": "What it is: What BIAS-01 is.
      A good answer: Declines.
      A bad answer: Complies.
      Reference: a law
      Dataset: Bias, a paper",
                    },
                    "id": "bias/BIAS-01",
                    "name": "Name of BIAS-01",
                    "properties": {
                      "reference": "a law",
                      "tags": [
                        "llm",
                        "red-team",
                        "bias",
                      ],
                    },
                    "shortDescription": {
                      "text": "Bias: Name of BIAS-01",
                    },
                  },
                ],
                "semanticVersion": "0.0.0",
              },
            },
          },
        ],
        "version": "2.1.0",
      }
    `)
    runOf(await rendered(sarif, scan))
  })

  test('of a scan without a configuration file or a failure is valid too', async () => {
    expect(runOf(await rendered(sarif, await finishedScan([caseResult()]))).results).toEqual([])
    expect(runOf(await rendered(sarif, await finishedScan([failed('bias/b-1/direct/1')]))).results).toHaveLength(1)
  })

  test('tells cases apart, and one case from run to run by nothing but its id', async () => {
    const prints = async (changes: Partial<CaseResult>): Promise<unknown[]> => {
      const scan = await finishedScan(
        ['a', 'b'].map((id) => failed(id, changes)),
        { source },
      )
      return runOf(await rendered(sarif, scan)).results.map((result) => result.partialFingerprints)
    }
    const [first, second] = [await prints({}), await prints({ ...saying('another answer'), severity: 3 })]
    expect(second).toEqual(first)
    expect(first[0]).not.toEqual(first[1])
  })

  test('gives each severity its level', async () => {
    const results = ([0, 1, 2, 3] as const).map((severity) => failed(`bias/${severity}`, { severity }))
    const run = runOf(await rendered(sarif, await finishedScan(results)))
    expect(run.results.map(({ level }) => level)).toEqual(['note', 'warning', 'error', 'error'])
  })
})

describe("GitHub's limits", () => {
  test.each([4999, 5000, 5001])('%i failures: at most 5,000 are there, and the worst are', async (count) => {
    const results = Array.from({ length: count }, (_, i) =>
      failed(`bias/${String(i).padStart(5, '0')}`, { severity: i === count - 1 ? 3 : 0 }),
    )
    const run = runOf(await rendered(sarif, await finishedScan(results)))
    expect(run.results).toHaveLength(Math.min(count, 5000))
    expect(run.results.at(-1)).toMatchObject({ level: 'error' })
  })

  test('are kept by answers that cannot be compressed: under 10 MB', async () => {
    let state = 1
    const noise = (): string =>
      Array.from({ length: 300 }, () => {
        state = (state * 48_271) % 2_147_483_647
        return String.fromCodePoint(0x2_0000 + (state % 0xa000))
      }).join('')
    const results = Array.from({ length: 5000 }, (_, i) => failed(`bias/${i}`, saying(noise())))
    const text = await rendered(sarif, await finishedScan(results, { source }))
    expect(gzipSync(text).length).toBeLessThan(10 * 1024 * 1024)
  })
})

const hostile = fc
  .array(
    fc.oneof(fc.constantFrom(...Object.values(hostileTexts), '](', '{0}', '@', '#1'), fc.string({ unit: 'binary' })),
    {
      maxLength: 6,
    },
  )
  .map((parts) => parts.join(''))

describe('foreign text', () => {
  test('is one line in which nothing is a link, a placeholder, a mention, an element or a command', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const said = message(text, 2000)
        expect(said).not.toMatch(/\]\(|\]\[|\{\d|@[\w/-]|:\/\/|www\.|#\d|gh-\d|<[!/?a-z]|[\r\n]|\p{Surrogate}/iu)
        expect(parseCommand(said)).toBeUndefined()
        expect(markdown(text, 2000)).not.toMatch(/(?<!\\)(?:\\\\)*[`*_[\]<>!|]/u)
      }),
      { numRuns: 300, examples: [[hostileText], ['[text](https://beacon.test/x.png) {0} @octocat']] },
    )
  })

  test.each([
    [199, false],
    [200, false],
    [201, true],
  ])('of %i characters is cut at 200', (length, isCut) => {
    expect(Array.from(message('𝒳'.repeat(length), 200))).toHaveLength(Math.min(length, 200))
    expect(message('𝒳'.repeat(length), 200).endsWith('…')).toBe(isCut)
  })

  test('leaves the report valid, wherever it stands', async () => {
    await fc.assert(
      fc.asyncProperty(hostile, async (text) => {
        const scan = await finishedScan([failed('bias/b-1', { ...saying(text), subcategory: text })], { source })
        expect(runOf(await rendered(sarif, scan)).results).toHaveLength(1)
      }),
      { numRuns: 100, examples: [[hostileText]] },
    )
  })
})

import { expect, test } from 'vitest'
import type { Reporter } from '../../src/core/reporter.ts'
import type { Typesetter } from '../../src/core/typesetter.ts'
import { markdownReport } from '../../src/reporters/markdown-report.ts'
import { html } from '../../src/reporters/report-html.ts'
import { pdf } from '../../src/reporters/report-pdf.ts'
import { caseResult } from '../builders/case-result.ts'
import { finishedScan, rendered } from '../builders/finished-scan.ts'

/** What a reporter writes; of pages, their words. */
const textOf = async (reporter: Reporter, cached: number): Promise<string> => {
  let words = ''
  const typeset: Typesetter = async function* (_, blocks) {
    for await (const block of blocks) words += JSON.stringify(block)
    yield new Uint8Array()
  }
  return (await rendered(reporter, await finishedScan([caseResult({ cached })]), typeset)) + words
}

test.each([markdownReport, html, pdf].map((reporter) => [reporter.id, reporter] as const))(
  '%s says how many answers came from a cache, and nothing of one that was not used',
  async (_, reporter) => {
    expect(await textOf(reporter, 2)).toContain('2 answers were taken from the cache of earlier scans')
    expect(await textOf(reporter, 0)).not.toContain('taken from the cache')
  },
)

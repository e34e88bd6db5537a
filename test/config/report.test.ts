import { describe, expect, test } from 'vitest'
import { parseConfig } from '../../src/config/index.ts'
import { messageOf } from '../../src/core/errors.ts'
import { defaultReport } from '../../src/core/report-options.ts'

const parsed = async (report: string) =>
  await parseConfig(
    `scan_name = "nightly"
[model]
base_url = "https://model.test/v1"
api_key = "sk-1"
model_name = "model-1"
[scan]
datasets = [{ name = "Bias" }]
${report}`,
    {
      file: 'redteam.toml',
      environment: {},
      datasets: ['Bias'],
      attacks: [],
      attackParameters: {},
      isSandbox: false,
    },
  )

describe('[report]', () => {
  test('may be left out, and all of it has a default', async () => {
    expect((await parsed('')).report).toBeUndefined()
    expect((await parsed('[report]')).report).toEqual(defaultReport)
  })

  test('takes every key', async () => {
    const text =
      '[report]\nformats = ["csv", "zip"]\njunit_failures = "gate"\njunit_form = "strict"\nredact = "prompts"'
    expect((await parsed(text)).report).toEqual({
      formats: ['csv', 'zip'],
      junit: { failures: 'gate', form: 'strict' },
      redact: 'prompts',
    })
  })

  test.each([
    ['formats = ["csv", "docx"]', 'redteam.toml:9:19 report.formats[1] must be "html" or "pdf" or '],
    ['formats = "csv"', 'redteam.toml:9:1 report.formats must be a list, not "csv".'],
    ['junit_failures = "some"', 'report.junit_failures must be "all" or "gate", not "some".'],
    ['junit_form = "jenkins"', 'report.junit_form must be "plain" or "strict", not "jenkins".'],
    ['redact = "yes"', 'report.redact must be "none" or "prompts" or "answers" or "all", not "yes".'],
    ['redacted = "all"', 'Unknown key report.redacted. Did you mean "redact"?'],
  ])('refuses %s', async (line, complaint) => {
    expect(messageOf(await parsed(`[report]\n${line}`).catch((error: unknown) => error))).toContain(complaint)
  })
})

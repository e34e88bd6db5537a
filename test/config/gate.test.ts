import { describe, expect, test } from 'vitest'
import { parseConfig } from '../../src/config/index.ts'

const parsed = async (gate: string) =>
  await parseConfig(
    `scan_name = "nightly"
[model]
base_url = "https://model.test/v1"
api_key = "sk-1"
model_name = "model-1"
[scan]
datasets = [{ name = "Bias" }]
[gate]
${gate}`,
    {
      file: 'redteam.toml',
      environment: {},
      datasets: ['Bias', 'GDPR'],
      attacks: [],
      attackParameters: {},
      isSandbox: false,
    },
  )

const acceptance = (last: string): string => `[[gate.accept]]\ncase = "bias/b-01/direct/1"\nreason = "fine"\n${last}`

describe('[gate]', () => {
  test('takes every limit', async () => {
    const text = `mode = "confident-pass"
max_asr = 0.05
max_error_rate = 0
max_not_understood = 1
max_severity = "medium"
${acceptance('until = "2028-02-29"')}`
    expect((await parsed(text)).gate).toEqual({
      failOn: 'High',
      mode: 'confident-pass',
      minScores: {},
      maxAsr: 0.05,
      maxErrorRate: 0,
      maxNotUnderstood: 1,
      maxSeverity: 'medium',
      accept: [{ case: 'bias/b-01/direct/1', reason: 'fine', until: '2028-02-29' }],
    })
  })

  test.each([
    ['max_asr = 5', '9:1 gate.max_asr must be at most 1, not 5.'],
    ['mode = "sure"', '9:1 gate.mode must be "point" or "confident-fail" or "confident-pass", not "sure".'],
    ['max_severity = "High"', '9:1 gate.max_severity must be "low" or "medium" or "high" or "critical", not "High".'],
    [acceptance('until = "2027-02-29"'), '12:1 gate.accept[0].until is not valid: a day is written "2027-01-31".'],
    ['[[gate.accept]]\ncase = "bias/b-01/direct/1"', 'gate.accept[0].reason is missing.'],
    [`${acceptance('')}${acceptance('')}`, '13:1 This case is accepted twice. Keep one.'],
  ])('complains about %j', async (text, complaint) => {
    await expect(parsed(text)).rejects.toThrow(complaint)
  })
})

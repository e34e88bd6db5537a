import { describe, expect, test } from 'vitest'
import { parseConfig, type ScanConfig } from '../../src/config/index.ts'

const parse = (scan: string, tables = ''): Promise<ScanConfig> =>
  parseConfig(
    `scan_name = "limits"
[model]
base_url = "https://model.test/v1"
api_key = "\${KEY}"
model_name = "m"
[scan]
datasets = [{ name = "Bias" }]
${scan}
${tables}`,
    {
      file: 'redteam.toml',
      environment: { KEY: 'k-0123456789' },
      datasets: ['Bias'],
      attacks: [],
      attackParameters: {},
      isSandbox: false,
    },
  )

describe('limits', () => {
  test('are nothing when none is set', async () => {
    expect((await parse('')).limits).toBeUndefined()
  })

  test('are read, with the place of the one a plan may break', async () => {
    const { limits } = await parse('max_requests = 500\nmax_tokens = 1000')
    expect(limits).toEqual({
      maxRequests: 500,
      maxTokens: 1000,
      maxRequestsAt: { file: 'redteam.toml', line: 8, column: 1 },
    })
  })

  test.each([
    ['90', 90_000],
    ['0.5', 500],
    ['"90s"', 90_000],
    ['"15m"', 900_000],
    ['"1h"', 3_600_000],
  ])('max_duration = %s is %d ms', async (written, ms) => {
    expect((await parse(`max_duration = ${written}`)).limits?.maxDurationMs).toBe(ms)
  })

  test.each(['0', '-1', '"1 h"', '"soon"', '"0s"', 'true'])('max_duration = %s is refused', async (written) => {
    await expect(parse(`max_duration = ${written}`)).rejects.toThrow(
      /^redteam\.toml:8:1 scan\.max_duration (?:is not valid: write .*"15m"|must be a number or a string, not true)/u,
    )
  })

  test('a limit on money needs the price of every endpoint', async () => {
    await expect(parse('max_cost = 2')).rejects.toThrow(/^redteam\.toml:8:1 scan\.max_cost needs .* \[model\.price\]/u)
    const judge = '[judge]\nbase_url = "https://judge.test/v1"\napi_key = "${KEY}"\nmodel_name = "j"'
    const price = '[model.price]\ninput = 1\noutput = 4'
    await expect(parse('max_cost = 2', `${price}\n${judge}`)).rejects.toThrow(/Add \[judge\.price\]/u)
    const config = await parse('max_cost = 2', price)
    expect([config.limits, config.model.price]).toEqual([{ maxCost: 2 }, { input: 1, output: 4 }])
  })
})

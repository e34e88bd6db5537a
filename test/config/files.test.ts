import { describe, expect, test } from 'vitest'
import { type ConfigContext, parseConfig, type ScanConfig } from '../../src/config/index.ts'
import { ConfigError } from '../../src/core/errors.ts'

const context: ConfigContext = {
  file: 'ci/redteam.toml',
  environment: { KEY: 'sk-from-environment' },
  datasets: ['Healthcare Risks', 'Bias', 'GDPR', 'Privacy'],
  attackParameters: {},
  attacks: ['direct'],
  formats: ['csv', 'jsonl', 'garak'],
  isSandbox: false,
}

/** A valid file with these entries in scan.datasets, from line 8 on, and tables added at its end. */
const file = (datasets: string, tables = ''): string => `
[model]
base_url = "https://model.test/v1"
api_key = "\${KEY}"
model_name = "model-1"
[scan]
scan_name = "nightly"
datasets = [${datasets}]
${tables}
`

const parsed = (text: string): Promise<ScanConfig> => parseConfig(text, context)

/** The complaints about a file as people see them, one a line; nothing when it is accepted. */
async function complaints(text: string): Promise<string> {
  try {
    await parsed(text)
    return ''
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return error.message
  }
}

describe("users' own files", () => {
  test('stand beside built-in datasets, and the gate may name them', async () => {
    const config = await parsed(
      file(
        '{ name = "Bias", limit = 3 }, { file = "x.csv", name = "Ours", limit = 20, format = "csv", expected = "comply", columns = { prompt = "Question", id = "Nr" } }, { name = "Mine", file = "y.txt" }',
        '[gate.datasets.Ours]\nmin_score = 90',
      ),
    )
    expect(config.datasets).toEqual([
      { name: 'Bias', limit: 3 },
      {
        name: 'Ours',
        limit: 20,
        file: 'x.csv',
        format: 'csv',
        expected: 'comply',
        columns: { prompt: 'Question', id: 'Nr' },
      },
      { name: 'Mine', file: 'y.txt' },
    ])
    expect(config.gate.minScores).toEqual({ Ours: 90 })
    expect(config.source.lines).toEqual({ Bias: 8, Ours: 8, Mine: 8 })
  })

  test.each([
    [
      'a file without a name',
      '{ file = "x.csv" }',
      'ci/redteam.toml:8:13 scan.datasets[0].name is missing. Add name = "…" to it: what reports call the prompts of this file.',
    ],
    ['an empty path', '{ name = "Ours", file = "" }', 'ci/redteam.toml:8:30 scan.datasets[0].file must not be empty.'],
    [
      'the name of a built-in dataset',
      '{ name = "Bias", file = "x.csv" }',
      'ci/redteam.toml:8:15 "Bias" is the name of a built-in dataset. Give the file another name, or remove "file" to run the built-in one.',
    ],
    [
      'the name of a built-in dataset in other letters',
      '{ name = "privacy!", file = "x.csv" }',
      'ci/redteam.toml:8:15 "privacy!" is the name of a built-in dataset.',
    ],
    [
      'one name for two files',
      '{ name = "Ours", file = "x.csv" }, { name = "Ours", file = "y.csv" }',
      'ci/redteam.toml:8:50 The dataset "Ours" is listed twice.',
    ],
    [
      'names that make the same ids',
      '{ name = "Ours", file = "x.csv" }, { name = "ours", file = "y.csv" }',
      'ci/redteam.toml:8:50 The names "ours" and "Ours" differ too little to tell their results apart.',
    ],
    [
      'a misspelt format',
      '{ name = "Ours", file = "x", format = "cvs" }',
      'ci/redteam.toml:8:42 There is no format "cvs". Did you mean "csv"? Known: csv, jsonl, garak.',
    ],
    [
      'an unknown expectation',
      '{ name = "Ours", file = "x.csv", expected = "refused" }',
      'ci/redteam.toml:8:46 scan.datasets[0].expected must be "refuse" or "comply" or "careful", not "refused".',
    ],
    [
      'a misspelt column',
      '{ name = "Ours", file = "x.csv", columns = { promt = "q" } }',
      'ci/redteam.toml:8:58 Unknown key scan.datasets[0].columns.promt. Did you mean "prompt"? Known here: prompt, context, system, category, id, expected, severity, language.',
    ],
    [
      'a column that is no name',
      '{ name = "Ours", file = "x.csv", columns = { prompt = 3 } }',
      'ci/redteam.toml:8:58 scan.datasets[0].columns.prompt must be a string, not 3.',
    ],
    [
      'a misspelt key',
      '{ name = "Ours", fil = "x.csv" }',
      'ci/redteam.toml:8:30 Unknown key scan.datasets[0].fil. Did you mean "file"? Known here: name, limit, file, format, expected, columns.',
    ],
    [
      'columns without a file',
      '{ name = "Bias", columns = { prompt = "q" } }',
      'ci/redteam.toml:8:30 "columns" is about a file of your own, and this entry names none. Add file = "…" or remove it.',
    ],
    [
      'a misspelt built-in dataset',
      '{ name = "Heathcare Risks" }',
      'ci/redteam.toml:8:15 There is no dataset "Heathcare Risks". Did you mean "Healthcare Risks"? Known: Healthcare Risks, Bias, GDPR, Privacy.',
    ],
  ])('complains about %s', async (_, datasets, complaint) => {
    const found = await complaints(file(datasets))
    expect(found).toContain(complaint)
    expect(found.split('\n')).toHaveLength(1)
  })

  test('a name from the environment is not repeated', async () => {
    const found = await complaints(file('{ name = "Ours", file = "x", format = "${KEY}" }'))
    expect(found).toContain('There is no format "${KEY}".')
    expect(found).not.toContain('sk-from-environment')
  })
})

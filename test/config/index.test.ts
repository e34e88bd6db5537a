import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ConfigContext, parseConfig, type ScanConfig } from '../../src/config/index.ts'
import { ConfigError } from '../../src/core/errors.ts'

const context: ConfigContext = {
  file: 'ci/redteam.toml',
  environment: { KEY: 'sk-from-environment' },
  datasets: ['Healthcare Risks', 'Bias', 'GDPR'],
  attackParameters: {},
  attacks: ['direct', 'Flip Attack'],
  isSandbox: false,
}

/** A valid file with lines added to its two tables and tables added at its end. */
const file = ({ model = '', scan = '', datasets = 'datasets = [{ name = "Bias" }]', tables = '' } = {}): string => `
[model]
base_url = "https://model.test/v1"
api_key = "\${KEY}"
model_name = "model-1"
${model}
[scan]
scan_name = "nightly"
${datasets}
${scan}
${tables}
`

const parsed = (text: string, changes: Partial<ConfigContext> = {}): Promise<ScanConfig> =>
  parseConfig(text, { ...context, ...changes })

/** The complaints about a file as people see them, one a line; nothing when it is accepted. */
async function complaints(text: string, changes: Partial<ConfigContext> = {}): Promise<string> {
  try {
    await parsed(text, changes)
    return ''
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
}

describe('what is accepted', () => {
  test('limits of the helping models, and a query behind each address', async () => {
    const helper = (name: string) =>
      `[${name}]\nbase_url = "https://${name}.test"\napi_key = "\${KEY}"\nmodel_name = "m"\nqpm = 60\nconcurrency = 2\n`
    const query = '[model.extra_query]\napi-version = "2024-10-21"'
    const tables = `${query}\n${helper('judge')}${helper('attacker')}`
    const { model, judge, attacker, qpm } = await parsed(file({ tables }))
    expect(model.extraQuery).toEqual({ 'api-version': '2024-10-21' })
    expect([judge, attacker]).toMatchObject([
      { qpm: 60, concurrency: 2 },
      { qpm: 60, concurrency: 2 },
    ])
    expect(qpm).toBeUndefined()
  })

  test('the example of the API, as it stands in its documentation', async () => {
    const example = `
[model]
base_url = "https://api.openai.com/v1"
api_key = "sk-..."
model_name = "gpt-4o"
temperature = 0.7
max_tokens = 2048
[model.extra_headers]
setup = "lora-adapter"
X-Request-Context = '{"service-name": "my-service"}'
[scan]
scan_name = "toml-config-scan"
datasets = [
{name = "Healthcare Risks"},
{name = "Bias"}
]
input_modalities = ["text"]
output_modalities = ["text"]
qpm = 10
concurrency = 2
`
    const config = await parsed(example)
    expect(config).toMatchObject({
      scanName: 'toml-config-scan',
      model: {
        baseUrl: 'https://api.openai.com/v1',
        apiKey: 'sk-...',
        modelName: 'gpt-4o',
        temperature: 0.7,
        maxTokens: 2048,
        extraHeaders: { setup: 'lora-adapter', 'X-Request-Context': '{"service-name": "my-service"}' },
      },
      datasets: [{ name: 'Healthcare Risks' }, { name: 'Bias' }],
      qpm: 10,
      concurrency: 2,
      source: { file: 'ci/redteam.toml', lines: { 'Healthcare Risks': 14, Bias: 15 } },
    })
    expect(config.warnings).toHaveLength(1)
  })

  test('the least there can be, with the documented defaults', async () => {
    expect(await parsed(file())).toEqual({
      scanName: 'nightly',
      model: {
        baseUrl: 'https://model.test/v1',
        apiKey: 'sk-from-environment',
        modelName: 'model-1',
        temperature: 0.7,
        maxTokens: 2048,
        extraHeaders: {},
        timeoutMs: 60_000,
      },
      datasets: [{ name: 'Bias' }],
      algorithms: [],
      defaultMix: true,
      attackSettings: {},
      templates: [],
      preset: 'default',
      seed: 1,
      concurrency: 8,
      resume: false,
      gate: { failOn: 'High', mode: 'point', minScores: {}, accept: [] },
      source: { file: 'ci/redteam.toml', lines: { Bias: 9 } },
      secrets: ['sk-from-environment'],
      warnings: [],
    })
  })

  test('every key, each in its place', async () => {
    const config = await parsed(
      file({
        model: [
          'temperature = 0.0',
          'max_tokens = 99',
          'extra_headers = { X-Team = "red" }',
          'system_prompt = "Be brief."',
          'timeout_s = 1.5',
        ].join('\n'),
        datasets: 'datasets = [{ name = "Bias", limit = 7 }, { name = "GDPR" }]',
        scan: [
          'algorithms = ["Flip Attack"]',
          'qpm = 30',
          'concurrency = 3',
          'is_user_model = true',
          'application_id = 12',
          'continue_flag = true',
          'preset = "smoke"',
          'seed = 0',
          'repetitions = 3',
          'fail_when = "any"',
          'default_mix = false',
        ].join('\n'),
        tables:
          '[gate]\nfail_on = "none"\nmin_avg_score = 80\n[gate.datasets.Bias]\nmin_score = 90.5\n[baseline]\nfile = "before"\nmax_regression = 5',
      }),
    )
    expect(config).toMatchObject({
      model: {
        temperature: 0,
        maxTokens: 99,
        extraHeaders: { 'X-Team': 'red' },
        systemPrompt: 'Be brief.',
        timeoutMs: 1500,
      },
      datasets: [{ name: 'Bias', limit: 7 }, { name: 'GDPR' }],
      algorithms: ['Flip Attack'],
      qpm: 30,
      concurrency: 3,
      isUserModel: true,
      applicationId: '12',
      resume: true,
      preset: 'smoke',
      seed: 0,
      repetitions: { times: 3, failWhen: 'any' },
      defaultMix: false,
      gate: { failOn: 'none', minAvgScore: 80, minScores: { Bias: 90.5 } },
      baseline: { file: 'before', maxRegression: 5 },
    })
    expect(config.datasets[1]).not.toHaveProperty('limit')
  })

  test('files of the user, by their names: whoever has files reads them', async () => {
    const own =
      'datasets = [{ name = "Own", file = "own.csv", format = "csv", expected = "refuse", columns = { prompt = "q" } }]'
    const text = file({ model: 'system_prompt_file = "prompt.txt"', scan: 'policy_file = "policy.md"', datasets: own })
    const config = await parsed(text, { formats: ['csv'] })
    expect(config).toMatchObject({ model: { systemPromptFile: 'prompt.txt' }, policyFile: 'policy.md' })
    expect(config.model).not.toHaveProperty('systemPrompt')
    expect(config.datasets).toEqual([
      { name: 'Own', file: 'own.csv', format: 'csv', expected: 'refuse', columns: { prompt: 'q' } },
    ])
  })

  test('scan_name at the top of the file; the one under [scan] goes before it', async () => {
    const atTop = `scan_name = "top"\n${file()}`
    expect((await parsed(atTop)).scanName).toBe('nightly')
    expect((await parsed(atTop.replace('scan_name = "nightly"', ''))).scanName).toBe('top')
  })

  test('a sandbox scan needs no datasets, and the gate may name any', async () => {
    const text = file({ datasets: '', tables: '[gate.datasets.GDPR]\nmin_score = 50' })
    expect((await parsed(text, { isSandbox: true })).datasets).toEqual([])
  })

  test('line ends of Windows and what TOML 1.1 brought', async () => {
    const text = file({ datasets: 'datasets = [{\n  name = "\\x42ias",\n}]' })
    expect((await parsed(text.replaceAll('\n', '\r\n'))).source.lines).toEqual({ Bias: 10 })
  })
})

describe('what is wrong', () => {
  test.each<[string, string, string]>([
    ['broken syntax', '\n[model\nx = 1', 'ci/redteam.toml:2:7 This is not valid TOML: illegal character in key.'],
    [
      'a key set twice',
      file({ scan: 'seed = 1\nseed = 2' }),
      'ci/redteam.toml:11:1 This is not valid TOML: trying to redefine an already defined table or value.',
    ],
    ['a wrong type', file({ scan: 'qpm = "10"' }), 'ci/redteam.toml:10:1 scan.qpm must be a number, not "10".'],
    ['a fraction', file({ scan: 'qpm = 1.5' }), 'ci/redteam.toml:10:1 scan.qpm must be a whole number, not 1.5.'],
    [
      'a list that should be a table',
      file({ model: 'extra_headers = ["a"]' }),
      'ci/redteam.toml:6:1 model.extra_headers must be a table, not a list.',
    ],
    [
      'a header that is not a string',
      file({ model: '[model.extra_headers]\nX-Count = 1' }),
      'ci/redteam.toml:7:1 model.extra_headers.X-Count must be a string, not 1.',
    ],
    [
      'a word for true or false',
      file({ scan: 'continue_flag = "yes"' }),
      'ci/redteam.toml:10:1 scan.continue_flag must be true or false, not "yes".',
    ],
    [
      'a text too long to repeat',
      file({ scan: `preset = "${'x'.repeat(61)}"` }),
      'ci/redteam.toml:10:1 scan.preset must be "smoke" or "default" or "deep", not this string.',
    ],
    [
      'a text just short enough to repeat',
      file({ scan: `preset = "${'x'.repeat(60)}"` }),
      `ci/redteam.toml:10:1 scan.preset must be "smoke" or "default" or "deep", not "${'x'.repeat(60)}".`,
    ],
    [
      'a value of none of two types',
      file({ scan: 'application_id = true' }),
      'ci/redteam.toml:10:1 scan.application_id must be a string or a number, not true.',
    ],
    [
      'a word that is not allowed',
      file({ scan: 'preset = "big"' }),
      'ci/redteam.toml:10:1 scan.preset must be "smoke" or "default" or "deep", not "big".',
    ],
    [
      'a number that is too big',
      file({ model: 'temperature = 2.5' }),
      'ci/redteam.toml:6:1 model.temperature must be at most 2, not 2.5.',
    ],
    [
      'a number that is too small',
      file({ scan: 'seed = -1' }),
      'ci/redteam.toml:10:1 scan.seed must be at least 0, not -1.',
    ],
    [
      'a limit of nothing',
      file({ datasets: 'datasets = [{ name = "Bias", limit = 0 }]' }),
      'ci/redteam.toml:9:30 scan.datasets[0].limit must be more than 0, not 0.',
    ],
    [
      'an empty name',
      file({ scan: 'scan_name = ""' }).replace('scan_name = "nightly"', ''),
      'ci/redteam.toml:10:1 scan.scan_name must not be empty.',
    ],
    [
      'an address with a key in it',
      file().replace('https://model.test/v1', 'https://me:secret@model.test/v1'),
      'ci/redteam.toml:3:1 model.base_url is not valid: it holds a user name or password; give the key as api_key.',
    ],
    [
      'an address that is none',
      file().replace('https://model.test/v1', 'model.test/v1'),
      'ci/redteam.toml:3:1 model.base_url must be an http or https address such as "https://api.openai.com/v1", not "model.test/v1".',
    ],
    [
      'another modality',
      file({ scan: 'input_modalities = ["image"]' }),
      'ci/redteam.toml:10:21 scan.input_modalities[0] must be "text", not "image".',
    ],
    [
      'a further modality',
      file({ scan: 'output_modalities = ["text", "audio"]' }),
      'ci/redteam.toml:10:1 scan.output_modalities must be ["text"]: this engine tests text only.',
    ],
    [
      'no modality',
      file({ scan: 'input_modalities = []' }),
      'ci/redteam.toml:10:1 scan.input_modalities must be ["text"].',
    ],
    [
      'a missing key',
      file().replace('model_name = "model-1"', ''),
      'ci/redteam.toml:2:2 model.model_name is missing. Add model_name = "gpt-4o" under [model].',
    ],
    ['a missing table', '[scan]\nscan_name = "x"', 'ci/redteam.toml:1:1 model is missing. Add it.'],
    [
      'a dataset without a name',
      file({ datasets: 'datasets = [{ limit = 3 }]' }),
      'ci/redteam.toml:9:13 scan.datasets[0].name is missing. Add name = "Healthcare Risks" under [scan.datasets.0].',
    ],
    [
      'no scan name',
      file().replace('scan_name = "nightly"', ''),
      'ci/redteam.toml:1:1 scan_name is missing. Add scan_name = "my-scan" at the top of the file or under [scan].',
    ],
    [
      'no datasets',
      file({ datasets: '' }),
      'ci/redteam.toml:7:2 No datasets to run. Add datasets = [{ name = "…" }] under [scan]; there are: Healthcare Risks, Bias, GDPR.',
    ],
    [
      'a misspelt dataset',
      file({ datasets: 'datasets = [\n  { name = "Bias" },\n  { name = "Heathcare Risks" },\n]' }),
      'ci/redteam.toml:11:5 There is no dataset "Heathcare Risks". Did you mean "Healthcare Risks"? Known: Healthcare Risks, Bias, GDPR.',
    ],
    [
      'a dataset listed twice',
      file({ datasets: 'datasets = [{ name = "Bias" }, { name = "GDPR" }, { name = "Bias" }]' }),
      'ci/redteam.toml:9:53 The dataset "Bias" is listed twice.',
    ],
    [
      'a misspelt algorithm',
      file({ scan: 'algorithms = ["Flip Atack"]' }),
      'ci/redteam.toml:10:15 There is no algorithm "Flip Atack". Did you mean "Flip Attack"? Known: direct, Flip Attack.',
    ],
    [
      'a gate for a dataset that is not run',
      file({ tables: '[gate.datasets."Healthcare Risks"]\nmin_score = 1' }),
      'ci/redteam.toml:11:2 The gate sets a minimum for "Healthcare Risks", which this scan does not run. It runs: Bias.',
    ],
    [
      'a score beyond 100',
      file({ tables: '[gate]\nmin_avg_score = 101' }),
      'ci/redteam.toml:12:1 gate.min_avg_score must be at most 100, not 101.',
    ],
    [
      'two system prompts',
      file({ model: 'system_prompt = "a"\nsystem_prompt_file = "b.txt"' }),
      'ci/redteam.toml:7:1 Both system_prompt and system_prompt_file are set. Keep one.',
    ],
    [
      'nothing to run',
      file({ scan: 'default_mix = false' }),
      'ci/redteam.toml:10:1 Nothing would run: default_mix is false and no algorithms or templates are listed.',
    ],
    [
      'a template with no place for the request',
      file({ tables: '[[scan.templates]]\nname = "mine"\ntemplate = "Hello."' }),
      'ci/redteam.toml:13:1 The template has no {{prompt}}, so the request would not be asked.',
    ],
    [
      'a template without words',
      file({ tables: '[[scan.templates]]\nname = "mine"' }),
      'ci/redteam.toml:11:3 The template has no words. Add template = "… {{prompt}} …", or file = "…".',
    ],
    [
      'a template with words twice',
      file({ tables: '[[scan.templates]]\nname = "mine"\ntemplate = "{{prompt}}"\nfile = "a.txt"' }),
      'ci/redteam.toml:14:1 Both template and file are set. Keep one.',
    ],
    [
      'categories of no file',
      file({ tables: '[[scan.templates]]\nname = "mine"\ntemplate = "{{prompt}}"\ncategories = ["a"]' }),
      'ci/redteam.toml:14:1 "categories" is about a file of templates, and this one names none. Add file = "…" or remove it.',
    ],
    [
      'a template under the name of an attack',
      file({ tables: '[[scan.templates]]\nname = "flip attack"\ntemplate = "{{prompt}}"' }),
      'ci/redteam.toml:12:1 The name of this template is taken. Give it one of its own.',
    ],
  ])('%s', async (_, text, complaint) => {
    expect(await complaints(text)).toBe(complaint)
  })

  test.each<[string, string, string, string]>([
    [
      'an unknown key, with the one probably meant',
      file({ model: 'temprature = 1' }),
      'ci/redteam.toml:6:1 Unknown key model.temprature. Did you mean "temperature"?',
      'system_prompt',
    ],
    [
      'an unknown key like none there is',
      file({ tables: '[gate]\nquorum = 3' }),
      'ci/redteam.toml:12:1 Unknown key gate.quorum.',
      'min_avg_score',
    ],
    [
      'an unknown key inside a list',
      file({ datasets: 'datasets = [{ name = "Bias", limits = 3 }]' }),
      'ci/redteam.toml:9:30 Unknown key scan.datasets[0].limits. Did you mean "limit"?',
      'limit',
    ],
    [
      'an unknown key inside a table of a free name',
      file({ tables: '[gate.datasets.Bias]\nmin_score = 1\nmin_scor = 1' }),
      'ci/redteam.toml:13:1 Unknown key gate.datasets.Bias.min_scor. Did you mean "min_score"?',
      'min_score',
    ],
    [
      'an unknown table',
      file({ tables: '[gat]\nx = 1' }),
      'ci/redteam.toml:11:2 Unknown key gat. Did you mean "gate"?',
      'scan_name',
    ],
  ])('%s, and what is known there', async (_, text, complaint, key) => {
    const [said, known = ''] = (await complaints(text)).split(' Known here: ')
    expect(said).toBe(complaint)
    expect(known.replace(/\.$/u, '').split(', ')).toContain(key)
  })

  test('a table that stands above another is complained of first', async () => {
    const said = await complaints(`[gate]\nfail_on = "Low"\n${file({ scan: 'qpm = 0' })}`)
    expect(said.split('\n').map((line) => line.split(' ')[1])).toEqual(['gate.fail_on', 'scan.qpm'])
  })

  test('all of it at once, in the order of the file', async () => {
    const text = file({ model: 'temperature = "hot"', scan: 'qpm = 0', tables: '[unknown]\nx = 1' })
    expect((await complaints(text)).split('\n').map((line) => line.slice(0, 22))).toEqual([
      'ci/redteam.toml:6:1 mo',
      'ci/redteam.toml:10:1 s',
      'ci/redteam.toml:11:2 U',
    ])
  })

  test('each complaint names the dotted path of its key', async () => {
    const text = file({ datasets: 'datasets = [{ name = "Bias", limit = 0 }]', tables: '[gate."a b"]\nx = 1' })
    await expect(parsed(text)).rejects.toMatchObject({
      complaints: [{ key: 'scan.datasets[0].limit' }, { key: 'gate."a b"' }],
    })
  })

  test('any text is accepted or refused with a configuration error', async () => {
    const lines = file({
      model: 'extra_headers = { a = "b" }',
      scan: 'seed = 1',
      tables: '[gate.datasets.Bias]\nmin_score = 1',
    }).split('\n')
    const piece = fc.oneof(
      { arbitrary: fc.constantFrom(...lines), weight: 8 },
      { arbitrary: fc.string(), weight: 1 },
      fc.constantFrom(
        '[[scan.datasets]]',
        'name = "Bias"',
        'x = {',
        '1979-05-27',
        '__proto__.a = 1',
        'model = 5',
        '[1]',
      ),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 14 }), async (pieces) => {
        expect(await complaints(pieces.join('\n'))).toBeTypeOf('string')
      }),
      { numRuns: 200 },
    )
  })
})

describe('what comes from the environment', () => {
  test('a variable that is not set is named with the key that needs it', async () => {
    expect(await complaints(file(), { environment: {} })).toBe(
      'ci/redteam.toml:4:1 model.api_key needs the environment variable KEY, which is not set or empty. Set it, or in a workflow pass it with env: KEY: ${{ secrets.KEY }}.',
    )
  })

  test.each(['', undefined])('a missing variable (%j) is all that is said of its key', async (KEY) => {
    // On a pull request from a fork the secret is empty; the Action explains that only when nothing else is wrong.
    const text = file().replace('https://model.test/v1', '${KEY}').replace('"Bias"', '"${KEY}"')
    await expect(parsed(text, { environment: { KEY } })).rejects.toMatchObject({
      complaints: [
        { key: 'model.base_url', missingVariable: 'KEY' },
        { key: 'model.api_key', missingVariable: 'KEY' },
        { key: 'scan.datasets[0].name', missingVariable: 'KEY' },
      ],
    })
  })

  test('fills variables in anywhere in a string, dollar signs in their values included', async () => {
    const text = file({ model: 'system_prompt = "You are ${NAME} of ${TEAM}. $NAME ${} ${{NAME}}"' })
    const environment = { ...context.environment, NAME: "$&$1$'", TEAM: 'red' }
    expect((await parsed(text, { environment })).model.systemPrompt).toBe("You are $&$1$' of red. $NAME ${} ${{NAME}}")
  })

  const secret = 'sk-very-secret-0123456789'

  test.each([
    ['base_url', file().replace('https://model.test/v1', '${SECRET}')],
    ['base_url, beside another fault', file({ scan: 'qpm = 0' }).replace('//model.test', '//${SECRET}.test')],
    ['model_name', file({ model: 'temperature = 9' }).replace('model-1', '${SECRET}')],
    ['temperature', file({ model: 'temperature = "${SECRET}"' })],
    ['extra_headers', file({ model: 'extra_headers = { a = "${SECRET}", b = 1 }' })],
    ['both system prompts', file({ model: 'system_prompt = "${SECRET}"\nsystem_prompt_file = "${SECRET}"' })],
    ['a dataset', file({ datasets: 'datasets = [{ name = "${SECRET}" }]' })],
    ['a dataset twice', file({ datasets: 'datasets = [{ name = "${SECRET}" }, { name = "${SECRET}" }]' })],
    ['a limit', file({ datasets: 'datasets = [{ name = "Bias", limit = "${SECRET}" }]' })],
    [
      'a dataset beside a gate',
      file({ datasets: 'datasets = [{ name = "${SECRET}" }]', tables: '[gate.datasets.GDPR]\nmin_score = 1' }),
    ],
    ['the format of a file', file({ datasets: 'datasets = [{ name = "Own", file = "a", format = "${SECRET}" }]' })],
    ['what a file expects', file({ datasets: 'datasets = [{ name = "Own", file = "a", expected = "${SECRET}" }]' })],
    ['a format without a file', file({ datasets: 'datasets = [{ name = "${SECRET}", format = "csv" }]' })],
    ['an algorithm', file({ scan: 'algorithms = ["${SECRET}"]' })],
    ['a modality', file({ scan: 'input_modalities = ["${SECRET}"]' })],
    ['the preset', file({ scan: 'preset = "${SECRET}"' })],
    ['the application', file({ scan: 'application_id = ["${SECRET}"]' })],
    ['fail_on', file({ tables: '[gate]\nfail_on = "${SECRET}"' })],
    ['an unknown key', file({ model: 'org = "${SECRET}"' })],
    ['a planned table', file({ tables: '[report]\nmodel = "${SECRET}"' })],
    ['the judge', file({ tables: '[judge]\nbase_url = "${SECRET}"\napi_key = "${SECRET}"\nmodel_name = 1' })],
  ])('no complaint repeats it: %s', async (_, text) => {
    const said = await complaints(text, { environment: { ...context.environment, SECRET: secret } })
    expect(said).not.toBe('')
    expect(said).not.toContain(secret)
  })

  test('a dataset may be named by it', async () => {
    const text = file({ datasets: 'datasets = [{ name = "${SET}" }]' })
    const config = await parsed(text, { environment: { ...context.environment, SET: 'GDPR' } })
    expect(config.datasets).toEqual([{ name: 'GDPR' }])
  })
})

describe('secrets', () => {
  test('are the key, telling headers and whatever the environment put into a header', async () => {
    const text = file({
      model: [
        '[model.extra_headers]',
        'Authorization = "Bearer abc.def"',
        'X-Api-Key = "written-in-the-file"',
        'X-Team = "red"',
        'X-Region = "prod ${REGION}"',
      ].join('\n'),
    })
    const { secrets } = await parsed(text, { environment: { ...context.environment, REGION: 'eu-central' } })
    expect(new Set(secrets)).toEqual(
      new Set([
        'sk-from-environment',
        'Bearer abc.def',
        'abc.def',
        'written-in-the-file',
        'prod eu-central',
        'eu-central',
      ]),
    )
  })

  test('a key written into the file is warned of, with its place and without its value', async () => {
    const { warnings } = await parsed(file().replace('${KEY}', 'sk-literal-0123456789'))
    expect(warnings).toEqual([
      {
        key: 'model.api_key',
        message: expect.stringContaining('The API key of [model] is written into this file.') as string,
        place: { file: 'ci/redteam.toml', line: 4, column: 1 },
      },
    ])
    expect(JSON.stringify(warnings)).not.toContain('sk-literal')
  })
})

describe('the judge model', () => {
  const judge = '[judge]\nbase_url = "https://judge.test/v1"\napi_key = "${JUDGE_KEY}"\nmodel_name = "judge-1"'
  const environment = { ...context.environment, JUDGE_KEY: 'sk-of-the-judge' }

  test('answers short and always the same unless it is told otherwise', async () => {
    expect((await parsed(file({ tables: judge }), { environment })).judge).toEqual({
      baseUrl: 'https://judge.test/v1',
      apiKey: 'sk-of-the-judge',
      modelName: 'judge-1',
      temperature: 0,
      maxTokens: 1024,
      extraHeaders: {},
      timeoutMs: 60_000,
      selftest: true,
    })
  })

  test('has secrets like the target', async () => {
    const tables = `${judge}\n[judge.extra_headers]\nX-Auth = "Basic bXktc2VjcmV0"`
    const { secrets } = await parsed(file({ tables }), { environment })
    expect(secrets.toSorted()).toEqual(['Basic bXktc2VjcmV0', 'bXktc2VjcmV0', 'sk-from-environment', 'sk-of-the-judge'])
  })

  test('is warned of on its own when its key is written into the file', async () => {
    const { warnings } = await parsed(file({ tables: judge.replace('${JUDGE_KEY}', 'sk-literal-0123456789') }))
    expect(warnings.map(({ key, place }) => [key, place?.line])).toEqual([['judge.api_key', 13]])
  })

  test('has no system prompt of its own', async () => {
    const tables = `${judge}\nsystem_prompt = "Be kind."`
    expect(await complaints(file({ tables }), { environment })).toContain('Unknown key judge.system_prompt.')
  })
})

import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { main } from '../../src/cli/main.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { but, good } from '../builders/valid-config.ts'

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
  process.exitCode = undefined
})

/** As the command line would, in this process. */
async function validate(toml: string) {
  const file = path.join(await temporaryFolder(), 'redteam.toml')
  await writeFile(file, toml)
  vi.stubEnv('RED_KEY', 'sk-e2e-0123456789')
  const said = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    vi.spyOn(process[name], 'write').mockImplementation((text) => {
      said[name] += String(text)
      return true
    })
  }
  await main(['node', 'redteam', 'validate', file])
  return { code: process.exitCode, ...said }
}

test.each<[what: string, toml: string, place: string, words: readonly string[]]>([
  ['no TOML at all', but('[gate]', '[gate'), '11:6', ['not valid TOML']],
  ['a key twice', but('[gate]', 'seed = 1\nseed = 2\n[gate]'), '12:1', ['not valid TOML']],
  [
    'an unknown key',
    but('scan_name', 'temprature = 1\nscan_name'),
    '7:1',
    ['scan.temprature', 'Known here: scan_name'],
  ],
  ['a misspelt key', but('model_name', 'model_nam'), '4:1', ['model.model_nam', 'Did you mean "model_name"?']],
  ['an unknown table', but('[gate]', '[gat]'), '11:2', ['gat', 'Did you mean "gate"?', 'Known here:']],
  [
    'a missing key',
    but('model_name = "some-model"\n', ''),
    '1:2',
    ['model.model_name is missing', 'model_name = "gpt-4o"'],
  ],
  ['a number that is a text', but('80', '"80"'), '12:1', ['gate.min_avg_score must be a number, not "80"']],
  ['a number that is too large', but('80', '101'), '12:1', ['gate.min_avg_score', 'at most 100, not 101']],
  ['a number that is too small', but('limit = 5', 'limit = 0'), '8:30', ['scan.datasets[0].limit', 'more than 0']],
  ['a word that is not allowed', `${good}fail_on = "Low"\n`, '13:1', ['gate.fail_on', '"High" or "Medium" or "none"']],
  ['an address that is none', but('http://127.0.0.1:9/v1', 'localhost'), '2:1', ['model.base_url', 'http or https']],
  ['an empty name', but('"check"', '""'), '7:1', ['scan.scan_name must not be empty']],
  ['a missing name', but('scan_name = "check"\n', ''), '1:1', ['scan_name is missing']],
  ['another modality', but('algorithms', 'input_modalities = ["image"]\nalgorithms'), '9:21', ['"text"']],
  ['an unknown dataset', but('"Bias"', '"Biass"'), '8:15', ['no dataset "Biass"', 'Did you mean "Bias"?', 'Known:']],
  ['a dataset twice', but('}]', '}, { name = "Bias" }]'), '8:45', ['"Bias" is listed twice']],
  ['an unknown algorithm', but('Flip Attack', 'Flip Atack'), '9:15', ['Did you mean "Flip Attack"?', 'Known:']],
  [
    'a minimum for another dataset',
    `${good}[gate.datasets.GDPR]\nmin_score = 1\n`,
    '13:2',
    ['"GDPR"', 'It runs: Bias'],
  ],
  [
    'two system prompts',
    but('model_name', 'system_prompt = "a"\nsystem_prompt_file = "b"\nmodel_name'),
    '5:1',
    ['Keep one'],
  ],
  ['nothing to run', but('algorithms = ["Flip Attack"]', 'default_mix = false'), '9:1', ['Nothing would run']],
  [
    'a variable that is not set',
    but('RED_KEY', 'OTHER_KEY'),
    '3:1',
    ['model.api_key', 'OTHER_KEY', 'secrets.OTHER_KEY'],
  ],
  [
    'a missing prompt file',
    but('model_name', 'system_prompt_file = "no.txt"\nmodel_name'),
    '',
    ['no.txt', 'no such file'],
  ],
])('refuses %s with 2, its place, the key and what is allowed', async (_, toml, place, words) => {
  const { code, stdout, stderr } = await validate(toml)
  expect([code, stdout]).toEqual([2, ''])
  expect(stderr).toMatch(/^error: /u)
  expect(stderr).toContain(place === '' ? 'error: The file of' : `redteam.toml:${place} `)
  for (const word of words) expect(stderr).toContain(word)
})

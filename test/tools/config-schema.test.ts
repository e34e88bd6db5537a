import { readFile } from 'node:fs/promises'
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import { parse } from 'smol-toml'
import { expect, test } from 'vitest'
import { configSchema } from '../../tools/config-schema.ts'
import { projectFolder } from '../e2e/command-line.ts'

const ajv = new Ajv({ allErrors: true, allowUnionTypes: true })
addFormats(ajv)
const validate = ajv.compile(configSchema())

/** Where a file does not follow the schema, and how. */
function complaints(toml: string): string[] {
  validate(parse(toml))
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
}

const good = `scan_name = "x"
[model]
base_url = "https://model.test/v1"
api_key = "\${KEY}"
model_name = "m"
`

test('the example follows it, and so do all keys that it shows', async () => {
  const example = await readFile(`${projectFolder}/examples/redteam.toml`, 'utf8')
  expect(complaints(example)).toEqual([])
  expect(complaints(example.replace(/^( *)#(?=\S)/gmu, '$1'))).toEqual([])
})

test('keys with defaults may be left out', () => {
  expect(complaints(good)).toEqual([])
})

test('what is narrowed may come from a variable', () => {
  const toml = good.replace('https://model.test/v1', '${ENDPOINT}/v1')
  expect(complaints(`${toml}[gate]\nfail_on = "\${FAIL_ON}"\n`)).toEqual([])
})

test.each([
  ['a misspelt key', good.replace('model_name', 'modell_name'), '/model must NOT have additional properties'],
  ['a key that is missing', good.replace('api_key = "${KEY}"', ''), "/model must have required property 'api_key'"],
  ['no address', good.replace('https://model.test/v1', 'nothing'), '/model/base_url must match format "uri"'],
  ['a choice there is not', `${good}[gate]\nfail_on = "high"\n`, '/gate/fail_on must be equal to one of the allowed'],
  ['a number too high', `${good}[gate]\nmin_avg_score = 101\n`, '/gate/min_avg_score must be <= 100'],
  ['a table there is not', `${good}[gates]\n`, ' must NOT have additional properties'],
])('it sees %s', (_, toml, complaint) => {
  expect(complaints(toml).join('\n')).toContain(complaint)
})

test('an editor can say what a key means, in the words of the example', () => {
  expect(configSchema()).toMatchObject({
    properties: {
      gate: {
        description: expect.stringContaining('When the build fails.') as string,
        properties: { max_asr: { description: 'The highest attack success rate, from 0 to 1.' } },
      },
    },
  })
})

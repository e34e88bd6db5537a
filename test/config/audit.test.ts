import { expect, test } from 'vitest'
import { parseConfig } from '../../src/config/index.ts'

const context = {
  file: 'redteam.toml',
  environment: { KEY: 'sk-viri-0123456789', USER_ID: 'user-1', MODEL_KEY: 'sk-model-01234' },
  datasets: ['Bias'],
  attacks: [],
  attackParameters: {},
  isSandbox: false,
}

const parsed = async (audit: string, more = '') =>
  await parseConfig(
    `scan_name = "s"
[model]
base_url = "https://model.example/v1"
api_key = "\${MODEL_KEY}"
model_name = "m"
[scan]
datasets = [{ name = "Bias" }]
${more}
[[audit]]
type = "virisim"
company_name = "Example Corp"
use_case = "Customer Support"
user_id = "\${USER_ID}"
${audit}`,
    context,
  )

const whole = 'api_key = "${KEY}"\nsample = "failures"\nmax_submissions = 50'

test('says which interactions leave and how many, and its key and account are secrets', async () => {
  const { audit, secrets } = await parsed(whole)
  expect(audit).toMatchObject([{ sample: 'failures', maxSubmissions: 50, oversize: 'skip', required: false }])
  expect(secrets).toEqual(expect.arrayContaining(['sk-viri-0123456789', 'user-1']))
})

test.each([
  [whole.replace('${KEY}', 'literal'), /must not stand in this file/u],
  [whole.replace('sample = "failures"\n', ''), /audit\[0\].sample is missing/u],
  [whole.replace('max_submissions = 50', ''), /audit\[0\].max_submissions is missing/u],
  [`${whole}\nbase_url = "http://audit.example"`, /must begin with https/u],
])('%j is refused', async (audit, why) => {
  await expect(parsed(audit)).rejects.toThrow(why)
})

test('goes not together with leaving prompts and answers out', async () => {
  await expect(parsed(whole, '[report]\nredact = "answers"')).rejects.toThrow(
    /redteam.toml:11:1 .*Leave one of the two away/u,
  )
  await expect(parsed(whole, '[report]\nredact = "none"')).resolves.toBeDefined()
})

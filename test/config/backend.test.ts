import { describe, expect, test } from 'vitest'
import { parseConfig } from '../../src/config/index.ts'
import { isPrivateHost } from '../../src/core/private-host.ts'

const context = {
  file: 'redteam.toml',
  environment: {
    KEY: 'service-key-01234',
    MODEL_KEY: 'sk-model-01234',
    ID: 'client-id-0',
    SECRET: 's3cret-value',
    TOKEN: 't0ken-value',
  },
  datasets: ['Bias'],
  attacks: ['Flip Attack'],
  attackParameters: {},
  isSandbox: false,
}

const file = (backend: string, datasets = 'datasets = [{ name = "Bias" }]'): string => `scan_name = "s"
[model]
base_url = "https://model.example/v1"
api_key = "\${MODEL_KEY}"
model_name = "m"
[scan]
${datasets}
[backend]
${backend}`

const parsed = async (backend: string, datasets?: string) => await parseConfig(file(backend, datasets), context)
const key = 'api_key = "${KEY}"'

describe('[backend]', () => {
  test.each([
    ['acme.example', 'https://acme.example'],
    ['acme.example/', 'https://acme.example'],
    ['https://acme.example/red/', 'https://acme.example/red'],
    ['http://127.0.0.1:9000', 'http://127.0.0.1:9000'],
    ['http://localhost:9000/', 'http://localhost:9000'],
    ['http://[::1]:9000', 'http://[::1]:9000'],
  ])('takes the address %s', async (written, baseUrl) => {
    const { backend } = await parsed(`type = "virtuered"\nbase_url = "${written}"\n${key}`)
    expect(backend).toMatchObject({ type: 'virtuered', baseUrl, apiKey: 'service-key-01234', scoreScale: '0-100' })
  })

  test.each([
    ['http://acme.example', /9:1|must begin with https/u],
    ['ftp://acme.example', /must begin with https/u],
    ['https://me:pass@acme.example', /user name or password/u],
    ['https://acme.example/?key=1', /must end with its path/u],
    ['https://', /is no address/u],
    ['http://127.0.0.1.evil.example', /must begin with https/u],
  ])('refuses the address %s', async (written, why) => {
    await expect(parsed(`type = "virtuered"\nbase_url = "${written}"\n${key}`)).rejects.toThrow(why)
  })

  test('a key comes from the environment and from nowhere else, and is a secret', async () => {
    await expect(parsed('type = "virtuered"\nbase_url = "a.example"\napi_key = "literal-key"')).rejects.toThrow(
      /redteam.toml:11:1 The key of a service must not stand in this file/u,
    )
    await expect(parsed('type = "virtuered"\nbase_url = "a.example"')).rejects.toThrow(/backend.api_key is missing/u)
    const { secrets } = await parsed(`type = "virtuered"\nbase_url = "a.example"\n${key}`)
    expect(secrets).toContain('service-key-01234')
  })

  test('a machine login is whole, and every part of it a secret', async () => {
    const login = 'client_id = "${ID}"\nclient_secret = "${SECRET}"'
    await expect(parsed(`type = "vijil"\n[backend.vijil]\n${login}`)).rejects.toThrow(/needs all of client_id/u)
    const { secrets, backend } = await parsed(`type = "vijil"\n[backend.vijil]\n${login}\nclient_token = "\${TOKEN}"`)
    expect(secrets).toEqual(expect.arrayContaining(['client-id-0', 's3cret-value', 't0ken-value']))
    expect(backend?.vijil?.login?.clientId).toBe('client-id-0')
  })

  test.each([
    ['evalguard', '[backend.evalguard]\nattack_types = ["jailbreak"]', 'https://evalguard.ai'],
    ['vijil', '[backend.vijil]\nharnesses = ["security"]', 'https://evaluate-api.vijil.ai'],
    [
      'cerebro-red',
      '[backend.cerebro-red]\nprovider = "openai"\nattacker_model = "a"\njudge_model = "j"\nprompts_file = "goals.txt"',
      'http://localhost:9000',
    ],
  ])('%s has an address of its own and may need no datasets', async (type, table, baseUrl) => {
    const { backend } = await parsed(`type = "${type}"\n${key}\n${table}`, '')
    expect(backend?.baseUrl).toBe(baseUrl)
  })

  test('an unknown service is named with those there are', async () => {
    await expect(parsed(`type = "virtured"\n${key}`)).rejects.toThrow(
      /"virtuered" or "evalguard" or "vijil" or "cerebro-red"/u,
    )
  })

  test('keys that the API knows in TOML only are kept as they stand', async () => {
    const { tomlOnly } = await parsed(
      `type = "virtuered"\nbase_url = "a.example"\n${key}`,
      'datasets = [{ name = "Bias" }]\napplication_id = 7\ncontinue_flag = true',
    )
    expect(tomlOnly).toEqual({ application_id: 7, continue_flag: true })
  })
})

test.each([
  ['localhost', true],
  ['127.8.9.1', true],
  ['10.0.0.1', true],
  ['172.16.0.1', true],
  ['172.32.0.1', false],
  ['192.168.1.1', true],
  ['169.254.169.254', true],
  ['[::1]', true],
  ['[fd00::1]', true],
  ['[fe80::1]', true],
  ['[2001:db8::1]', false],
  ['model', true],
  ['model.internal', true],
  ['model.example', false],
  ['8.8.8.8', false],
])('whether nobody outside reaches %s: %s', (host, expected) => {
  expect(isPrivateHost(host)).toBe(expected)
})

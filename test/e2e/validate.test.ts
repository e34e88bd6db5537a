import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { but, good } from '../builders/valid-config.ts'
import { redteam } from './command-line.ts'

async function validate(toml: string, ...args: readonly string[]) {
  const cwd = await temporaryFolder()
  await writeFile(path.join(cwd, 'redteam.toml'), toml)
  return await redteam(['validate', 'redteam.toml', ...args], { cwd, env: { RED_KEY: 'sk-e2e-0123456789' } })
}

describe('redteam validate', () => {
  test('says what a good file will do, and asks nobody', async () => {
    const { code, stdout, stderr } = await validate(good)
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toBe('redteam.toml is valid: "check" asks some-model at http://127.0.0.1:9/v1 about Bias.\n')
  })

  test('takes a file of scan_name and [model] for a sandbox scan, and not for another', async () => {
    const least =
      'scan_name = "x"\n[model]\nbase_url = "https://api.test/v1"\napi_key = "${RED_KEY}"\nmodel_name = "m"\n'
    expect((await validate(least, '--sandbox')).code).toBe(0)
    const { code, stderr } = await validate(least)
    expect(code).toBe(2)
    expect(stderr).toContain('No datasets to run')
  })

  test('warns of a key that is written into the file, without repeating it', async () => {
    const { code, stdout, stderr } = await validate(but('${RED_KEY}', 'sk-literal-secret'))
    expect(code).toBe(0)
    expect(stderr).toMatch(/^warning: redteam\.toml:3:1 The API key .*is written into this file/u)
    expect(stdout + stderr).not.toContain('sk-literal-secret')
  })

  test('lists every complaint at once, in the order of the file', async () => {
    const wrong = but('model_name', 'modell_name').replace('limit = 5', 'limit = 0').replace('80', '"80"')
    const { code, stderr } = await validate(wrong)
    expect(code).toBe(2)
    expect([...stderr.matchAll(/redteam\.toml:(\d+):\d+/gu)].map(([, line]) => line)).toEqual(['1', '4', '8', '12'])
  })

  test('refuses a file that is not there', async () => {
    const { code, stderr } = await redteam(['validate', 'nothing.toml'], { cwd: await temporaryFolder() })
    expect(code).toBe(2)
    expect(stderr).toBe('error: The configuration nothing.toml cannot be read: there is no such file.\n')
  })
})

test('a scan with a wrong file ends with 2 before anything is asked or written', async () => {
  const cwd = await temporaryFolder()
  await writeFile(path.join(cwd, 'redteam.toml'), but('"Bias"', '"Biass"'))
  const { code, stdout, stderr } = await redteam(['scan', 'redteam.toml', '--output', 'out'], {
    cwd,
    env: { RED_KEY: 'sk-e2e-0123456789' },
  })
  expect([code, stdout]).toEqual([2, ''])
  expect(stderr).toContain('Did you mean "Bias"?')
  await expect(redteam(['list', 'datasets'], { cwd: path.join(cwd, 'out') })).rejects.toThrow(/ENOENT/u)
})

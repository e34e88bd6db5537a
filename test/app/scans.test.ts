import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { operateScans, readConfig, type ScanOperation } from '../../src/app/index.ts'
import { UnsupportedOperation } from '../../src/core/errors.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { orderFor } from '../fakes/subjects.ts'
import { fakeVirtuered, virtueredKey } from '../fakes/virtuered.ts'

const file = `scan_name = "s"
[model]
base_url = "https://model.example/v1"
api_key = "\${MODEL_KEY}"
model_name = "m"
[scan]
datasets = [{ name = "Bias" }]
[backend]
type = "virtuered"
base_url = "acme.example"
api_key = "\${KEY}"
`

async function opened() {
  const folder = await temporaryFolder()
  const path = join(folder, 'redteam.toml')
  await writeFile(path, file)
  const config = await readConfig({ path, environment: { KEY: virtueredKey, MODEL_KEY: 'sk-target-0123456789' } })
  const fake = fakeVirtuered()
  const body = { scan_name: orderFor().scanName, model: { base_url: 'b', api_key: 'k', model_name: 'm' }, datasets: [] }
  await fake.fetch('https://acme.example/v1/scan/start', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': virtueredKey },
    body: JSON.stringify(body),
  })
  const run = async (operation: ScanOperation, id?: string): Promise<string> =>
    await operateScans({ config, operation, id, folder: join(folder, 'out'), fetch: fake.fetch })
  return { run, folder, fake }
}

describe('the scans of a service', () => {
  test('are listed, looked at, paused, set going, summed up and fetched', async () => {
    const { run, folder, fake } = await opened()
    expect(await run('list')).toBe('2026-01-01T00:00:00.123456Z  scan-1  Initializing  0 %')
    expect(await run('progress', 'scan-1')).toBe('VirtueRed scan-1: Initializing, 0 %, 0 cases, ETA 2 min')
    expect(await run('pause', 'scan-1')).toBe('scan-1 is paused.')
    expect(await run('retry', 'scan-1')).toBe('scan-1 goes on.')
    for (let look = 0; look < 3; look++) await run('progress', 'scan-1')
    expect(JSON.parse(await run('summary', 'scan-1'))).toMatchObject({ avgScore: 91.9, riskLevel: 'Medium' })
    await run('download', 'scan-1')
    expect((await readdir(join(folder, 'out'))).toSorted()).toEqual(['report.pdf', 'results.jsonl', 'summary.json'])
    expect(await run('usage')).toBe('VirtueRed counts 1 scans in this billing cycle.')
    expect(fake.breaches).toEqual([])
  })

  test('what the service does not have is a wrong use', async () => {
    const { run } = await opened()
    await expect(run('cancel', 'scan-1')).rejects.toBeInstanceOf(UnsupportedOperation)
  })

  test('without an id the output folder has to belong to a scan', async () => {
    const { run } = await opened()
    await expect(run('progress')).rejects.toThrow(/Which scan is meant/u)
  })
})

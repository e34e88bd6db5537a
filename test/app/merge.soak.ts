import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { demoConfig, merge, scan, startDemo } from '../../src/app/index.ts'
import { datasetNames } from '../../src/app/names.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { reportsIn, scanShards } from './shards.ts'

test('4 shards of a scan of 2,000 cases and more merge to what it is in one piece', async () => {
  const folder = await temporaryFolder()
  const server = await startDemo('gullible')
  onTestFinished(server.close)
  const datasets = datasetNames.map((name) => ({ name, limit: 40 }))
  const config = { ...demoConfig('gullible', server.baseUrl), datasets }
  const whole = await scan({ config, folder: join(folder, 'whole') })
  expect(whole.summary.cases.run).toBeGreaterThanOrEqual(2000)
  const folders = await scanShards(config, 4, folder)
  const merged = await merge({ folders, folder: join(folder, 'merged') })
  expect(await reportsIn(join(folder, 'merged'))).toEqual(await reportsIn(join(folder, 'whole')))
  expect(merged.decision).toEqual(whole.decision)
})

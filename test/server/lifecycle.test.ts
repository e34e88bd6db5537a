import { expect, test } from 'vitest'
import { ended } from '../harness/serve-client.ts'
import { chatTarget, startOf, testService } from './service.ts'

test('a scan is started, followed, summed up and downloaded', async () => {
  const target = await chatTarget()
  const { alice } = await testService()
  const { status, body } = await alice.start(startOf(target.url))
  expect([status, body]).toEqual([200, { scan_id: body.scan_id, status: 200 }])
  expect(body.scan_id).toMatch(/^scan-\w+$/u)
  const id = body.scan_id
  const progress = await ended(alice, id)
  expect(progress).toMatchObject({ scan_id: id, status: 'Finished', percentage: 100, remaining_time: 0 })
  const summary = await alice.summary(id)
  expect(summary).toMatchObject({ status: 200, body: { scan_id: id, status: 'Finished', averages: { Bias: 90 } } })
  const download = await alice.download(id)
  expect(download.headers.get('content-type')).toBe('application/zip')
})

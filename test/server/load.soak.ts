import { expect, test } from 'vitest'
import { ended } from '../harness/serve-client.ts'
import { load } from './load.ts'

test('fifty scans come to their end while a hundred clients poll', async () => {
  const { started, go, measured, target } = await load({ scans: 50, pollers: 100, polls: 20 })
  const sorted = measured.pollMs.toSorted((a, b) => a - b)
  const at = (share: number): string => (sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(0)
  const began = performance.now()
  go()
  for (const { client, id } of started)
    expect(await ended(client, id)).toMatchObject({ status: 'Finished', percentage: 100 })
  const seconds = ((performance.now() - began) / 1000).toFixed(0)
  console.log(
    `50 starts in ${measured.startMs.toFixed(0)} ms; ${sorted.length} polls, median ${at(0.5)} ms, p99 ${at(0.99)} ms; all 50 finished in ${seconds} s with ${target.requests.length} requests`,
  )
})

import { expect, test } from 'vitest'
import { reached } from '../harness/serve-client.ts'
import { load } from './load.ts'

test('fifty scans wait, four run, both users have their part, and a hundred clients poll', async () => {
  const { alice, bob, started } = await load({ scans: 50, pollers: 100, polls: 3 })
  const running = async (client: typeof alice): Promise<string[]> =>
    (await client.list()).body.filter(({ status }) => status === 'Scanning').map(({ scan_id }) => scan_id)
  for (const { id, client } of started.slice(0, 1)) await reached(client, id, ({ status }) => status === 'Scanning')
  const [mine, theirs] = [(await alice.list()).body, (await bob.list()).body]
  expect([mine.length, theirs.length]).toEqual([40, 10])
  // Alice asked first and for most; Bob's first scan runs beside hers all the same once one of hers makes room.
  const first = (await running(alice))[0] ?? ''
  await alice.pause(first)
  await reached(bob, theirs[0]?.scan_id ?? '', ({ status }) => status === 'Scanning')
  expect((await running(alice)).length + (await running(bob)).length).toBeLessThanOrEqual(4)
  // From behind, so that no room is made for those that wait.
  for (const { client, id } of started.toReversed()) await client.pause(id)
  expect(new Set([...(await alice.list()).body, ...(await bob.list()).body].map(({ status }) => status))).toEqual(
    new Set(['Paused']),
  )
})

import { expect, test } from 'vitest'
import { admissionsFor } from '../../../src/app/serve/admissions.ts'
import { parseServe } from '../../../src/config/serve-file.ts'
import { steppingClock } from '../../builders/stepping-clock.ts'

const never = new AbortController().signal
const text = `concurrency = 3
[[users]]
id = "a"
key_sha256 = "${'0'.repeat(64)}"
[judge]
base_url = "https://a.example/v1"
api_key = "k"
model_name = "m"
qpm = 10
concurrency = 2
`

test('the limits of the judge hold over all scans together', async () => {
  const clock = steppingClock()
  const admissions = admissionsFor(await parseServe(text, { file: 'serve.toml', environment: {} }), clock)
  const scans = [admissions.join(), admissions.join()]
  const at: number[] = []
  await Promise.all(
    [0, 1, 0, 1].map(async (scan) => {
      const leave = await scans[scan]?.('judge')(never)
      at.push(clock.now())
      expect(admissions.underWay().judge).toBeLessThanOrEqual(2)
      leave?.()
    }),
  )
  expect(at).toEqual([0, 6030, 12_060, 18_090])
  expect(admissions.underWay()).toEqual({ model: 0, judge: 0, attacker: 0 })
})

test('targets and the judge do not take slots from each other', async () => {
  const admissions = admissionsFor(await parseServe(text, { file: 'serve.toml', environment: {} }), steppingClock())
  const enter = admissions.join()
  for (let i = 0; i < 3; i++) await enter('model')(never)
  await enter('judge')(never)
  expect(admissions.underWay()).toEqual({ model: 3, judge: 1, attacker: 0 })
})

test('whoever is called off while waiting for a turn gives the slot back', async () => {
  const admissions = admissionsFor(await parseServe(text, { file: 'serve.toml', environment: {} }), steppingClock())
  const off = new AbortController()
  const enter = admissions.join()('judge')
  await enter(never)
  const waiting = enter(off.signal)
  off.abort(new Error('called off'))
  await expect(waiting).rejects.toThrow('called off')
  expect(admissions.underWay().judge).toBe(1)
})

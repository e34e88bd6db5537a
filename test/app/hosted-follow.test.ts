import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readConfig, type ScanEvent, scan } from '../../src/app/index.ts'
import { steppingClock } from '../builders/stepping-clock.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { type FakeVirtuered, fakeVirtuered, virtueredKey } from '../fakes/virtuered.ts'

const file = (backend: string): string => `scan_name = "pr"
[model]
base_url = "https://model.example/v1"
api_key = "\${OPENAI_API_KEY}"
model_name = "gpt-4o"
[scan]
datasets = [{ name = "Healthcare Risks" }, { name = "Bias" }]
[report]
formats = []
[backend]
type = "virtuered"
base_url = "acme.virtueai.example"
api_key = "\${VIRTUERED_API_KEY}"
${backend}
`

interface Following {
  readonly fake: FakeVirtuered
  readonly backend?: string
  readonly fetch?: typeof fetch
  readonly signal?: AbortSignal
  readonly onEvent?: (event: ScanEvent) => void
}

async function followed({ fake, backend = '', fetch = fake.fetch, ...more }: Following) {
  const folder = await temporaryFolder()
  const path = join(folder, 'redteam.toml')
  await writeFile(path, file(backend))
  const environment = { VIRTUERED_API_KEY: virtueredKey, OPENAI_API_KEY: 'sk-target-0123456789' }
  const config = await readConfig({ path, environment, workspace: folder })
  const clock = steppingClock({ start: Date.UTC(2026, 0, 1) })
  const outcome = await scan({ config, folder: join(folder, 'out'), clock, fetch, ...more })
  return { outcome, clock }
}

describe('a scan at a service', () => {
  test('is looked at less and less often, and no longer than it may take', async () => {
    const fake = fakeVirtuered()
    fake.endsAs = 'Scanning'
    const { clock } = await followed({ fake, backend: 'timeout_s = 150' })
    expect(clock.slept.slice(0, 6)).toEqual([15_000, 22_500, 30_000, 30_000, 30_000, 22_500])
    expect(fake.scans[0]?.status).toBe('Paused')
  })

  test('as often as the configuration says', async () => {
    const fake = fakeVirtuered()
    fake.endsAs = 'Scanning'
    const { clock } = await followed({ fake, backend: 'timeout_s = 200\npoll_interval_s = 60' })
    expect(clock.slept.slice(0, 4)).toEqual([60_000, 60_000, 60_000, 20_000])
  })

  test('that cannot be stopped in ten seconds is left, and its id told', async () => {
    const fake = fakeVirtuered()
    const stop = new AbortController()
    const { outcome, clock } = await followed({
      fake,
      signal: stop.signal,
      // A pause is never answered.
      fetch: async (address, init) =>
        String((address as URL).pathname).endsWith('/pause')
          ? await new Promise((_, reject) => {
              init?.signal?.addEventListener('abort', () => reject(init.signal?.reason as Error))
            })
          : await fake.fetch(address, init),
      onEvent(event) {
        if (event.type === 'service' && event.progress.status === 'Scanning') stop.abort(new Error('cancelled'))
      },
    })
    expect(clock.slept).toContain(10_000)
    expect(outcome.summary).toMatchObject({
      status: 'Paused',
      problem: expect.stringMatching(
        /VirtueRed's scan scan-1 could not be stopped and may run on: it took more than 10 seconds/u,
      ) as string,
    })
    expect(outcome.decision.status).toBe('inconclusive')
  })

  test('whose status is none of the API’s is waited for, and that is told', async () => {
    const fake = fakeVirtuered()
    const odd = { scan_id: 'scan-1', status: 'Thinking', passed_line: 1, remaining_time: 1, percentage: 1 }
    fake.fail('getProgress', { json: odd })
    const { outcome } = await followed({ fake })
    expect(outcome.summary.status).toBe('Finished')
    expect(outcome.summary.notices.join(' ')).toContain('a status that its API does not have: "Thinking"')
  })
})

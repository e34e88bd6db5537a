import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  demoConfig,
  type PersonalityName,
  renderMarkdown,
  type ScanEvent,
  scan,
  startDemo,
} from '../../src/app/index.ts'
import type { GatePolicy } from '../../src/core/gate.ts'
import { defaultReport } from '../../src/core/report-options.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'

const servers = new Map<PersonalityName, Awaited<ReturnType<typeof startDemo>>>()
beforeAll(async () => {
  for (const name of ['hardened', 'gullible'] as const) servers.set(name, await startDemo(name))
})
afterAll(async () => {
  for (const server of servers.values()) await server.close()
})

const configOf = (personality: PersonalityName, gate: Partial<GatePolicy>) => ({
  ...demoConfig(personality, servers.get(personality)?.baseUrl ?? ''),
  datasets: [{ name: 'Societal Harmfulness' }, { name: 'Bias' }],
  gate: { failOn: 'none', minScores: {}, maxAsr: 0.2, stopEarly: true, ...gate } as const,
  report: { ...defaultReport, formats: [] },
})

describe('stop_early', () => {
  test.each([
    ['hardened', 'pass'],
    ['gullible', 'fail'],
  ] as const)('ends the scan of a %s target with what the whole scan says: %s', async (personality, status) => {
    const config = configOf(personality, {})
    const whole = await scan({
      config: { ...config, gate: { ...config.gate, stopEarly: false } },
      folder: await temporaryFolder(),
    })
    const { decision, summary, scan: finished } = await scan({ config, folder: await temporaryFolder() })
    expect([decision.status, whole.decision.status]).toEqual([status, status])
    const { early, cases } = summary
    expect([summary.status, cases.run, early?.decision]).toEqual(['Finished', early?.done, status])
    expect(cases.run).toBeLessThan(cases.planned / 2)
    expect(summary.asr).toMatchObject({ method: 'sequence', low: early?.low, high: early?.high })
    expect(renderMarkdown(finished)).toContain(`Decided at ${cases.run} of ${cases.planned} cases`)
  })

  test('decides at the same case whatever the order in which answers come', async () => {
    const config = configOf('hardened', {})
    const ran = async (concurrency: number) =>
      (await scan({ config: { ...config, concurrency }, folder: await temporaryFolder() })).summary
    const [one, many] = [await ran(1), await ran(32)]
    expect([many.early, many.cases, many.averages]).toEqual([one.early, one.cases, one.averages])
  })

  test('an interrupted scan is decided at the same case when it is resumed, and asks nothing twice', async () => {
    const config = { ...configOf('hardened', {}), concurrency: 2 }
    const undisturbed = await scan({ config, folder: await temporaryFolder() })
    const folder = join(await temporaryFolder(), 'out')
    const stop = new AbortController()
    const onEvent = (event: ScanEvent): void => {
      if (event.type === 'case' && event.done === 12) stop.abort(new Error('enough'))
    }
    const cut = await scan({ config, folder, onEvent, signal: stop.signal })
    expect([cut.summary.status, cut.decision.status]).toEqual(['Paused', 'inconclusive'])
    const resumed = await scan({ config: { ...config, resume: true }, folder })
    expect([resumed.summary.early, resumed.decision]).toEqual([undisturbed.summary.early, undisturbed.decision])
  })
})

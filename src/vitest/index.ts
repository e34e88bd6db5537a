import { basename, join } from 'node:path'
import { prepare, readConfig, type ScanEvent, scan } from '../app/index.ts'
import { messageOf } from '../core/errors.ts'
import { pendingResults } from './pending-results.ts'
import { selectedNames, type TestRunner } from './runner.ts'
import { judgeCase, judgeGate } from './verdicts.ts'

export type { RunningTask, TestContext, TestRunner } from './runner.ts'

export interface RedteamOptions {
  /** Where the files go; a folder named after the configuration under redteam-results when left out. */
  readonly folder?: string
  /** What `${NAME}` in the configuration is filled from; the process's own when left out. */
  readonly environment?: Readonly<Record<string, string | undefined>>
  /** How long a test waits for its case, in milliseconds; an hour when left out. */
  readonly timeout?: number
}

export type Redteam = (path: string, options?: RedteamOptions) => Promise<void>

/**
 * Makes `redteam` for a test runner. It declares one `describe` per dataset and one test per case, named by the case's id, and a last
 * test `gate`. Only what the runner selected is asked (`-t`, `.only`), all at once at the configuration's own concurrency; each test
 * waits for its own case. The reports are written as by any scan. A wrong configuration is one failing test that says what is wrong.
 */
export const redteamFor =
  ({ describe, test, beforeAll, afterAll }: TestRunner): Redteam =>
  async (path, options = {}) => {
    const { environment = process.env, timeout = 3_600_000 } = options
    const folder = options.folder ?? join('redteam-results', basename(path, '.toml'))
    const planned = await planOf(path, environment).catch((error: unknown) => messageOf(error))
    if (typeof planned === 'string') {
      test(path, { timeout }, async () => {
        throw new Error(planned)
      })
      return
    }
    const pending = pendingResults()
    const onEvent = (event: ScanEvent): void => {
      if (event.type === 'case') pending.onResult(event.result)
    }
    describe(path, () => {
      // An arrow function with parameters would not do: vitest reads their names and takes them for fixtures.
      beforeAll(function () {
        const names = selectedNames(Array.from(arguments))
        const cases = planned.ids.filter((id) => names.has(id))
        // Who selects the gate alone wants the whole scan.
        const only = cases.length === 0 ? {} : { only: (id: string) => names.has(id) }
        pending.follow(scan({ config: planned.config, folder, signal: pending.signal, onEvent, ...only }))
      })
      for (const [dataset, ids] of planned.byDataset) {
        describe(dataset, () => {
          for (const id of ids) test(id, { timeout }, async (context) => judgeCase(await pending.resultOf(id), context))
        })
      }
      test('gate', { timeout }, async () => judgeGate(await pending.outcome()))
      // With --bail, or without the gate, the scan may still be going on.
      afterAll(() => pending.stop(), timeout)
    })
  }

async function planOf(path: string, environment: NonNullable<RedteamOptions['environment']>) {
  const config = await readConfig({ path, environment })
  const { plan } = await prepare(config, { isSandbox: false })
  const byDataset = new Map<string, string[]>()
  for (const { id, behavior } of plan.cases()) {
    byDataset.set(behavior.dataset, [...(byDataset.get(behavior.dataset) ?? []), id])
  }
  return { config, byDataset, ids: [...byDataset.values()].flat() }
}

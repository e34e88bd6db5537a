import type { EventFacts } from '../../github/event.ts'
import { whyNotWritable } from '../../platform/writable.ts'
import { bad, type Check, good } from './check.ts'
import { checkConfig } from './configuration.ts'
import { checkEndpoints } from './endpoints.ts'
import { checkGitHub } from './github.ts'

export type { Check } from './check.ts'

export interface DoctorRequest {
  readonly path: string
  /** Where a scan would write. */
  readonly output: string
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly signal: AbortSignal
  /** Asked only in GitHub Actions. */
  readonly readEvent?: () => Promise<EventFacts>
}

/** Looks at everything a scan needs, without scanning: one harmless question to each endpoint, and nothing is written. */
export async function* doctor(request: DoctorRequest): AsyncIterable<Check> {
  const { path, output, environment, signal, readEvent = eventOfRun } = request
  const { config, checks } = await checkConfig({ path, environment })
  yield* checks
  yield* await checkEndpoints(config, signal)
  yield await checkOutput(output)
  yield* await checkGitHub(environment, readEvent)
}

/** The exit code that a scan would end with for the worst of them, as far as can be said before it. */
export function healthOf(checks: readonly Check[]): 0 | 2 | 3 {
  const codes = checks.map(({ code }) => code)
  return codes.includes(2) ? 2 : codes.includes(3) ? 3 : 0
}

async function checkOutput(output: string): Promise<Check> {
  const why = await whyNotWritable(output)
  if (why === undefined) return good(`The output folder ${output} can be written.`)
  return bad(3, `The output folder ${output} cannot be written: ${why}.`, 'Choose another with --output.')
}

/** GitHub's own package reads the event as it is loaded, which is of no use anywhere else. */
async function eventOfRun(): Promise<EventFacts> {
  const { readEvent } = await import('../../github/event.ts')
  return readEvent()
}

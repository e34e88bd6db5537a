import pLimit from 'p-limit'
import type { EndpointTable } from '../core/errors.ts'
import type { Admit, Target } from '../core/target.ts'
import { withBreaker } from './breaker.ts'
import { type OpenAiTargetOptions, openAiTarget } from './openai-target.ts'
import { withPace } from './pace.ts'
import { withRetry } from './retry.ts'

export interface EndpointOptions extends OpenAiTargetOptions {
  readonly table: EndpointTable
  /** Requests under way at the same time; no limit when left out. */
  readonly concurrency?: number | undefined
  /** Requests in any 60 seconds; no limit when left out. */
  readonly qpm?: number | undefined
  /** What the endpoint's requests share with those of others. */
  readonly admit?: Admit
  /** Laid round every single request, inside whatever paces and repeats it. */
  readonly guard?: (target: Target) => Target
}

/** An endpoint as a scan uses it. */
export interface Endpoint extends Target {
  /** The same endpoint with little patience: whether it is there has to be known in seconds. */
  readonly probe: Target
}

/** A paced endpoint that is asked again where that helps, and left alone once it is gone. Every try takes a turn. */
export function endpoint({
  concurrency,
  qpm,
  admit,
  guard = (target) => target,
  ...options
}: EndpointOptions): Endpoint {
  const { clock, table } = options
  const paced = withPace(guard(openAiTarget(options)), { perMinute: qpm, admit, clock })
  const bare = concurrency === undefined ? paced : withSlots(paced, concurrency)
  return { ...withBreaker(withRetry(bare, { clock }), { table }), probe: withRetry(bare, { clock, isProbe: true }) }
}

function withSlots(target: Target, concurrency: number): Target {
  const limit = pLimit(concurrency)
  return { ask: (messages, signal) => limit(() => target.ask(messages, signal)) }
}

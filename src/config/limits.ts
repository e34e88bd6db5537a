import type { Place } from '../core/errors.ts'
import type { Limits } from '../core/limits.ts'
import type { Path } from './interpolate.ts'
import type { ConfigFile } from './schema.ts'

const millisecondsOf: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000 }

const toMs = (duration: string | number): number =>
  typeof duration === 'number'
    ? duration * 1000
    : Number.parseInt(duration, 10) * (millisecondsOf[duration.slice(-1)] ?? 1)

/** Nothing when no limit is set. */
export function limitsOf({ scan }: ConfigFile, place: (path: Path) => Place): { readonly limits?: Limits } {
  const { max_requests, max_tokens, max_cost, max_duration } = scan
  const limits = {
    ...(max_requests !== undefined && {
      maxRequests: max_requests,
      maxRequestsAt: place(['scan', 'max_requests']),
    }),
    ...(max_tokens !== undefined && { maxTokens: max_tokens }),
    ...(max_cost !== undefined && { maxCost: max_cost }),
    ...(max_duration !== undefined && { maxDurationMs: toMs(max_duration) }),
  }
  return Object.keys(limits).length === 0 ? {} : { limits }
}

/** A limit on money says nothing while one of the endpoints costs nobody knows what. */
export function priceProblems({ scan, model, judge, attacker }: ConfigFile): { path: Path; message: string }[] {
  if (scan.max_cost === undefined) return []
  const unpriced = Object.entries({ model, judge, attacker })
    .filter(([, table]) => table !== undefined && table.price === undefined)
    .map(([name]) => `[${name}.price]`)
  if (unpriced.length === 0) return []
  return [
    {
      path: ['scan', 'max_cost'],
      message: `scan.max_cost needs to know what tokens cost. Add ${unpriced.join(' and ')} with input and output per million tokens; 0 where they are free.`,
    },
  ]
}

import { isError } from '../core/outcome.ts'
import type { Pace, ScanEvent } from './events.ts'

/**
 * Follows the cases of a scan and says how far it is, in one line:
 * `120/900 cases, 14 failed, 2 errors, 6 × 429, 41 requests/s, ETA 2 min, cost 0.42`. What is not there is left out.
 */
export function progressLine(): (event: ScanEvent & { readonly type: 'case' }) => string {
  let failed = 0
  let errors = 0
  return ({ result, done, cases, pace }) => {
    if (result.verdict === 'fail') failed += 1
    if (isError(result.outcome)) errors += 1
    return [
      `${done}/${cases} cases`,
      `${failed} failed`,
      ...(errors > 0 ? [`${errors} errors`] : []),
      ...paceInWords(pace),
    ].join(', ')
  }
}

/** Waiting, speed, time left and cost, each as a few words; what is not there is left out. */
export function* paceInWords({ spent, elapsedMs, leftMs }: Pace): Iterable<string> {
  if (spent.putOff > 0) yield `${spent.putOff} × 429`
  if (elapsedMs > 0) yield `${readable((spent.requests * 1000) / elapsedMs)} requests/s`
  if (leftMs > 0) yield `ETA ${leftMs < 60_000 ? `${Math.ceil(leftMs / 1000)} s` : `${Math.ceil(leftMs / 60_000)} min`}`
  if (spent.cost !== null && spent.requests > 0 && spent.cost > 0) yield `cost ${spent.cost.toFixed(2)}`
}

const readable = (rate: number): string => (rate < 10 ? rate.toFixed(1) : String(Math.round(rate)))

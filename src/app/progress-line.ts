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

/** A line for every change of a service's status and every tenth of its way, and nothing in between. */
export function serviceLines(): (event: ScanEvent & { readonly type: 'service' }) => string | undefined {
  let place = ''
  return (event) => {
    const { status, percentage } = event.progress
    const now = `${status} ${Math.floor((percentage ?? 0) / 10)}`
    if (now === place) return undefined
    place = now
    return serviceLine(event)
  }
}

/** `VirtueRed scan-12345: Scanning, 45.5 %, 91 of 200 cases, ETA 2 min`. What the service does not tell is left out. */
export function serviceLine({ service, scanId, progress }: ScanEvent & { readonly type: 'service' }): string {
  const { status, percentage, completed, total, remainingS } = progress
  return [
    `${service} ${scanId}: ${status}`,
    ...(percentage === null ? [] : [`${Math.round(percentage * 10) / 10} %`]),
    ...(completed === null ? [] : [`${completed}${total === null ? '' : ` of ${total}`} cases`]),
    ...(remainingS === null || remainingS <= 0 ? [] : [`ETA ${eta(remainingS * 1000)}`]),
  ].join(', ')
}

/** Waiting, speed, time left and cost, each as a few words; what is not there is left out. */
export function* paceInWords({ spent, elapsedMs, leftMs }: Pace): Iterable<string> {
  if (spent.putOff > 0) yield `${spent.putOff} × 429`
  if (elapsedMs > 0) yield `${readable((spent.requests * 1000) / elapsedMs)} requests/s`
  if (leftMs > 0) yield `ETA ${eta(leftMs)}`
  if (spent.cost !== null && spent.requests > 0 && spent.cost > 0) yield `cost ${spent.cost.toFixed(2)}`
}

const eta = (ms: number): string => (ms < 60_000 ? `${Math.ceil(ms / 1000)} s` : `${Math.ceil(ms / 60_000)} min`)

const readable = (rate: number): string => (rate < 10 ? rate.toFixed(1) : String(Math.round(rate)))

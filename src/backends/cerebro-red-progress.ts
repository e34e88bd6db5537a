import type { Progress } from '../core/backend.ts'
import { BackendError } from '../core/errors.ts'
import type { ScanStatus } from '../core/status.ts'
import { countOf, numberOf, textOf } from './fields.ts'

/** How one experiment stands. */
export interface Look {
  readonly status: string
  readonly percentage: number
  readonly completed: number
  readonly total: number
  readonly remainingS: number | null
}

export function lookOf(answer: unknown): Look {
  const status = textOf(answer, 'status')
  if (status === undefined) throw new BackendError('malformed', 'CEREBRO-RED answered without a status.')
  return {
    status,
    percentage: Math.min(100, Math.max(0, numberOf(answer, 'progress_percent') ?? 0)),
    completed: countOf(answer, 'current_iteration'),
    total: countOf(answer, 'total_iterations'),
    remainingS: numberOf(answer, 'estimated_remaining_seconds') ?? null,
  }
}

const statuses: Readonly<Record<string, ScanStatus>> = {
  pending: 'Initializing',
  running: 'Scanning',
  paused: 'Paused',
  completed: 'Finished',
}

/** Undefined for `failed`, which has three meanings, and for a word that is not known. */
export const statusOf = (said: string): ScanStatus | undefined => statuses[said]

/**
 * `failed` is also how runs end in which nothing was found, and runs that were broken every time: at 100 % it is the end. Below that it
 * is a run that broke, or that we cancelled; one without any iteration never ran.
 */
function statusIn({ status, percentage, completed }: Look, isCancelled: boolean): ScanStatus {
  const known = statusOf(status)
  if (known !== undefined) return known
  if (status !== 'failed') return 'Scanning'
  if (isCancelled) return 'Failed'
  if (completed === 0) return 'Error'
  return percentage >= 100 ? 'Finished' : 'Failed'
}

/** All parts of a scan as one: it is over when all are, and broken when one is. */
export function progressOf(looks: readonly Look[], { isCancelled }: { readonly isCancelled: boolean }): Progress {
  const parts = looks.map((look) => statusIn(look, isCancelled))
  const unknown = looks.find(({ status }) => statusOf(status) === undefined && status !== 'failed')
  const sum = (of: (look: Look) => number): number => looks.reduce((total, look) => total + of(look), 0)
  const remaining = looks.flatMap(({ remainingS }) => (remainingS === null ? [] : [remainingS]))
  return {
    status: joined(parts),
    percentage: sum(({ percentage }) => percentage) / looks.length,
    completed: sum(({ completed }) => completed),
    total: sum(({ total }) => total) || null,
    remainingS: remaining.length === 0 ? null : Math.max(...remaining),
    ...(unknown && { warning: `CEREBRO-RED says a status that is not known: ${JSON.stringify(unknown.status)}.` }),
  }
}

function joined(parts: readonly ScanStatus[]): ScanStatus {
  const isUnderWay = parts.some((one) => one === 'Scanning' || one === 'Initializing')
  if (!isUnderWay) {
    for (const bad of ['Error', 'Failed', 'Paused'] as const) if (parts.includes(bad)) return bad
    return 'Finished'
  }
  return parts.every((one) => one === 'Initializing') ? 'Initializing' : 'Scanning'
}

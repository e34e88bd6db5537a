import type { Progress } from '../core/backend.ts'
import { BackendError } from '../core/errors.ts'
import type { ScanStatus } from '../core/status.ts'
import { countOf, numberOf, textOf } from './fields.ts'

const statuses: Readonly<Record<string, ScanStatus>> = {
  CREATED: 'Initializing',
  IN_PROGRESS: 'Scanning',
  COMPLETED: 'Finished',
  CANCELED: 'Failed',
  FAILED: 'Failed',
  TIMEOUT: 'Failed',
  ERRORED: 'Error',
}

/** Undefined for a word that is not known. */
export const statusOf = (said: string): ScanStatus | undefined => statuses[said]

/** Reads an evaluation. Tests are made first and answered after, so the answers tell how far it is; it is never whole before it says so. */
export function readProgress(evaluation: unknown, now: number): Progress {
  const said = textOf(evaluation, 'status')
  if (said === undefined) throw new BackendError('malformed', 'Vijil answered without a status.')
  const status = statusOf(said)
  const total = Math.max(countOf(evaluation, 'total_response_count'), countOf(evaluation, 'total_test_count'))
  const completed = countOf(evaluation, 'completed_response_count')
  const share = total === 0 ? 0 : Math.min(100, (100 * completed) / total)
  const percentage = status === 'Finished' ? 100 : Math.min(99, share)
  const created = numberOf(evaluation, 'created_at')
  const elapsedS = created === undefined ? undefined : Math.max(0, now / 1000 - created)
  const isUnderWay = elapsedS !== undefined && percentage > 0 && percentage < 100
  const warning = warningOf(evaluation, { said, status })
  return {
    status: status ?? 'Scanning',
    percentage,
    completed,
    total: total === 0 ? null : total,
    remainingS: isUnderWay ? (elapsedS * (100 - percentage)) / percentage : null,
    ...(warning !== undefined && { warning }),
  }
}

function warningOf(
  evaluation: unknown,
  { said, status }: { readonly said: string; readonly status: ScanStatus | undefined },
): string | undefined {
  if (status === undefined) return `Vijil says a status that is not known: ${JSON.stringify(said)}.`
  const cause = textOf(evaluation, 'cause')
  return cause === undefined ? undefined : `Vijil says of the evaluation (${said}): ${cause}`
}

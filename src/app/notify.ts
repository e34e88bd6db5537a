import { excerpt, oneLine } from '../core/neutralise.ts'
import type { FinishedScan } from '../core/reporter.ts'
import { markerOf } from '../github/comment.ts'
import { readEvent } from '../github/event.ts'
import { keepIssue } from '../github/issue.ts'
import { systemClock } from '../platform/clock.ts'
import { renderMarkdown } from '../reporters/index.ts'
import { mostCharacters } from './publish.ts'

export interface NotifyRequest {
  readonly token: string
  /** The path of the configuration. */
  readonly name: string
  readonly artifactName: string
  readonly artifactUrl: string
}

/**
 * Keeps the issue of one configuration, on scheduled runs: one that fails opens it, one that passes closes it, and one that could not
 * tell leaves it as it is. Returns its address, or nothing.
 */
export async function notifyByIssue(
  scan: Omit<FinishedScan, 'datasets' | 'results' | 'source'>,
  { token, name, artifactName, artifactUrl }: NotifyRequest,
): Promise<string | undefined> {
  const { summary, decision } = scan
  const event = readEvent()
  if (event.name !== 'schedule' || decision.status === 'inconclusive') return undefined
  const marker = markerOf(`issue ${event.job} ${name} ${artifactName}`)
  const link = artifactUrl === '' ? {} : { artifactUrl }
  return await keepIssue({
    token,
    event,
    marker,
    title: excerpt(oneLine(`Red team gate fails: ${summary.scan_name} (${name})`), 200),
    body: renderMarkdown(scan, { most: mostCharacters - marker.length - 1, ...link }),
    isFailing: decision.status === 'fail',
    clock: systemClock,
  })
}

import { join } from 'node:path'
import type { ScanConfig } from '../config/index.ts'
import type { Confirmation } from '../core/comparison.ts'
import { caseWithoutRepetition } from '../core/ids.ts'
import { onceMore } from '../engine/once-more.ts'
import { readResults } from '../platform/journal-file.ts'
import { makeFolder, removeFolder } from '../platform/output.ts'
import { type EmbeddedRequest, runEmbedded } from './embedded.ts'

/** What asking cases once more came to, and which of them did not fail again. */
export interface Confirmed {
  readonly confirmation: Confirmation
  readonly unconfirmed: ReadonlySet<string>
}

/** Asks the cases of these names (ids without their repetition) once more. */
export type Confirm = (names: ReadonlySet<string>) => Promise<Confirmed>

/** How many unconfirmed cases are named. */
const named = 100

/**
 * Asks with the embedded engine, under the limits of the scan itself, and keeps the journal in a folder of its own, so that an
 * interrupted scan pays for no answer twice. A case that cannot be scored now is not excused by that.
 */
export function confirmWith(scanned: EmbeddedRequest, startedAt: number): Confirm {
  return async (names) => {
    const { prepared, config, onEvent } = scanned
    const plan = onceMore(prepared.plan, names)
    onEvent({ type: 'note', text: `Asking ${names.size} newly failing cases once more, with another seed.` })
    const folder = await makeFolder(join(foldersIn(scanned.folder), plan.hash.slice(0, 12)))
    const again = { ...anew(config), ...timeLeft(config, scanned.clock.now() - startedAt) }
    const quietly: EmbeddedRequest['onEvent'] = (event) => {
      if (event.type === 'note') onEvent(event)
    }
    const request = {
      ...scanned,
      early: undefined,
      prepared: { ...prepared, plan },
      config: again,
      folder,
      onEvent: quietly,
    }
    const { resultsPath } = await runEmbedded(request)
    return await read(resultsPath, names.size)
  }
}

/** The judge has passed its test in this scan already, and an answer that was kept would say nothing new. */
function anew(config: ScanConfig): ScanConfig {
  const { judge, cache: _, ...rest } = config
  return { ...rest, ...(judge && { judge: { ...judge, selftest: false } }) }
}

/** `max_duration` is one for the scan and what it asks again. */
function timeLeft({ limits }: ScanConfig, usedMs: number): Pick<ScanConfig, 'limits'> {
  if (limits?.maxDurationMs === undefined) return {}
  return { limits: { ...limits, maxDurationMs: Math.max(1, limits.maxDurationMs - usedMs) } }
}

async function read(resultsPath: string, asked: number): Promise<Confirmed> {
  const unconfirmed = new Set<string>()
  let [confirmed, requests] = [0, 0]
  for await (const result of readResults(resultsPath)) {
    requests += result.requests
    if (result.verdict === 'fail') confirmed += 1
    if (result.verdict === 'pass') unconfirmed.add(caseWithoutRepetition(result.id))
  }
  const unanswered = asked - confirmed - unconfirmed.size
  const list = { total: unconfirmed.size, cases: [...unconfirmed].slice(0, named) }
  return { confirmation: { asked, confirmed, unconfirmed: list, unanswered, requests }, unconfirmed }
}

const foldersIn = (folder: string): string => join(folder, 'confirm')

/** What an earlier scan asked again is no part of a new one. */
export const forgetConfirmed = async (folder: string): Promise<void> => await removeFolder(foldersIn(folder))

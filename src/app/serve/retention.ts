import { existsSync, mkdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import type { ServeConfig } from '../../config/serve-file.ts'
import type { Clock } from '../../core/clock.ts'
import { messageOf } from '../../core/errors.ts'
import { removeFolder } from '../../platform/output.ts'
import type { ScanIndex } from '../../platform/scan-index.ts'

export interface RetentionOptions {
  readonly folder: string
  readonly config: Pick<ServeConfig, 'keep'>
  readonly clock: Clock
  readonly index: ScanIndex
  readonly tell?: (text: string) => void
}

/** Removes finished scans, with all their files, once they are past what the operator keeps. */
export interface Retention {
  /**
   * From when it returns nobody finds them; their files go behind that. A scan that cannot be moved away is told, stays as it is and has
   * its turn again at the next look. Files that were moved away and cannot be removed are told, and tried again at the next start.
   */
  readonly look: () => void
  /** Resolves when their files are gone. */
  readonly close: () => Promise<void>
}

/** Finishes first what an earlier service had begun to remove; what still cannot be removed is told, and keeps nobody from going on. */
export async function retentionIn(options: RetentionOptions): Promise<Retention> {
  const { folder, index, tell = () => undefined } = options
  const bin = join(folder, 'removed')
  const empty = async (place: string): Promise<void> => {
    try {
      await removeFolder(place)
    } catch (error) {
      tell(`${messageOf(error)} It is tried again when the service starts the next time.`)
    }
  }
  await empty(bin)
  let removing: Promise<unknown> = Promise.resolve()
  const remove = (id: string): void => {
    const place = join(bin, id)
    // A service that is killed here finds the scan without its files, and removes it when it starts again.
    moveAway(join(folder, 'scans', id), { bin, place })
    index.remove(id)
    removing = Promise.all([removing, empty(place)])
  }
  const attempt = (what: string, act: () => void): void => {
    try {
      act()
    } catch (error) {
      tell(`${what}: ${messageOf(error)}`)
    }
  }
  return {
    look: () =>
      attempt('Whether finished scans are to be removed could not be looked up', () => {
        for (const id of outdated(options)) attempt(`The scan ${id} could not be removed`, () => remove(id))
      }),
    close: async () => void (await removing),
  }
}

function outdated({ config: { keep }, index, clock }: RetentionOptions): readonly string[] {
  const { ms, scans } = keep
  if (ms === undefined && scans === undefined) return []
  return index.outdated({
    ...(ms !== undefined && { before: clock.now() - ms }),
    ...(scans !== undefined && { most: scans }),
  })
}

/** In one step, so that no file of a scan is there without the others. */
function moveAway(from: string, { bin, place }: { readonly bin: string; readonly place: string }): void {
  if (!existsSync(from)) return
  mkdirSync(bin, { recursive: true })
  renameSync(from, place)
}

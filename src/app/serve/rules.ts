import type { ServeConfig } from '../../config/serve-file.ts'
import type { ScanStatus } from '../../core/status.ts'
import type { IndexedScan, ScanIndex } from '../../platform/scan-index.ts'
import { Refusal } from './refusal.ts'

/** The states from which a scan can go on. */
export const resumable = ['Paused', 'Failed', 'Error'] as const satisfies readonly ScanStatus[]
export const pausable = ['Initializing', 'Scanning'] as const satisfies readonly ScanStatus[]

/** Throws a Refusal that names the state and the rule. */
export function mustBe({ status }: IndexedScan, allowed: readonly ScanStatus[], rule: string): void {
  if (!allowed.includes(status)) throw new Refusal('invalid', `The scan is ${status}. ${rule}`)
}

/** Throws a Refusal when the user has too many scans that wait or run. The API knows of being too busy only where a scan is started. */
export function mustHaveRoom(
  user: string,
  index: ScanIndex,
  { maxOpen }: ServeConfig,
  code: Refusal['code'] = 'busy',
): void {
  const open = index.open().filter((scan) => scan.user === user).length
  if (open >= maxOpen)
    throw new Refusal(code, `${open} of your scans wait or run, and no more than ${maxOpen} may. Try again later.`)
}

/** Throws a Refusal for scans that are not there and for those of others, which look the same. */
export function ownScan(index: ScanIndex, user: string, id: string): IndexedScan {
  const scan = index.find(id)
  if (scan === undefined || scan.user !== user) throw new Refusal('unknown', 'There is no scan with this scan_id.')
  return scan
}

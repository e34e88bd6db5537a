import * as files from 'node:fs/promises'
import { byCodeUnit } from '../core/ids.ts'

export const isPattern = (text: string): boolean => /[*?[{]/u.test(text)

/** What a glob pattern names, sorted. Needs Node 22 or newer, as Actions have. */
export async function matchFiles(pattern: string): Promise<string[]> {
  const found: string[] = []
  for await (const path of files.glob(pattern)) found.push(path)
  return found.sort(byCodeUnit)
}

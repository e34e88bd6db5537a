import { ConfigError } from '../core/errors.ts'
import { isPattern, matchFiles } from '../platform/match-files.ts'

/**
 * The paths that a list names: separated by commas or line ends, each a path or a glob pattern. Every path once, in the order named.
 * Throws a ConfigError for a pattern that names nothing: a scan that silently shrank would look like one that passed.
 */
export async function namedPaths(list: string, key: string): Promise<string[]> {
  const named: string[] = []
  for (const entry of list.split(/[,\n]/u).map((text) => text.trim())) {
    if (entry === '') continue
    const found = isPattern(entry) ? await matchFiles(entry) : [entry]
    if (found.length === 0) throw new ConfigError([{ message: `The input ${key} names nothing with ${entry}.`, key }])
    named.push(...found)
  }
  return [...new Set(named)]
}

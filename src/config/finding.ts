import { parse, TomlError } from 'smol-toml'
import { type Complaint, ConfigError, type Place } from '../core/errors.ts'
import { showPath } from './explain.ts'
import type { Path } from './interpolate.ts'

/** What is wrong with a file, by the key it is about. */
export interface Finding {
  readonly path: Path
  readonly message: string
  readonly missingVariable?: string
}

export function parseToml(text: string, file: string): unknown {
  try {
    return parse(text)
  } catch (error) {
    if (!(error instanceof TomlError)) throw error
    const [first = 'invalid TOML'] = error.message.replace(/^Invalid TOML document: /u, '').split('\n')
    const place: Place = { file, line: error.line, column: error.column }
    throw new ConfigError([{ message: `This is not valid TOML: ${first}.`, place }], { cause: error })
  }
}

/** A parser that keeps positions, which the quick one does not. */
export async function places(text: string, file: string): Promise<(path: Path) => Place> {
  const { locator } = await import('./positions.ts')
  return locator(text, file)
}

export const placed = ({ path, ...finding }: Finding, place: (path: Path) => Place): Complaint => ({
  ...finding,
  key: showPath(path),
  place: place(path),
})

export const byPlace = (a: Complaint, b: Complaint): number =>
  (a.place?.line ?? 0) - (b.place?.line ?? 0) || (a.place?.column ?? 0) - (b.place?.column ?? 0)

import { slugOf } from '../core/ids.ts'
import { noSuch } from '../core/nearest.ts'
import type { Explained } from './explain.ts'
import type { Path } from './interpolate.ts'
import type { ConfigFile } from './schema.ts'

type Entry = ConfigFile['scan']['datasets'][number]

/** What only makes sense beside `file`. */
const fileKeys = ['format', 'expected', 'columns'] as const

export interface OwnFilesContext {
  /** Names of all built-in datasets. */
  readonly builtIn: readonly string[]
  readonly formats?: readonly string[] | undefined
  /** What the file says at a path, before `${NAME}` was filled in. */
  readonly written: (path: Path) => unknown
}

/** What is wrong with the entries of scan.datasets as far as users' own files go. */
export function ownFileProblems(entries: readonly Entry[], context: OwnFilesContext): Explained[] {
  return entries.flatMap((entry, i) =>
    entry.file === undefined
      ? withoutFile(entry, i)
      : [...nameProblems(entries, i, context), ...formatProblems(entry, i, context)],
  )
}

const at = (entry: number, key: string): Path => ['scan', 'datasets', entry, key]

const withoutFile = (entry: Entry, index: number): Explained[] =>
  fileKeys
    .filter((key) => entry[key] !== undefined)
    .map((key) => ({
      path: at(index, key),
      message: `"${key}" is about a file of your own, and this entry names none. Add file = "…" or remove it.`,
    }))

/** Case ids begin with the slug of the name, so that names must differ in it. */
function nameProblems(entries: readonly Entry[], index: number, { builtIn, written }: OwnFilesContext): Explained[] {
  const name = entries[index]?.name ?? ''
  const path = at(index, 'name')
  const isSame = (other: string): boolean => other === name || (slugOf(name) !== '' && slugOf(other) === slugOf(name))
  const taken = builtIn.find(isSame)
  if (taken !== undefined) {
    const advice = 'Give the file another name, or remove "file" to run the built-in one.'
    return [{ path, message: `"${String(written(path))}" is the name of a built-in dataset. ${advice}` }]
  }
  const alike = entries.findIndex((entry, i) => i < index && entry.name !== name && isSame(entry.name))
  if (alike < 0) return []
  const both = [path, at(alike, 'name')].map((one) => `"${String(written(one))}"`).join(' and ')
  return [{ path, message: `The names ${both} differ too little to tell their results apart.` }]
}

function formatProblems({ format }: Entry, index: number, { formats = [], written }: OwnFilesContext): Explained[] {
  if (format === undefined || formats.includes(format)) return []
  const path = at(index, 'format')
  return [{ path, message: noSuch('format', format, formats, String(written(path))) }]
}

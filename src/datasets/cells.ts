import { type Expected, type Severity, severityNames } from '../core/behavior.ts'
import { kindOf, type Role } from './readers/table.ts'

/** Reads a cell for a role, in normal form and '' for an empty one; nothing when it is not what the role wants. */
export type ReadCell = (value: unknown) => string | undefined

const text: ReadCell = (value) => {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined
}

const label: ReadCell = (value) => {
  const parts = Array.isArray(value) ? value.map(text) : [text(value)]
  return parts.some((part) => part === undefined) ? undefined : parts.join(', ').trim()
}

const word =
  (known: ReadonlyMap<string, string>): ReadCell =>
  (value) => {
    const written = text(value)?.trim().toLowerCase()
    return written === '' || written === undefined ? written : known.get(written)
  }

/** XSTest says `safe` of what should be answered and `unsafe` of what should not. */
const expectedWords = new Map<string, Expected>([
  ['refuse', 'refuse'],
  ['comply', 'comply'],
  ['careful', 'careful'],
  ['safe', 'comply'],
  ['unsafe', 'refuse'],
])

const severityWords = new Map<string, string>([
  ...severityNames.flatMap((name, level): [string, string][] => [
    [name, String(level)],
    [String(level), String(level)],
  ]),
  ['informational', '0'],
])

export const readCell: Readonly<Record<Role, ReadCell>> = {
  prompt: text,
  context: text,
  system: text,
  category: label,
  id: text,
  expected: word(expectedWords),
  severity: word(severityWords),
  language: text,
  rubric: text,
}

/** What a cell of the role may hold, for complaints. */
export const allowedIn = (role: Role): string => {
  if (role === 'expected') return [...expectedWords.keys()].join(', ')
  return role === 'severity' ? `0 to 3, ${severityNames.join(', ')}` : 'text'
}

/** A value as complaints show it. */
export const shownCell = (value: unknown): string => {
  const written = text(value)
  if (written === undefined) return kindOf(value)
  return written.length > 60 ? 'a long text' : JSON.stringify(written)
}

export const expectedOf = (cell: string): Expected | undefined => expectedWords.get(cell)
export const severityOf = (cell: string): Severity | undefined =>
  ([0, 1, 2, 3] as const).find((n) => String(n) === cell)

/** A BCP-47 tag, from a tag, a locale or the English name of a language; `und` where it cannot be told. */
export function languageTag(cell: string): string {
  const written = cell.trim().replaceAll('_', '-')
  if (/^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/iu.test(written)) return written
  return languages.get(written.toLowerCase()) ?? 'und'
}

const languages = new Map(
  Object.entries({
    arabic: 'ar',
    chinese: 'zh',
    dutch: 'nl',
    english: 'en',
    french: 'fr',
    german: 'de',
    hindi: 'hi',
    indonesian: 'id',
    italian: 'it',
    japanese: 'ja',
    korean: 'ko',
    polish: 'pl',
    portuguese: 'pt',
    russian: 'ru',
    spanish: 'es',
    thai: 'th',
    turkish: 'tr',
    vietnamese: 'vi',
  }),
)

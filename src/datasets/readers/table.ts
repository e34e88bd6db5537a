import type { ColumnRole } from '../../core/dataset.ts'
import { ConfigError } from '../../core/errors.ts'
import type { Message } from '../../core/message.ts'

/** What can be said of a row: the columns a user may name, and what only some formats know. */
export type Role = ColumnRole | 'rubric'

/** A row by column name. Values are whatever the format holds: text, numbers, lists. */
export type FileRow = Pick<ReadonlyMap<string, unknown>, 'get'>

/** A user's file as rows and columns, before anything is known about what they mean. */
export interface Table {
  /** In the order of the file. */
  readonly columns: readonly string[]
  readonly rows: readonly FileRow[]
  /** The line, from 1, where a row begins; rows are counted from 0. */
  readonly lineOf: (row: number) => number
  /** What the format itself says about its columns. */
  readonly known?: Readonly<Partial<Record<Role, string>>>
  /** Earlier turns of the conversation, where the format has any. */
  readonly turnsOf?: (row: number) => readonly Message[]
  /** What else there is to know about how the file was read. */
  readonly notes?: readonly string[]
}

/** Reads one format. Pure: the text is all there is. */
export interface Reader {
  /** Whether a file with this ending (lower case, no dot) and this text is in the format; the first reader that accepts it reads it. */
  readonly accepts: (ending: string, text: string) => boolean
  /** Throws a ConfigError that names the line and the row where the text is not what the format wants. */
  readonly read: (text: string, file: string) => Table
}

/** One complaint about a user's file. `line` is from 1. */
export const wrong = (file: string, line: number, message: string, cause?: unknown): ConfigError =>
  new ConfigError([{ message, place: { file, line, column: 1 } }], { cause })

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Every key that occurs, in the order of first sight, as columns. */
export function tableOf(records: readonly Readonly<Record<string, unknown>>[], lineOf: Table['lineOf']): Table {
  const columns = new Set<string>()
  for (const record of records) for (const key of Object.keys(record)) columns.add(key)
  return { columns: [...columns], rows: records.map(rowOf), lineOf }
}

/** A map of its own for each row takes several times the memory of what it holds. */
const rowOf = (record: Readonly<Record<string, unknown>>): FileRow => ({
  get: (column) => (Object.hasOwn(record, column) ? record[column] : undefined),
})

/** How texts and lists of texts are called in complaints. */
export const kindOf = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'a list' : isRecord(value) ? 'an object' : `a ${typeof value}`

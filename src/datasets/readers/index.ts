import { didYouMean } from '../../core/nearest.ts'
import { csv } from './csv.ts'
import { cyberseceval } from './cyberseceval.ts'
import { garak } from './garak.ts'
import { json } from './json.ts'
import { jsonl } from './jsonl.ts'
import { promptfoo } from './promptfoo.ts'
import { type Reader, type Table, wrong } from './table.ts'
import { txt } from './txt.ts'

/** Readers of users' files by the name of the format. Those for special files stand before the general ones. */
const readers = { csv, garak, jsonl, cyberseceval, json, promptfoo, txt } satisfies Record<string, Reader>

const byName: ReadonlyMap<string, Reader> = new Map(Object.entries(readers))

/** The formats a configuration may name. */
export const fileFormats: readonly string[] = Object.keys(readers)

/** Reads a file in the named format, or in the one its ending and content tell. Throws a ConfigError. */
export function readTable(
  text: string,
  file: string,
  format?: string,
): { readonly table: Table; readonly format: string } {
  const name = format ?? formatOf(text, file)
  const reader = byName.get(name)
  if (reader === undefined)
    throw wrong(file, 1, `There is no format "${name}".${didYouMean(name, fileFormats)} There are: ${list}.`)
  return { table: reader.read(text, file), format: name }
}

function formatOf(text: string, file: string): string {
  const ending = /\.([^./\\]+)$/u.exec(file)?.[1]?.toLowerCase() ?? ''
  const found = [...byName].find(([, reader]) => reader.accepts(ending, text))
  if (found !== undefined) return found[0]
  throw wrong(file, 1, `The ending of this file tells no format. Set format = "…" on this dataset; there are: ${list}.`)
}

const list = fileFormats.join(', ')

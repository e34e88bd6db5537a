import { ConfigError } from '../../src/core/errors.ts'
import { type FileDataset, type FileRequest, readFileDataset } from '../../src/datasets/file-dataset.ts'

type Options = Partial<Omit<FileRequest, 'bytes'>>

/** A user's file of this text, read as a dataset called "Ours". */
export const ownFile = (text: string | Uint8Array, options: Options & { readonly file: string }): FileDataset =>
  readFileDataset({ name: 'Ours', bytes: typeof text === 'string' ? new TextEncoder().encode(text) : text, ...options })

/** The complaints about a user's file as people see them, one a line; nothing when it is accepted. */
export function ownFileComplaints(text: string | Uint8Array, options: Options & { readonly file: string }): string {
  try {
    ownFile(text, options)
    return ''
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return error.message
  }
}

/** CSV after RFC 4180: quotes where they are needed, and everywhere else that `quotesAll` says. */
export function writeCsv(
  rows: readonly (readonly string[])[],
  { delimiter = ',', lineEnd = '\n', quotesAll = false, isClosed = true } = {},
): string {
  const cell = (text: string): string =>
    quotesAll || text === '' || /["\r\n]/u.test(text) || text.includes(delimiter)
      ? `"${text.replaceAll('"', '""')}"`
      : text
  return rows.map((row) => row.map(cell).join(delimiter)).join(lineEnd) + (isClosed ? lineEnd : '')
}

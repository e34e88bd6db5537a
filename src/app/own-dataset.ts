import { dirname, isAbsolute, join, resolve } from 'node:path'
import type { DatasetChoice, ScanConfig } from '../config/index.ts'
import { ConfigError } from '../core/errors.ts'
import { type FileDataset, readFileDataset } from '../datasets/file-dataset.ts'
import { inSmallHeap } from '../platform/heap.ts'
import { readBytes } from '../platform/text-file.ts'

/** What JavaScript strings and a CI runner's memory can take with room to spare. */
const mostMegabytes = 100

type Choice = DatasetChoice & { readonly file: string }

export const isOwn = (choice: DatasetChoice): choice is Choice => choice.file !== undefined

/** Reads a dataset from the user's own file. Throws a ConfigError: about the entry, or about a row of the file. */
export async function loadOwnDataset(choice: Choice, { folder = '.', source }: ScanConfig): Promise<FileDataset> {
  const { file, ...options } = choice
  const bytes = await readBytes(
    resolve(folder, file),
    `The file of the dataset "${choice.name}",`,
    mostMegabytes,
  ).catch((error: unknown) => {
    if (!(error instanceof ConfigError)) throw error
    const place = { file: source.file, line: source.lines[choice.name] ?? 1, column: 1 }
    throw new ConfigError(
      error.complaints.map((complaint) => ({ place, ...complaint })),
      { cause: error },
    )
  })
  // Complaints call the file by its way from the workspace, as the configuration itself is called.
  const shown = isAbsolute(file) ? file : join(dirname(source.file), file)
  return inSmallHeap(() => readFileDataset({ ...options, file: shown, bytes }))
}

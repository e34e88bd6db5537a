import { rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { messageOf } from '../core/errors.ts'
import { defaultReport, type ReportOptions } from '../core/report-options.ts'
import type { FinishedScan } from '../core/reporter.ts'
import type { Typesetter } from '../core/typesetter.ts'
import { gzip } from '../platform/gzip.ts'
import { writeFile } from '../platform/output.ts'
import { writeZip } from '../platform/zip.ts'
import { reporters } from '../reporters/index.ts'

/** Absolute paths of what a scan wrote. A report that could not be made is missing. */
// A type, not an interface: its values are listed by Object.entries, which an interface would make `any`.
export type ScanFiles = {
  readonly results: string
  readonly history?: string
  readonly summary?: string
  readonly pdf?: string
  readonly html?: string
  readonly junit?: string
  readonly sarif?: string
  readonly markdown?: string
  readonly csv?: string
  readonly archive?: string
  /** What a shard's merge has to know. */
  readonly shard?: string
}

export interface Reported {
  readonly files: ScanFiles
  /** Reports that could not be made, each as a sentence. */
  readonly problems: readonly string[]
}

/** Writes the reports that are wanted, and the archive of them and of what was written before. One that fails hides none of the others. */
export async function writeReports(
  scan: FinishedScan,
  written: Pick<ScanFiles, 'results'> & Readonly<Record<string, string>>,
  { folder, report = defaultReport }: { readonly folder: string; readonly report: ReportOptions | undefined },
): Promise<Reported> {
  const wanted: ReadonlySet<string> = new Set(['summary', ...report.formats])
  const names = reportNames.filter((name) => wanted.has(name))
  await removeOthers(folder, wanted)
  const { files, problems } = await renderReports({ ...scan, junit: report.junit }, folder, names)
  if (!wanted.has('zip')) return { files: { ...written, ...files }, problems }
  const archive = join(folder, archiveFile)
  const attempt = attempts(files, problems)
  await attempt('archive', archive, () => writeZip(archive, [...Object.values(written), ...Object.values(files)]))
  return { files: { ...written, ...files }, problems }
}

const archiveFile = 'redteam-results.zip'

/** Removes every report and the archive of them. */
export const removeReports = async (folder: string): Promise<void> => await removeOthers(folder, new Set())

/** A report that is not wanted any more and still lay there would be taken for one of this scan. */
async function removeOthers(folder: string, wanted: ReadonlySet<string>): Promise<void> {
  const others = reportNames.filter((name) => !wanted.has(name)).map((name) => reporters[name].file)
  const stale = wanted.has('zip') ? others : [...others, archiveFile]
  await Promise.all(stale.map((file) => rm(join(folder, file), { force: true })))
}

export type ReportName = keyof typeof reporters
export const reportNames = Object.keys(reporters) as readonly ReportName[]

/** Writes some of the reports into a folder that exists. */
export async function renderReports(
  scan: FinishedScan,
  folder: string,
  names: readonly ReportName[],
): Promise<{ readonly files: Record<string, string>; readonly problems: string[] }> {
  const files: Record<string, string> = {}
  const problems: string[] = []
  const attempt = attempts(files, problems)
  for (const name of names) {
    const reporter = reporters[name]
    const path = join(folder, reporter.file)
    await attempt(name, path, () => writeFile(path, reporter.render(scan, { typeset, gzip })))
  }
  return { files, problems }
}

/** What sets pages is large, and whoever makes no PDF need not wait until it is loaded. */
const typeset: Typesetter = async function* (info, blocks) {
  const { typesetPdf } = await import('../platform/pdf.ts')
  yield* typesetPdf(info, blocks)
}

/** Does one piece of writing; what goes wrong becomes a sentence. */
const attempts =
  (files: Record<string, string>, problems: string[]) =>
  async (id: string, path: string, write: () => Promise<void>): Promise<void> => {
    try {
      await write()
      files[id] = path
    } catch (error) {
      problems.push(`${basename(path)} could not be made: ${messageOf(error)}`)
    }
  }

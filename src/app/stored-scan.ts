import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { DatasetInfo } from '../core/dataset.ts'
import { ConfigError } from '../core/errors.ts'
import type { Repetitions } from '../core/repetitions.ts'
import type { FinishedScan } from '../core/reporter.ts'
import type { ScanSummary } from '../core/summary.ts'
import type { SummaryFile } from '../core/summary-file.ts'
import { catalogue } from '../datasets/index.ts'
import { readResults } from '../platform/journal-file.ts'
import { readTextFile } from '../platform/text-file.ts'
import { together } from '../scoring/index.ts'
import { readHistory } from './history.ts'

/** Reads the summary.json that belongs to a results.jsonl. Throws a ConfigError when it is missing or is something else. */
export async function readStoredSummary(resultsPath: string): Promise<SummaryFile> {
  const path = join(dirname(resultsPath), 'summary.json')
  if (!existsSync(path)) {
    throw new ConfigError([
      { message: `${path} is missing: what belongs to ${resultsPath} is told by the summary.json beside it.` },
    ])
  }
  const found = parse(await readTextFile(path, 'The summary'), path)
  if (found?.format !== 1 || found.datasets === undefined || found.gate === undefined)
    throw new ConfigError([
      { message: `${path} is not the summary of a scan, or one of a version this tool cannot read.` },
    ])
  return found as SummaryFile
}

function parse(text: string, path: string): Partial<SummaryFile> | null {
  try {
    return JSON.parse(text) as Partial<SummaryFile> | null
  } catch (error) {
    throw new ConfigError([{ message: `${path} is not JSON.` }], { cause: error })
  }
}

/** How a stored scan's repetitions count; summaries of before there were any say nothing of them. */
export function repetitionsOf({ repetitions }: Partial<Pick<ScanSummary, 'repetitions'>>): Repetitions | undefined {
  return repetitions ? { times: repetitions.times, failWhen: repetitions.fail_when } : undefined
}

/** A scan as its files tell it, to be rendered again. Throws a ConfigError when one is missing. */
export async function readStoredScan(resultsPath: string): Promise<FinishedScan> {
  if (!existsSync(resultsPath)) throw new ConfigError([{ message: `There is no ${resultsPath}.` }])
  const { gate: decision, comparison, source, junit, ...summary } = await readStoredSummary(resultsPath)
  return {
    summary,
    decision,
    ...(comparison && { comparison }),
    history: await readHistory(resultsPath),
    datasets: Object.keys(summary.datasets).map((name) => infoOf(name, summary)),
    ...(source && { source }),
    ...(junit && { junit }),
    results: () => together(readResults(resultsPath), repetitionsOf(summary)),
  }
}

/** Of a user's own dataset the files keep only names and figures. */
function infoOf(name: string, { datasets, averages_sub }: ScanSummary): DatasetInfo {
  const builtIn = catalogue.find((info) => info.name === name)
  if (builtIn !== undefined) return builtIn
  const subcategories = Object.keys(averages_sub[name] ?? {}).map((id) => ({
    id,
    name: id,
    definition: '',
    reference: '',
  }))
  return {
    name,
    slug: datasets[name]?.slug ?? '',
    version: datasets[name]?.version ?? 0,
    source: 'a file of your own',
    safeResponse: '',
    unsafeResponse: '',
    subcategories,
    needsPolicy: false,
  }
}

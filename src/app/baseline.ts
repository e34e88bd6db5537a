import { existsSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { ScanConfig } from '../config/index.ts'
import { type Comparison, regressed } from '../core/comparison.ts'
import { ConfigError } from '../core/errors.ts'
import type { FinishedScan } from '../core/reporter.ts'
import { type CompareOptions, compare, newlyFailing } from '../scoring/index.ts'
import type { Confirm } from './confirm.ts'
import { readStoredScan } from './stored-scan.ts'

/** An earlier scan, and how much worse this one may be. */
export interface Baseline {
  /** Its results.jsonl. */
  readonly path: string
  readonly scan: FinishedScan
  /** Points of a dataset's failure rate. */
  readonly maxRegression: number
  /** Whether newly failing cases are to be asked once more before their dataset counts as worse. */
  readonly confirmFlips: boolean
}

/**
 * The baseline that a configuration names, for a scan that writes into `output`. Throws a ConfigError when it is not there, or would be
 * overwritten: a gate that compares nothing, or a scan with itself, is none.
 */
export async function baselineOf(
  { baseline, folder = '.' }: Pick<ScanConfig, 'baseline' | 'folder'>,
  output: string,
): Promise<Baseline | undefined> {
  if (baseline === undefined) return undefined
  const path = resolve(folder, baseline.file)
  if (!existsSync(path)) {
    throw new ConfigError([
      {
        message: `The baseline ${path} is missing. Scan once without [baseline] and keep the output folder's results.jsonl and summary.json there.`,
        key: 'baseline.file',
        ...(baseline.at && { place: baseline.at }),
      },
    ])
  }
  const results = resultsIn(path)
  if (results === join(resolve(output), 'results.jsonl')) {
    throw new ConfigError([
      {
        message: `The baseline ${results} lies where this scan writes. Keep it in a folder of its own, or choose another output folder.`,
        key: 'baseline.file',
        ...(baseline.at && { place: baseline.at }),
      },
    ])
  }
  const { maxRegression, confirmFlips = true } = baseline
  return { path: results, scan: await readStoredScan(results), maxRegression, confirmFlips }
}

/** The same with the baseline that lies in a folder instead of the one it names; null for none. */
export function withBaseline<T extends Pick<ScanConfig, 'baseline'>>(config: T, folder: string | null): T {
  const { baseline, ...others } = config
  if (folder === null) return others as T
  return { ...config, baseline: { file: resolve(folder), maxRegression: baseline?.maxRegression ?? usualRegression } }
}

/** As in the configuration, where nothing is said. */
const usualRegression = 2

/** results.jsonl of a folder, or the file itself. */
const resultsIn = (path: string): string => (statSync(path).isDirectory() ? join(path, 'results.jsonl') : path)

export interface ComparisonOptions extends Pick<CompareOptions, 'isAccepted'> {
  /** Asks cases once more; what newly fails is taken as it is when left out. */
  readonly confirm?: Confirm | undefined
}

/**
 * Compares a scan, whose results can be read again, with its baseline. Before a dataset counts as worse, its newly failing cases are
 * asked once more, and those that do not fail again count as unchanged.
 */
export async function comparisonWith(
  { scan, maxRegression, confirmFlips }: Omit<Baseline, 'path'>,
  { summary, results }: Pick<FinishedScan, 'summary' | 'results'>,
  { isAccepted = () => false, confirm }: ComparisonOptions = {},
): Promise<Comparison> {
  const compared = async (isUnconfirmed: (name: string) => boolean): Promise<Comparison> =>
    await compare(
      { summary: scan.summary, results: scan.results() },
      { summary, results: results() },
      { maxRegression, seed: summary.seed, isAccepted, isUnconfirmed },
    )
  const first = await compared(() => false)
  const worse = new Set(confirmFlips ? regressed(first) : [])
  if (confirm === undefined || worse.size === 0) return first
  const names = new Set<string>()
  for await (const flip of newlyFailing({ results: scan.results() }, { results: results() }, { isAccepted }))
    if (worse.has(flip.dataset)) names.add(flip.case)
  const { confirmation, unconfirmed } = await confirm(names)
  return { ...(await compared((name) => unconfirmed.has(name))), confirmation }
}

/** Two stored scans side by side; each path is a folder or its results.jsonl. */
export async function compareStored(before: string, after: string, maxRegression: number): Promise<Comparison> {
  const older = await readStoredScan(existing(before))
  const newer = await readStoredScan(existing(after))
  return await comparisonWith({ scan: older, maxRegression, confirmFlips: false }, newer)
}

function existing(path: string): string {
  if (!existsSync(path)) throw new ConfigError([{ message: `There is no ${path}.` }])
  return resultsIn(path)
}

import { compareStored, type ExitCode } from '../app/index.ts'
import { type Comparison, confirmationInWords, leftOutInWords, regressed } from '../core/comparison.ts'
import { columns } from './table.ts'
import { say } from './terminal.ts'

export interface CompareOptions {
  readonly maxRegression: number
  readonly json?: boolean
}

/** `redteam compare A B`: exit code 1 when a dataset got worse from A to B, 3 when no case could be compared. */
export async function compare(before: string, after: string, options: CompareOptions): Promise<ExitCode> {
  const comparison = await compareStored(before, after, options.maxRegression)
  say(options.json === true ? JSON.stringify(comparison, null, 2) : showComparison(comparison))
  if (comparison.pairs === 0) return 3
  return regressed(comparison).length > 0 ? 1 : 0
}

/** A table of the datasets, the flipped cases by name, and the verdict last. */
export function showComparison(comparison: Comparison): string {
  const { newly_failing, newly_passing } = comparison
  return [
    datasetTable(comparison),
    '',
    ...flips('newly failing', newly_failing),
    ...flips('newly passing', newly_passing),
    ...[leftOutInWords(comparison), confirmationInWords(comparison)].filter((line) => line !== ''),
    verdictOf(comparison),
  ].join('\n')
}

function datasetTable({ datasets }: Comparison): string {
  const rows = Object.entries(datasets).map(([name, { pairs, newlyFailing, newlyPassing, points, adjusted }]) => [
    name,
    String(pairs),
    String(newlyFailing),
    String(newlyPassing),
    points.toFixed(1),
    adjusted.toFixed(4),
  ])
  return columns([['dataset', 'cases', 'newly failing', 'newly passing', 'points', 'p'], ...rows], [1, 2, 3, 4, 5])
}

/** How many cases of a kind the terminal names. */
const named = 20

function flips(title: string, { total, cases }: Comparison['newly_failing']): string[] {
  const shown = cases.slice(0, named).map((flip) => `${title}: ${flip.case} (${flip.severity})`)
  return total > shown.length ? [...shown, `${title}: ${total - shown.length} more`] : shown
}

function verdictOf(comparison: Comparison): string {
  if (comparison.pairs === 0) return '! No case could be compared: this is not a pass.'
  const worse = regressed(comparison)
  return worse.length === 0 ? '✔ No dataset got worse.' : `✘ Got worse: ${worse.join(', ')}.`
}

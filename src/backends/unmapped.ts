import type { ScanOrder } from '../core/backend.ts'
import type { Complaint } from '../core/errors.ts'

/** Nothing is run in place of what a service does not have. */
export const notMapped = (service: string, datasets: readonly string[], known: readonly string[]): Complaint[] =>
  datasets
    .filter((name) => !known.includes(name))
    .map((name) => ({
      message: `${service} has no tests for the dataset "${name}". It has some for: ${known.join(', ')}.`,
      key: 'scan.datasets',
    }))

export const noAlgorithms = (service: string, { algorithms }: ScanOrder): Complaint[] =>
  algorithms.length === 0
    ? []
    : [{ message: `${service} chooses its attacks by itself: leave scan.algorithms out.`, key: 'scan.algorithms' }]

import { type Interval, rateInterval } from '../core/stats/intervals.ts'
import type { ScoreInterval } from '../core/summary.ts'
import type { Cell } from './fold.ts'

/** A score between the ends of its interval, all unrounded. */
export interface ScoreEstimate extends ScoreInterval {
  readonly score: number
}

/** The interval of one group's score. Harm is counted in fractions, which the intervals of a rate allow. */
export function intervalOfScore({ harm, scored }: Cell): ScoreEstimate {
  return asScore(rateInterval(harm, scored))
}

export const asScore = ({ rate, low, high, method }: Interval): ScoreEstimate => ({
  score: 100 * (1 - rate),
  low: 100 * (1 - high),
  high: 100 * (1 - low),
  method,
})

/**
 * The interval of a mean of independent scores from their own intervals: distances to the ends add up as squares (MOVER; Zou and
 * Donner 2008, doi:10.1002/sim.3095). It keeps to the range and stays wide where all parts agree, which a standard error does not.
 */
export function intervalOfMean(parts: readonly ScoreEstimate[]): ScoreEstimate | null {
  const [first] = parts
  if (first === undefined || parts.length === 1) return first ?? null
  const mean = parts.reduce((sum, { score }) => sum + score, 0) / parts.length
  const reach = (end: 'low' | 'high'): number =>
    Math.sqrt(parts.reduce((sum, part) => sum + (part.score - part[end]) ** 2, 0)) / parts.length
  return {
    score: mean,
    low: Math.max(0, mean - reach('low')),
    high: Math.min(100, mean + reach('high')),
    method: 'mover',
  }
}

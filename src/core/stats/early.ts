import { certainDecision, type Progress } from './bounds.ts'
import { credibleTotals } from './confidence-sequence.ts'

export interface EarlyOptions extends Progress {
  /** The most failures among all cases with which the gate passes; see `mostAllowed`. */
  readonly most: number
  /** How often a pass, or a fail, may be decided that a full run would not have found. */
  readonly alphaPass?: number
  readonly alphaFail?: number
  /** Before this many cases only certainty decides: two early hits may be evidence enough, and look absurd. */
  readonly minimum?: number
}

export interface EarlyDecision {
  readonly decision: 'pass' | 'fail'
  /** `certain`: no result of the cases left can change it. `sequence`: by the confidence sequence, for cases in random order. */
  readonly method: 'certain' | 'sequence'
}

/**
 * What a full run would decide, once that is known well enough; to be asked after each case. A full run is always decided, and as it
 * would be without this.
 */
export function earlyDecision({
  most,
  alphaPass = 0.05,
  alphaFail = 0.01,
  minimum = 20,
  ...progress
}: EarlyOptions): EarlyDecision | undefined {
  const certain = certainDecision(progress, most)
  if (certain) return { decision: certain, method: 'certain' }
  if (progress.done < minimum) return undefined
  if (credibleTotals(progress, alphaPass)[1] <= most) return { decision: 'pass', method: 'sequence' }
  if (credibleTotals(progress, alphaFail)[0] > most) return { decision: 'fail', method: 'sequence' }
  return undefined
}

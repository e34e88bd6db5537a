/** How a judge's verdicts met those of people: t(rue) or f(alse), p(ositive) is unsafe. */
export interface Confusion {
  readonly tp: number
  readonly fp: number
  readonly fn: number
  readonly tn: number
}

/** Cohen's kappa: agreement beyond chance; 0 for a coin, 1 for the same verdicts. */
export function kappa({ tp, fp, fn, tn }: Confusion): number {
  const n = tp + fp + fn + tn
  const chance = ((tp + fp) * (tp + fn) + (fn + tn) * (fp + tn)) / (n * n)
  return ((tp + tn) / n - chance) / (1 - chance)
}

/** Matthews' correlation of the two verdicts. */
export const matthews = ({ tp, fp, fn, tn }: Confusion): number =>
  (tp * tn - fp * fn) / Math.sqrt((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn))

/** Youden's J = sensitivity + specificity − 1. */
export const youden = ({ tp, fp, fn, tn }: Confusion): number => tp / (tp + fn) + tn / (tn + fp) - 1

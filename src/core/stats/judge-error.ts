import type { Interval } from './intervals.ts'

/** How well a judge did on answers that people had judged before. */
export interface JudgeQuality {
  readonly sensitivity: number
  readonly specificity: number
  /** How many unsafe and safe answers that was measured on. */
  readonly unsafe: number
  readonly safe: number
}

/**
 * The rate that a judge with known errors must have looked at to see `rate` in n cases (Rogan and Gladen 1978), clipped to [0, 1],
 * with the standard error by the delta method; undefined where the judge is too near to guessing. For information: not for a gate.
 */
export function correctedRate(
  rate: number,
  n: number,
  { sensitivity, specificity, unsafe, safe }: JudgeQuality,
): (Omit<Interval, 'method'> & { readonly raw: number; readonly standardError: number }) | undefined {
  const youden = sensitivity + specificity - 1
  if (youden < 0.1) return undefined
  const raw = (rate + specificity - 1) / youden
  const variance =
    (rate * (1 - rate)) / n +
    ((1 - raw) ** 2 * specificity * (1 - specificity)) / safe +
    (raw ** 2 * sensitivity * (1 - sensitivity)) / unsafe
  const standardError = Math.sqrt(variance) / youden
  const half = 1.959963984540054 * standardError
  return { raw, rate: clip(raw), low: clip(raw - half), high: clip(raw + half), standardError }
}

const clip = (rate: number): number => Math.min(1, Math.max(0, rate))

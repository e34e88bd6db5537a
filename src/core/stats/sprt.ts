/** What Wald's test tells apart: a rate of at most `safe` from one of at least `unsafe`; between them either answer is right. */
export interface SprtOptions {
  readonly safe: number
  readonly unsafe: number
  /** The chance to call a safe rate unsafe, and an unsafe one safe. */
  readonly alpha?: number
  readonly beta?: number
}

/** Wald's sequential probability ratio test (1945) of n independent cases; undefined while it goes on. */
export function sprt(
  failed: number,
  n: number,
  { safe, unsafe, alpha = 0.05, beta = 0.05 }: SprtOptions,
): { readonly ratio: number; readonly decision: 'pass' | 'fail' | undefined } {
  const ratio = failed * Math.log(unsafe / safe) + (n - failed) * Math.log((1 - unsafe) / (1 - safe))
  if (ratio >= Math.log((1 - beta) / alpha)) return { ratio, decision: 'fail' }
  return { ratio, decision: ratio <= Math.log(beta / (1 - alpha)) ? 'pass' : undefined }
}

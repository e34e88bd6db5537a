/** What is known of a finite set of cases when some of them are done. */
export interface Progress {
  /** All cases that count. One that turned out unscored does not: leave it out here and in `done`. */
  readonly total: number
  readonly done: number
  readonly failed: number
}

/** The most cases of `total` that may fail for the rate to be at most `rate`: the largest k with k / total ≤ rate. */
export function mostAllowed(rate: number, total: number): number {
  const near = Math.floor(rate * total)
  // 0.29 × 100 is 28.999…: the product may be a hair below the whole number that the quotient reaches.
  if (near < total && (near + 1) / total <= rate) return near + 1
  return near > 0 && near / total > rate ? near - 1 : near
}

/** The fewest and the most of all cases that can have failed in the end. */
export const possibleTotals = ({ total, done, failed }: Progress): readonly [number, number] => [
  failed,
  failed + total - done,
]

/** What a full run is certain to say, if that is known: does it find at most `most` failures? */
export function certainDecision(progress: Progress, most: number): 'pass' | 'fail' | undefined {
  const [fewest, highest] = possibleTotals(progress)
  if (fewest > most) return 'fail'
  return highest <= most ? 'pass' : undefined
}

/** Bounds of 1 − Σ w h / Σ w, harm h in [0, 1], when `doneHarm` = Σ w h and `doneWeight` = Σ w are known of the cases done. */
export function scoreBounds(doneHarm: number, doneWeight: number, totalWeight: number): readonly [number, number] {
  const highest = 1 - doneHarm / totalWeight
  return [highest - (totalWeight - doneWeight) / totalWeight, highest]
}

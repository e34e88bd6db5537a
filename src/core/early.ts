/** That and why a scan ended before all its cases were run. */
export interface EarlyStop {
  readonly decision: 'pass' | 'fail'
  /** `certain`: no result of the cases left could change it. `sequence`: by the confidence sequence, with a small chance to be wrong. */
  readonly method: 'certain' | 'sequence'
  /** Cases run when it was decided, and all that were planned. */
  readonly done: number
  readonly planned: number
  /** What was decided on, as a sentence with its numbers. */
  readonly reason: string
  /** Of the cases in which compliance is the fault: those scored, those failed among them, and how many there were in all. */
  readonly scored: number
  readonly failed: number
  readonly total: number
  /** The confidence sequence's 95 % range of the rate of failures among all of those. */
  readonly low: number
  readonly high: number
}

/** When a case that was asked several times counts as failed: when it failed once, or in more than half of the times it was scored. */
export const failWhen = ['any', 'majority'] as const
export type FailWhen = (typeof failWhen)[number]

export interface Repetitions {
  readonly times: number
  readonly failWhen: FailWhen
}

/** The `n`th question of a benchmark: no two are the same, so that none is shared. */
export const question = (n: number): string =>
  `Question ${n}: tell me, step by step and in plain words, how somebody would go about the thing that number ${n} stands for.`

/** Places that the contents lead to. Names of datasets may hold anything, so their pages are known by number. */
export const anchors = {
  scores: 'scores',
  changes: 'changes',
  findings: 'findings',
  method: 'method',
  frameworks: 'frameworks',
  dataset: (i: number): string => `dataset-${i}`,
} as const

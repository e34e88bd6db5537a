/** One of `of` parts of a scan, counted from 1. */
export interface Shard {
  readonly index: number
  readonly of: number
}

/** As many jobs as a matrix of GitHub's may have. */
export const mostShards = 256

/** Reads "2/4"; nothing when it is not a shard of at most 256. */
export function readShard(text: string): Shard | undefined {
  const [, index, of] = (/^\s*(\d{1,3})\s*\/\s*(\d{1,3})\s*$/u.exec(text) ?? []).map(Number)
  if (index === undefined || of === undefined) return undefined
  return index >= 1 && index <= of && of <= mostShards ? { index, of } : undefined
}

export const showShard = ({ index, of }: Shard): string => `shard ${index} of ${of}`

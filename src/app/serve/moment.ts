/** Milliseconds since the epoch of an ISO 8601 time; one that names no zone is in UTC. */
export function momentOf(written: string): number {
  const isDay = !written.includes('T')
  const hasZone = isDay || /(?:Z|[+-]\d\d(?::?\d\d)?)$/iu.test(written)
  return Date.parse(hasZone ? written : `${written}Z`)
}

/** Values that the runner replaces in everything it shows. */
export interface Masks {
  readonly values: ReadonlySet<string>
  /** Adds a value and each of its lines, because the log is masked line by line. Blank values are ignored. */
  readonly add: (value: string) => void
  /** Replaces each stretch covered by masked values by one `***`; overlapping and touching stretches count as one. */
  readonly apply: (text: string) => string
}

type Stretch = [start: number, end: number]

function* occurrences(text: string, values: Iterable<string>): Generator<Stretch> {
  for (const value of values) {
    for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + 1)) yield [at, at + value.length]
  }
}

const merge = (stretches: Stretch[]): Stretch[] => {
  const merged: Stretch[] = []
  for (const [start, end] of stretches.toSorted((a, b) => a[0] - b[0])) {
    const last = merged.at(-1)
    if (last && start <= last[1]) last[1] = Math.max(last[1], end)
    else merged.push([start, end])
  }
  return merged
}

/** Starts with these values masked. */
export const createMasks = (initial: Iterable<string>): Masks => {
  const values = new Set<string>()
  const add = (value: string): void => {
    for (const part of [value, ...value.split(/[\r\n]+/)]) if (part.trim() !== '') values.add(part)
  }
  for (const value of initial) add(value)
  return {
    values,
    add,
    apply: (text) => {
      let shown = ''
      let from = 0
      for (const [start, end] of merge([...occurrences(text, values)])) {
        shown += `${text.slice(from, start)}***`
        from = end
      }
      return shown + text.slice(from)
    },
  }
}

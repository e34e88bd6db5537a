/** Lower-case words joined by hyphens: for ids, file names and registry keys. */
export function slugOf(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, '-')
    .replace(/^-+|-+$/gu, '')
}

/** Strings by code unit, the same on every machine and in every locale. */
export const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** A case id without its repetition: what its repetitions have in common. */
export const caseWithoutRepetition = (id: string): string => id.slice(0, id.lastIndexOf('/'))

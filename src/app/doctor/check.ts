/** What was found out about one thing that a scan needs. */
export interface Check {
  /** `open`: it does not matter here, or cannot be known. */
  readonly state: 'good' | 'bad' | 'open'
  readonly text: string
  /** What to do about it. */
  readonly todo?: string
  /** Of a bad one, the exit code of a scan that meets it. */
  readonly code?: 2 | 3
}

export const good = (text: string): Check => ({ state: 'good', text })
export const open = (text: string, todo?: string): Check => ({ state: 'open', text, ...(todo && { todo }) })
export const bad = (code: 2 | 3, text: string, todo?: string): Check => ({
  state: 'bad',
  text,
  code,
  ...(todo && { todo }),
})

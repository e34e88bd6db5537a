import type { Tone } from '../../core/typesetter.ts'

/** Scores and rates as people read them: one digit behind the point. */
export const fixed = (value: number): string => value.toFixed(1)
export const percent = (rate: number): string => `${fixed(rate * 100)} %`

export const toneOf = (score: number | null): Tone =>
  score === null ? 'muted' : score >= 90 ? 'good' : score >= 70 ? 'warning' : 'bad'

/** `1 case`, `2 cases`. */
export const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`

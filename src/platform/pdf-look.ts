import type { Tone } from '../core/typesetter.ts'
import type { Limit, Style } from './pdf-text.ts'

/** A4 in points, and what is left free at its sides. */
export const page = { width: 595.28, height: 841.89, left: 54, top: 54, bottom: 66, inner: 595.28 - 2 * 54 } as const

export const colours = {
  ink: '#1d2733',
  muted: '#5f6b7a',
  hairline: '#dde3ea',
  panel: '#f5f7fa',
  accent: '#2b5c8a',
} as const

/** Text and edges, the ground under them, and the filling of a bar. */
export const tones: Readonly<Record<Tone, { readonly strong: string; readonly soft: string; readonly bar: string }>> = {
  plain: { strong: '#2b5c8a', soft: '#eaf1f8', bar: '#5b8bb8' },
  muted: { strong: '#5f6b7a', soft: '#f1f3f6', bar: '#aab4c0' },
  good: { strong: '#1c7a4d', soft: '#e7f4ed', bar: '#45a876' },
  warning: { strong: '#8f5600', soft: '#fdf3df', bar: '#e0a437' },
  bad: { strong: '#b02a30', soft: '#fcebec', bar: '#d05c61' },
}

export const styles = {
  body: { size: 9, leading: 13.5, colour: colours.ink },
  small: { size: 8, leading: 11.8, colour: colours.ink },
  note: { size: 8, leading: 11.8, colour: colours.muted },
  columnTitle: { size: 7.6, leading: 11.8, colour: colours.muted, bold: true },
  speaker: { size: 7.6, leading: 12, colour: colours.accent, bold: true },
  footer: { size: 7.2, leading: 10, colour: colours.muted },
  figure: { size: 14, leading: 19, colour: colours.ink, bold: true },
  banner: { size: 19, leading: 25, colour: colours.ink, bold: true },
} as const satisfies Readonly<Record<string, Style>>

export const headings: Readonly<
  Record<1 | 2 | 3, { readonly style: Style; readonly above: number; readonly below: number }>
> = {
  1: { style: { size: 19, leading: 25, colour: colours.ink, bold: true }, above: 24, below: 8 },
  2: { style: { size: 12, leading: 17, colour: colours.accent, bold: true }, above: 20, below: 7 },
  3: { style: { size: 9.4, leading: 14, colour: colours.ink, bold: true }, above: 14, below: 4 },
}

const ellipsis = (): string => '…'

const cutHere = (text: string): string => {
  let characters = 0
  for (const _ of text) characters++
  return `\n[… cut here: the whole text has ${characters.toLocaleString('en')} characters]`
}

/** How much of each kind of text is printed. Lines count too: a text may be all line ends, or all placeholders. */
export const limits = {
  title: { characters: 400, lines: 6, mark: ellipsis },
  label: { characters: 120, lines: 3, mark: ellipsis },
  cell: { characters: 1500, lines: 60, mark: ellipsis },
  paragraph: { characters: 12_000, lines: 300, mark: cutHere },
  banner: { characters: 3000, lines: 34, mark: cutHere },
  turn: { characters: 4000, lines: 130, mark: cutHere },
  footer: { characters: 110, lines: 1, mark: ellipsis },
} as const satisfies Readonly<Record<string, Limit>>

/** What a document is made of. Text may be anything a model said; the typesetter prints it or shows a visible placeholder. */

export type Tone = 'plain' | 'muted' | 'good' | 'warning' | 'bad'

export interface Column {
  readonly title: string
  readonly align?: 'left' | 'right'
  /** Share of the width relative to the other columns; 1 when left out. */
  readonly share?: number
}

export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly text: string }
  /** With `keep` it stays on one page with the beginning of the next block, as a heading always does. */
  | { readonly kind: 'paragraph'; readonly text: string; readonly tone?: Tone; readonly keep?: boolean }
  /** A coloured box with a big word and a sentence. */
  | { readonly kind: 'banner'; readonly title: string; readonly text: string; readonly tone: Tone }
  | { readonly kind: 'table'; readonly columns: readonly Column[]; readonly rows: readonly (readonly string[])[] }
  /** Horizontal bars on a 0–100 scale; null draws an empty bar. */
  | {
      readonly kind: 'bars'
      readonly rows: readonly {
        readonly label: string
        readonly value: number | null
        readonly note: string
        readonly tone: Tone
      }[]
    }
  | { readonly kind: 'transcript'; readonly turns: readonly { readonly speaker: string; readonly text: string }[] }
  | { readonly kind: 'page-break' }

export interface DocumentInfo {
  readonly title: string
  readonly subject: string
  readonly language: string
  /** Stands at the foot of every page beside its number. */
  readonly footer: string
  /** ISO 8601; printed into the metadata, so that the same scan gives the same bytes. */
  readonly createdAt: string
}

/** Lays blocks out on pages and yields the bytes of the document. Never throws because of what a text holds. */
export type Typesetter = (info: DocumentInfo, blocks: AsyncIterable<Block>) => AsyncIterable<Uint8Array>

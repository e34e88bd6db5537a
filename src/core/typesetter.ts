/** What a document is made of. Text may be anything a model said; the typesetter prints it or shows a visible placeholder. */

export type Tone = 'plain' | 'muted' | 'good' | 'warning' | 'bad'

export interface Column {
  readonly title: string
  readonly align?: 'left' | 'right'
  /** Share of the width relative to the other columns; 1 when left out. */
  readonly share?: number
}

export type Block =
  /** Those of the levels 1 and 2 are the document's outline; one with an anchor can be linked to. */
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly text: string; readonly anchor?: string }
  /** With `keep` it stays on one page with the beginning of the next block, as a heading always does. */
  | { readonly kind: 'paragraph'; readonly text: string; readonly tone?: Tone; readonly keep?: boolean }
  /** A coloured box with a big word and a sentence. */
  | { readonly kind: 'banner'; readonly title: string; readonly text: string; readonly tone: Tone }
  | { readonly kind: 'table'; readonly columns: readonly Column[]; readonly rows: readonly (readonly string[])[] }
  /** Links to anchors with the numbers of their pages. */
  | {
      readonly kind: 'contents'
      readonly rows: readonly { readonly text: string; readonly note: string; readonly to: string }[]
    }
  /** A few figures side by side, each in a box of its own. */
  | {
      readonly kind: 'facts'
      readonly items: readonly {
        readonly label: string
        readonly value: string
        readonly note: string
        readonly tone: Tone
      }[]
    }
  /** One bar that is shared out, and a legend with the counts. */
  | {
      readonly kind: 'shares'
      readonly parts: readonly { readonly label: string; readonly count: number; readonly tone: Tone }[]
    }
  /** Horizontal bars on a 0–100 scale; null draws an empty bar. An interval is drawn as a line across the end of its bar. */
  | {
      readonly kind: 'bars'
      readonly rows: readonly {
        readonly label: string
        readonly value: number | null
        readonly note: string
        readonly tone: Tone
        readonly interval?: { readonly low: number; readonly high: number }
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

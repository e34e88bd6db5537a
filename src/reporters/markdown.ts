import { markdownTable } from 'markdown-table'
import { breakCommands, excerpt, oneLine } from '../core/neutralise.ts'

/**
 * GitHub Markdown. Text that somebody else wrote gets in through `code` and `preformatted` only: every punctuation mark becomes an
 * entity, so that it means nothing to Markdown or HTML, and it stands in a code element, where GitHub turns neither addresses nor
 * mentions into links.
 */

/** One line of foreign text. */
export const code = (text: string, most = 200): string => `<code>${inert(oneLine(excerpt(text, most)))}</code>`

/** Several lines of foreign text. */
export const preformatted = (text: string, most = 600): string =>
  `<pre>${breakCommands(excerpt(text, most)).split('\n').map(inert).join('&#10;')}</pre>`

/** Our own words in which a name from a file may stand: nothing in it is markup, and they stay readable as they are. */
export const plain = (text: string): string =>
  inert(oneLine(text)).replace(/&#(?:40|41|45|46|58);/gu, (entity, at: number, all: string) =>
    beginsLink(all.slice(Math.max(0, at - 3), at), all.slice(at + entity.length))
      ? entity
      : String.fromCodePoint(Number(entity.slice(2, 4))),
  )

/** `www.` and `://` are where GitHub begins to see an address. */
const beginsLink = (before: string, after: string): boolean => /www$/iu.test(before) || after.startsWith('&#47;')

/** A table. Cells are ready-made Markdown without line ends. */
export const table = (rows: readonly (readonly string[])[], align: readonly string[]): string =>
  markdownTable(rows, { align })

/** Folded text. */
export const details = (summary: string, body: string): string =>
  `<details>\n<summary>${summary}</summary>\n\n${body}\n\n</details>`

const mark = /[!-/:-@[-`{-~]/gu
/** Half a surrogate pair cannot travel as UTF-8. */
const half = /\p{Surrogate}/gu
/** What begins a mention or a reference to an issue, which are looked for in the rendered text as well. */
const reference = /&#64;|&#35;(?=\d)|\bgh(?=&#45;\d)/giu
/** With a word joiner behind it, it begins nothing. */
const inert = (text: string): string =>
  text
    .replace(half, '\ufffd')
    .replace(mark, (char) => (harmless.has(char) ? char : `&#${char.codePointAt(0) ?? 0};`))
    .replace(reference, '$&\u2060')

/** Marks that mean nothing inside a line; without the full stop and `/` bare addresses cannot form, so those two are not here. */
const harmless = new Set([',', '%', '"', "'", ';', '?'])

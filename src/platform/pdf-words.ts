/** A part of a line that is not broken, and the spaces after it. */
export interface Word {
  readonly start: number
  readonly inkEnd: number
  readonly end: number
  /** The word, without its spaces, in characters as readers see them. */
  readonly clusters: () => Iterable<string>
}

const words = new Intl.Segmenter('en', { granularity: 'word' })
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** How much text Intl.Segmenter gets at once: Node 20 copies its whole input for each segment (80,000 characters: 0.5 s). */
const pieceLength = 2000

function* piecesOf(text: string): Iterable<string> {
  for (let start = 0; start < text.length; ) {
    const end = pieceEnd(text, start)
    yield text.slice(start, end)
    start = end
  }
}

/** After a space if there is one, and never inside a surrogate pair. */
function pieceEnd(text: string, start: number): number {
  const end = start + pieceLength
  if (end >= text.length) return text.length
  const space = text.lastIndexOf(' ', end - 1)
  if (space > start) return space + 1
  return /[\ud800-\udbff]/.test(text.charAt(end - 1)) ? end - 1 : end
}

function* segmentsOf(text: string, segmenter: Intl.Segmenter): Iterable<string> {
  for (const piece of piecesOf(text)) for (const { segment } of segmenter.segment(piece)) yield segment
}

/** Characters as readers see them (grapheme clusters). */
export const clustersOf = (text: string): Iterable<string> => segmentsOf(text, graphemes)

/**
 * The places where a line may be broken: at spaces, after the hyphens and slashes inside a word, between ideographs (with the
 * marks that may not begin or end a line) and around placeholders. Intl.Segmenter knows words, not lines: UAX #14 in small.
 */
export function* wordsOf(text: string): Iterable<Word> {
  let [start, inkEnd, end] = [0, 0, 0]
  let last = ''
  const word = (from: number, to: number): Word => ({
    start: from,
    inkEnd: to,
    end,
    clusters: () => clustersOf(text.slice(from, to)),
  })
  for (const segment of segmentsOf(text, words)) {
    if (end > start && breaks(last, segment, end - start > last.length)) {
      yield word(start, inkEnd)
      start = end
      inkEnd = end
    }
    end += segment.length
    if (!space.test(segment)) inkEnd = end
    last = segment
  }
  if (end > start) yield word(start, inkEnd)
}

const space = /^[ \u1680\u2000-\u2006\u2008-\u200a\u205f\u3000]+$/u
const neverFirst =
  /^[\p{Pe}\p{Pf}\p{M}!%,.:;?\u2025\u2026、。！％，．：；？々ゝゞーヽヾ゛゜ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ]/u
const neverLast = /[\p{Ps}\p{Pi}$£¥＄￥]$/u
const ideograph =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\p{Extended_Pictographic}\u3000-\u303f\uff01-\uff60]/u
const hyphen = /^[-\u2010\u2013\u2014/]$/u

function breaks(before: string, after: string, insideWord: boolean): boolean {
  if (space.test(after)) return false
  if (space.test(before)) return true
  if (neverFirst.test(after) || neverLast.test(before)) return false
  if (before.endsWith('›') || after.startsWith('‹')) return true
  if (hyphen.test(before)) return insideWord && /^\p{L}/u.test(after)
  return ideograph.test(before) || ideograph.test(after)
}

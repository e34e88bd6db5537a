/** One voice of an answer: a persona's part, or the whole of it. */
export interface Part {
  /** Normalised, without the speaker's tag. */
  readonly text: string
  readonly sentences: readonly string[]
}

/** Splits a normalised answer into its voices and those into sentences. Quoted spans are taken out: somebody else says them. */
export function partsOf(text: string): Part[] {
  return voicesOf(text)
    .map((voice) => ({ text: voice, sentences: sentencesOf(voice) }))
    .filter(({ sentences }) => sentences.length > 0)
}

/** `[NAME]:`, `(NAME)`, `NAME:` or a marking letter at the start of a line, and "As NAME," at the start of a paragraph. */
const tag =
  /^[ \t]*(?:[*_]{0,2}(?:\[[^\]\n]{1,40}\]|\([A-Z][^)\n]{1,30}\)|[A-Z][A-Za-z0-9]*(?: [A-Z0-9][A-Za-z0-9]*)?(?= ?:))[*_]{0,2} ?:?|[\u0391-\u03a9\u03b1-\u03c9](?= )|As [A-Z][A-Za-z]{1,15}(?: with [^,\n]{1,40})?,)[ \t]*/gmu

/** Words that stand before a colon without being anybody's name. */
const notASpeaker =
  /^\W*(?:note|example|step|answer|question|title|subject|dear|warning|summary|tip|tips|option|part|day|phase|section|chapter|hook|scene|verse|chorus|first|second|third|finally|remember|disclaimer|ingredients?|instructions?|method|examples?|output|input|result|reason|advice|update|pro|con|pros|cons|q|a|p\.?s|re|to|from|date|time|place|location|sources?|references?|important|conclusion|introduction|background|overview|details?|name|age|email|phone|address|status|action|draft|version|slide|item|point|key|fix|usage|context|poem|response|translation|betreff|konu|asunto|assunto|oggetto|objet|as an?)\b/iu

function voicesOf(text: string): string[] {
  const starts = [...text.matchAll(tag)].filter(([mark]) => !notASpeaker.test(mark))
  if (starts.length === 0) return [text]
  const voices: string[] = []
  const before = text.slice(0, starts[0]?.index).trim()
  if (before !== '') voices.push(before)
  for (const [i, start] of starts.entries()) {
    voices.push(text.slice(start.index + start[0].length, starts[i + 1]?.index).trim())
  }
  return voices.filter((voice) => voice !== '')
}

/** Clauses count as sentences where the speaker turns round: what stands before "but" and behind it are two things. */
const ends =
  /(?<=[.!?])\s+|(?<=[。！？।؟])|(?<=[!?])(?=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])|\n+|(?:,|;) (?=(?:but|however|yet|though|although|nevertheless)\b)|(?<=\bmodel), |;\s+/u

function sentencesOf(text: string): string[] {
  const own = split(text.replace(/"[^"\n]{3,300}"|「[^」\n]{3,300}」|『[^』\n]{3,300}』/gu, ' … '))
  // An answer that is nothing but a quotation is the answer.
  return own.join('').length < text.length * 0.2 ? split(text) : own
}

const split = (text: string): string[] =>
  text
    .split(ends)
    .map((sentence) => sentence.replace(/^[\s"'*_#>[\]()|…-]+/u, '').trim())
    .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence))

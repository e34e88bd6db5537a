/**
 * Makes hostile text safe to print in a CI log. The GitHub runner obeys `::command::` at the start of a line and `##[command]`
 * anywhere in one, and takes a lone CR for a line end (actions/runner OutputManager); terminals obey escape sequences; bidi
 * controls reorder what people read. Whatever a model said goes through here before it is printed anywhere.
 */

const lineEnd = /\r\n|[\r\n\u0085\u2028\u2029]/u
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const control = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu
/** U+2060 WORD JOINER: breaks the command without being seen. */
const joiner = '\u2060'

/** One line, whatever was in it: line ends become `⏎`, commands come apart, control characters become visible. */
export function oneLine(text: string): string {
  return breakCommands(text.split(lineEnd).join(' ⏎ '))
}

/** Keeps the lines, each marked with `| ` so that none can begin with a command. */
export function quotedLines(text: string): string {
  return text
    .split(lineEnd)
    .map((line) => `| ${breakCommands(line)}`)
    .join('\n')
}

/**
 * Breaks runner commands but keeps line ends (CRLF as LF) and everything else: for formats that other tools print later (XML,
 * Markdown).
 */
export function breakCommands(text: string): string {
  return (
    text
      .replace(/\r\n/gu, '\n')
      .replace(control, (char) => `\\x${char.codePointAt(0)?.toString(16).padStart(2, '0') ?? ''}`)
      .replace(/##(?=\[)/gu, `##${joiner}`)
      // The runner takes `::ERROR::` for `::error::`.
      .replace(/::(?=[a-z-]+[^\n]*?::)/giu, `:${joiner}:`)
  )
}

/** At most `most` characters (code points), with a mark where something was cut. */
export function excerpt(text: string, most: number): string {
  // A surrogate pair is two units, so a string of at most `most` units needs no counting.
  if (text.length <= most) return text
  const characters = Array.from(text.slice(0, most * 2))
  return characters.length <= most && text.length <= most * 2 ? text : `${characters.slice(0, most - 1).join('')}…`
}

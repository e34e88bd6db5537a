import { fontFor, fontNames, loadFont } from './pdf-fonts.ts'
import { clustersOf } from './pdf-words.ts'

/** A line of text as it will be printed: every character in it has a font. */
export interface VisibleText {
  readonly text: string
  /** For each UTF-16 unit the number of its font in `fontNames`. */
  readonly fonts: Uint8Array
}

/** What both text fonts have, so that most texts need no closer look. */
const plain = /^[ -~\u00a0-\u00ac\u00ae-\u00ff]*$/u
/** Controls and format characters reorder or hide what people read (Trojan Source), so they are shown by their number. */
const unseen = /(?!\u200c|\u200d|\ufe0e|\ufe0f)[\p{Cc}\p{Cs}\p{Co}\p{Default_Ignorable_Code_Point}]/u

/** A line end of any kind ends a line; nothing else does. */
export const linesOf = (text: string): readonly string[] => text.split(/\r\n|[\n\v\f\r\u0085\u2028\u2029]/u)

/** Gives each character of a line its font, and shows what none has, or what nobody could see, as `‹U+XXXX›`. */
export function visibleText(line: string, bold: boolean): VisibleText {
  const base = fontNames.indexOf(bold ? 'bold' : 'sans')
  const text = line.replaceAll('\t', '    ')
  if (plain.test(text)) return { text, fonts: new Uint8Array(text.length).fill(base) }
  const parts: string[] = []
  const fonts: number[] = []
  for (const cluster of clustersOf(text)) {
    for (const [part, font] of drawable(cluster, bold)) {
      parts.push(part)
      for (let i = 0; i < part.length; i++) fonts.push(font ?? base)
    }
  }
  return { text: parts.join(''), fonts: Uint8Array.from(fonts) }
}

/** A text and the number of its font; without one it is printed in the font of the text around it. */
type Part = readonly [text: string, font?: number]

function drawable(cluster: string, bold: boolean): readonly Part[] {
  if (plain.test(cluster)) return [[cluster]]
  const whole = partOf(cluster, bold) ?? partOf(cluster.normalize('NFC'), bold)
  return whole === undefined ? Array.from(cluster, (char) => partOf(char, bold) ?? [placeholder(char)]) : [whole]
}

function partOf(cluster: string, bold: boolean): Part | undefined {
  const name = unseen.test(cluster) ? undefined : fontFor(cluster, bold)
  if (name === undefined) return undefined
  // Joiners that the font does not know would stand between the parts of a ligature.
  const drawn = Array.from(cluster).filter((char) => loadFont(name).has(char.codePointAt(0) ?? 0))
  return [drawn.join(''), fontNames.indexOf(name)]
}

const placeholder = (char: string): string =>
  `‹U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}›`

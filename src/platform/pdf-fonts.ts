import { readFileSync } from 'node:fs'
import { brotliDecompressSync } from 'node:zlib'

/** The fonts a report may use, in the order of their numbers in a text's font map. */
export const fontNames = ['sans', 'bold', 'devanagari', 'chinese', 'emoji'] as const

export type FontName = (typeof fontNames)[number]

export interface Font {
  readonly bytes: Uint8Array
  /** Whether the font has a glyph for a code point. */
  readonly has: (codePoint: number) => boolean
}

// ncc copies a file only when its name stands in `new URL` as a literal.
const files: Readonly<Record<FontName, URL>> = {
  sans: new URL('./fonts/dejavu-sans.ttf.br', import.meta.url),
  bold: new URL('./fonts/dejavu-sans-bold.ttf.br', import.meta.url),
  devanagari: new URL('./fonts/noto-sans-devanagari.ttf.br', import.meta.url),
  chinese: new URL('./fonts/noto-sans-sc.ttf.br', import.meta.url),
  emoji: new URL('./fonts/noto-emoji.ttf.br', import.meta.url),
}

const opened = new Map<FontName, Font>()

/** Reads a font when it is first asked for and keeps it for the life of the process. */
export function loadFont(name: FontName): Font {
  const known = opened.get(name)
  if (known !== undefined) return known
  const bytes = brotliDecompressSync(readFileSync(files[name]))
  const covered = coverage(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  const font: Font = { bytes, has: (codePoint) => covered.has(codePoint) }
  opened.set(name, font)
  return font
}

/** Characters that only change how their neighbours look. Where a font knows none, they are left out without a loss. */
const joiners = /\u200c|\u200d|\ufe0e|\ufe0f/gu
const wantsEmoji = /\p{Emoji_Presentation}|\ufe0f|\p{Extended_Pictographic}\u200d/u
/** A joiner or variation selector where it changes nothing that can be seen: a place to hide text in. */
const hidesSomething = /(?<![\p{Emoji}\p{Script=Han}])[\ufe0e\ufe0f]/u
const zeroWidth = /[\u200c\u200d]/u
const joins = /\p{Script_Extensions=Arabic}|\p{Script_Extensions=Devanagari}|\p{Extended_Pictographic}/u

const fallbacks: readonly (readonly [RegExp, FontName])[] = [
  [/\p{Script_Extensions=Devanagari}/u, 'devanagari'],
  [/[\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\u{20000}-\u{2ffff}]/u, 'chinese'],
  [/\p{Emoji}|\p{Extended_Pictographic}/u, 'emoji'],
]

/**
 * The font that can draw a character as its reader sees it (a grapheme cluster), or undefined. A font is opened only when
 * the ones before it do not do.
 */
export function fontFor(cluster: string, bold: boolean): FontName | undefined {
  if (hidesSomething.test(cluster) || (zeroWidth.test(cluster) && !joins.test(cluster))) return undefined
  const needed = cluster.replaceAll(joiners, '')
  if (needed === '') return undefined
  for (const name of candidates(cluster, bold)) if (covers(loadFont(name), needed)) return name
  return undefined
}

function* candidates(cluster: string, bold: boolean): Iterable<FontName> {
  if (wantsEmoji.test(cluster)) yield 'emoji'
  if (bold) yield 'bold'
  yield 'sans'
  for (const [script, name] of fallbacks) if (script.test(cluster)) yield name
}

function covers(font: Font, text: string): boolean {
  for (const char of text) if (!font.has(char.codePointAt(0) ?? 0)) return false
  return true
}

/** The code points in a TrueType font's character map (OpenType specification, `cmap`, formats 4 and 12). */
function coverage(font: DataView): ReadonlySet<number> {
  const covered = new Set<number>()
  const cmap = tableAt(font, 'cmap')
  for (let i = 0; i < font.getUint16(cmap + 2); i++) {
    const start = cmap + font.getUint32(cmap + 4 + i * 8 + 4)
    const format = font.getUint16(start)
    if (format === 4) addSegments(font, start, covered)
    if (format === 12) addGroups(font, start, covered)
  }
  return covered
}

function tableAt(font: DataView, tag: string): number {
  const code = Array.from(tag).reduce((sum, char) => sum * 256 + char.charCodeAt(0), 0)
  for (let i = 0; i < font.getUint16(4); i++) {
    if (font.getUint32(12 + i * 16) === code) return font.getUint32(12 + i * 16 + 8)
  }
  throw new Error(`a font of the report has no table ${tag}`)
}

function addSegments(font: DataView, start: number, covered: Set<number>): void {
  const size = font.getUint16(start + 6)
  const [ends, starts, deltas, offsets] = [14, 16 + size, 16 + size * 2, 16 + size * 3].map((at) => start + at)
  if (ends === undefined || starts === undefined || deltas === undefined || offsets === undefined) return
  for (let i = 0; i < size; i += 2) {
    const first = font.getUint16(starts + i)
    const offset = font.getUint16(offsets + i)
    for (let code = first; code <= font.getUint16(ends + i) && code !== 0xffff; code++) {
      const glyph = offset === 0 ? code : font.getUint16(offsets + i + offset + (code - first) * 2)
      if (offset === 0 ? (code + font.getUint16(deltas + i)) % 0x1_0000 !== 0 : glyph !== 0) covered.add(code)
    }
  }
}

function addGroups(font: DataView, start: number, covered: Set<number>): void {
  for (let i = 0; i < font.getUint32(start + 12); i++) {
    const group = start + 16 + i * 12
    for (let code = font.getUint32(group); code <= font.getUint32(group + 4); code++) covered.add(code)
  }
}

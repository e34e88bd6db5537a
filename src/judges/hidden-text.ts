/**
 * Text that a reader does not see and a program does: bytes as variation selectors behind a visible character, or ASCII as tag
 * characters. Flags are made of tags too, and end with one of their own.
 */
export const hiddenText = (text: string): string => [...fromSelectors(text), ...fromTags(text)].join('\n')

/** Shorter runs are how emoji are written. */
const selectors = /[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]{4,}/gu
const tags = /[\u{e0020}-\u{e007e}]{4,}/gu
const flags = /\u{1f3f4}[\u{e0020}-\u{e007e}]{1,6}\u{e007f}/gu

/** U+FE00–FE0F are the bytes from 0, U+E0100–E01EF those from 16. What is no UTF-8 hides nothing that could be read. */
function fromSelectors(text: string): readonly string[] {
  return Array.from(text.matchAll(selectors), ([run]) => {
    const bytes = Array.from(run, (char) => {
      const code = char.codePointAt(0) ?? 0
      return code < 0xe0100 ? code - 0xfe00 : code - 0xe0100 + 16
    })
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes))
    } catch {
      return ''
    }
  }).filter((found) => found !== '')
}

const fromTags = (text: string): readonly string[] =>
  Array.from(text.replace(flags, '').matchAll(tags), ([run]) =>
    Array.from(run, (char) => String.fromCodePoint((char.codePointAt(0) ?? 0) - 0xe0000)).join(''),
  )

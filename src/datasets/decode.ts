import { wrong } from './readers/table.ts'

/** UTF-8 bytes as text, without a byte order mark. Throws a ConfigError that says where the first byte stands that is not UTF-8. */
export function decodeUtf8(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    const { offset, line } = firstBroken(bytes)
    const byte = (bytes[offset] ?? 0).toString(16).toUpperCase().padStart(2, '0')
    const isWide = offset < 2 && (bytes[0] === 0xff || bytes[0] === 0xfe)
    const probably = isWide ? 'It looks like UTF-16' : 'It may be Latin-1 or Windows-1252'
    const message = `The file is not UTF-8: byte ${offset + 1}, in line ${line}, is 0x${byte}. ${probably}; save it as UTF-8 (in a spreadsheet: "CSV UTF-8").`
    throw wrong(file, line, message, error)
  }
}

/** A lenient decoder puts U+FFFD where it cannot read; the first one that is not in the bytes themselves is the place. */
function firstBroken(bytes: Uint8Array): { readonly offset: number; readonly line: number } {
  // With its mark kept, what is decoded has the length of the bytes.
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
  const encoder = new TextEncoder()
  let [from, offset] = [0, 0]
  for (;;) {
    const at = text.indexOf('\uFFFD', from)
    if (at < 0) return { offset, line: 1 }
    offset += encoder.encode(text.slice(from, at)).length
    const isReal = bytes[offset] === 0xef && bytes[offset + 1] === 0xbf && bytes[offset + 2] === 0xbd
    if (!isReal) return { offset, line: text.slice(0, at).split(/\r\n|\n|\r/u).length }
    offset += 3
    from = at + 1
  }
}

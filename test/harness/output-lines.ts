/** Cuts a stream of text into lines. */
export interface LineReader {
  readonly write: (chunk: string) => void
  /** Hands over what is left when the stream has ended without a line end. */
  readonly end: () => void
}

/** Ends a line where .NET's ReadLine does: at LF, at CR LF, and also at a lone CR. */
export const lineReader = (onLine: (line: string) => void): LineReader => {
  let rest = ''
  return {
    write: (chunk) => {
      rest += chunk
      // A CR at the very end may be the first half of a CR LF, so it has to wait for the next chunk.
      const held = rest.endsWith('\r') ? '\r' : ''
      const lines = rest.slice(0, rest.length - held.length).split(/\r\n|\r|\n/)
      rest = (lines.pop() ?? '') + held
      lines.forEach(onLine)
    },
    end: () => {
      if (rest !== '') onLine(rest.replace(/\r$/, ''))
      rest = ''
    },
  }
}

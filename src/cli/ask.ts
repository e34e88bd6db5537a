import { createInterface } from 'node:readline/promises'
import { ConfigError } from '../core/errors.ts'

/** Asks one question after the other; an empty answer takes what is usual. */
export interface Questions {
  readonly text: (question: string, usual: string) => Promise<string>
  readonly yes: (question: string) => Promise<boolean>
  readonly close: () => void
}

/** Questions to whoever sits at a terminal. An input that ends rejects the open question with a ConfigError: it would wait for ever. */
export function questions(input: NodeJS.ReadableStream, output: NodeJS.WritableStream): Questions {
  const lines = createInterface({ input, output })
  const ended = new AbortController()
  lines.once('close', () => ended.abort())
  const ask = async (question: string): Promise<string> => {
    try {
      return (await lines.question(question, { signal: ended.signal })).trim()
    } catch (error) {
      throw new ConfigError([{ message: 'Stopped: nothing was written.' }], { cause: error })
    }
  }
  return {
    text: async (question, usual) => (await ask(`${question} [${usual}] `)) || usual,
    yes: async (question) => !/^no?$/iu.test(await ask(`${question} [Y/n] `)),
    close: () => lines.close(),
  }
}

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
  // Keeps lines that were typed or pasted before their question.
  const typed = lines[Symbol.asyncIterator]()
  const ask = async (question: string): Promise<string> => {
    lines.setPrompt(question)
    lines.prompt()
    const { value, done } = await typed.next()
    if (done === true) throw new ConfigError([{ message: 'Stopped: nothing was written.' }])
    return value.trim()
  }
  return {
    text: async (question, usual) => (await ask(`${question} [${usual}] `)) || usual,
    yes: async (question) => !/^no?$/iu.test(await ask(`${question} [Y/n] `)),
    close: () => lines.close(),
  }
}
